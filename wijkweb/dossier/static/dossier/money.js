// The budget while somebody types: totals, clauses, and a question under an amount that can mean two things.

import { readNumber, readTyped, shown } from "./amount.js";
import { watchAmounts } from "./amount_field.js";
import { add, findings, percentage, staffYears, summary } from "./budget.js";

const value = (root, name) => root.querySelector(`[data-wijk-part="${name}"]`)?.value ?? "";

function planOf(block) {
  const yearly = readTyped(value(block, "yearly")).cents;
  const [vte, rise] = [readNumber(value(block, "vte")), readNumber(value(block, "indexation") || "0")];
  const [start, end] = [value(block, "start"), value(block, "end")];
  const name = block.querySelector("input[name$='.function']").value.trim();
  const whole = yearly && vte !== null && rise !== null && start && end && start <= end && name;
  if (!whole || Number(end.slice(0, 4)) - Number(start.slice(0, 4)) > 40) return null;
  const id = block.dataset.wijkStaff;
  return { id, payer: value(block, "payer"), function: name, start, end, yearly, indexation: rise };
}

function linesOf(section) {
  return [...section.querySelectorAll("[data-wijk-row]")].flatMap((row) =>
    [...row.querySelectorAll("[data-wijk-amount]")].map((input) => ({
      row: row.dataset.wijkRow,
      post: row.dataset.post,
      label: row.querySelector("[data-wijk-label]")?.value.trim() ?? "",
      year: Number(input.dataset.year),
      cents: readTyped(input.value).cents ?? 0n,
    })),
  );
}

/** The budget as it stands in the form. */
export function read(form) {
  const plans = [...form.querySelectorAll("[data-wijk-staff]")].map(planOf).filter(Boolean);
  return [...form.querySelectorAll("[data-wijk-payer]")].map((section) => ({
    id: section.dataset.wijkPayer,
    kind: section.querySelector("[data-wijk-kind]").value,
    lines: linesOf(section),
    staff: plans.filter((plan) => plan.payer === section.dataset.wijkPayer),
  }));
}

function figure(name, added, figures, language) {
  if (!(name in figures)) return shown(added.sums.get(name) ?? 0n, language);
  if (figures[name] === null) return "–";
  return Array.isArray(figures[name]) ? percentage(figures[name], language) : shown(figures[name], language);
}

const SVG = "http://www.w3.org/2000/svg";

function icon(source, name) {
  const [drawing, use] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "use")];
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${source}#${name}`);
  drawing.append(use);
  return drawing;
}

function tell(list, said, kinds) {
  list.replaceChildren(
    ...said.map(([severity, sentence]) => {
      const [item, body, kind] = ["li", "div", "span"].map((name) => document.createElement(name));
      item.className = `finding ${severity}`;
      kind.className = "kind";
      kind.textContent = `${kinds[severity]}:`;
      body.append(kind, ` ${sentence}`);
      item.append(icon(list.dataset.wijkFindings, severity), body);
      return item;
    }),
  );
}

function years(block, plan, language) {
  const list = block.querySelector("[data-wijk-years]");
  list.replaceChildren(
    ...[...(plan ? staffYears(plan) : [])].flatMap(([year, cents]) => {
      const [term, amount] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = year;
      amount.textContent = shown(cents, language);
      return [term, amount];
    }),
  );
}

/** Adds up and judges the form once. */
export function refresh(form, page, call) {
  const payers = read(form);
  const added = add(payers);
  const figures = summary(payers, added, call);
  for (const place of page.querySelectorAll("[data-wijk-sum]")) {
    place.textContent = figure(place.dataset.wijkSum, added, figures, call.language);
  }
  const said = findings(payers, added, figures, call);
  tell(page.querySelector("[data-wijk-findings]"), said, call.kinds);
  for (const block of form.querySelectorAll("[data-wijk-staff]")) years(block, planOf(block), call.language);
  return said;
}

function start(page) {
  const form = page.querySelector("[data-wijk-budget]");
  if (!form) return;
  const call = JSON.parse(form.dataset.wijkBudget);
  watchAmounts(form, call.problems, call.language);
  const told = page.querySelector("[data-wijk-told]");
  let breaches = "";
  let waiting = 0;
  const now = () => {
    const said = refresh(form, page, call).filter(([severity]) => severity === "breach");
    const next = said.map(([, sentence]) => sentence).join(" ");
    if (next !== breaches) told.textContent = breaches = next; // said aloud only when it changes
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, 150);
  });
  now();
}

if (typeof document !== "undefined") start(document);
