// A signal: what goes wrong and which level can mend it, never who. The text is looked through before it is saved.

import { dayOf } from "./clock.js";
import { LEVELS, offered } from "./contact.js";
import { button, choice, h, head, held } from "./dom.js";
import { scan } from "./names.js";
import { label, t } from "./words.js";

export const MOST = 280;

/** What still keeps a text from being saved: the hard finds first, then the words that may be a name. */
export function finds(text, vocabulary) {
  return scan(text, vocabulary).sort((a, b) => b.hard - a.hard || a.start - b.start);
}

/** The text with one find masked. */
export function masked(text, find) {
  return `${text.slice(0, find.start)}[naam]${text.slice(find.end)}`;
}

export const hard = (one) => t("found", { what: t(`found_${one.kind}`) });

function marked(text, found) {
  const parts = [];
  let at = 0;
  for (const one of [...found].sort((a, b) => a.start - b.start)) {
    if (one.start < at) continue;
    parts.push(text.slice(at, one.start), h(one.hard ? "mark.hard" : "mark", {}, text.slice(one.start, one.end)));
    at = one.end;
  }
  return h("p.marked", { "aria-hidden": "true" }, parts, text.slice(at));
}

export function signal(ctx) {
  const note = (ctx.note ??= { id: null, text: "", theme: "", level: "", names: [] });
  const known = () => [...ctx.state.down.names, ...ctx.places().map((one) => one.name), ...note.names];
  const day = dayOf(ctx.clock.now());
  const problem = h("p.problem", { role: "alert" });
  const left = h("span.soft.small", { "aria-live": "off" });
  const looked = h("div.looked", { "aria-live": "polite" });
  const area = h("textarea", { name: "text", rows: 4, maxlength: MOST, "aria-describedby": "signal-hint", oninput: () => look() }, note.text);

  function look() {
    note.text = area.value;
    note.id ??= ctx.queue.newId();
    ctx.mind("note", Boolean(note.text.trim()));
    left.textContent = t("signal_left", { number: MOST - note.text.length });
    const found = finds(note.text, known());
    looked.replaceChildren(...(found.length ? [marked(note.text, found), ...found.map((one) => said(one))] : []));
    return found;
  }

  function said(one) {
    const word = note.text.slice(one.start, one.end);
    if (one.hard) return h("p.warning", {}, h("strong", {}, word), ` ${hard(one)}`);
    return h(
      "div.ask", { role: "group", "aria-label": `${word}: ${t("found_name")}` },
      h("p", {}, h("strong", {}, word), ` ${t("found_name")}`),
      button(t("mask"), () => {
        area.value = masked(note.text, one);
        look();
        ctx.say(t("masked"));
      }),
      button(t("no_name"), () => {
        note.names.push(...word.split(/\s+/));
        look();
      }),
    );
  }

  async function save(event) {
    event.preventDefault();
    Object.assign(note, held(form));
    const found = look();
    const lack = !note.text.trim() ? "need_text" : found[0]?.hard ? "found" : found.length ? "need_answer" : !note.theme ? "need_theme" : !note.level ? "need_level" : "";
    problem.textContent = lack === "found" ? hard(found[0]) : lack && t(lack);
    if (lack) return;
    const item = { v: 1, what: "signal", theme: note.theme, level: note.level, text: note.text.trim().replace(/\s+/g, " "), date: day };
    if (!(await ctx.keep(note.id, item))) return;
    ctx.note = null;
    ctx.mind("note", false);
    ctx.go("signal");
  }

  const themes = offered(ctx.state.down.lists.themes, day).map((one) => [one.key, label(one)]);
  const form = h(
    "form.screen", { onsubmit: save, onchange: () => Object.assign(note, held(form)), novalidate: true },
    head(t("signal_title")),
    h("label", {}, h("span.legend", {}, t("signal_text")), area),
    h("p.under", {}, h("span.soft.small", { id: "signal-hint" }, t("signal_hint")), left),
    looked,
    choice({ name: "theme", legend: t("signal_theme"), options: themes, value: note.theme, wide: true }),
    choice({ name: "level", legend: t("signal_level"), options: LEVELS.map((one) => [one, t(`level_${one}`)]), value: note.level }),
    h("div.actions", {}, problem, h("button.main", { type: "submit" }, t("save"))),
  );
  if (note.text) look();
  else left.textContent = t("signal_left", { number: MOST });
  return { body: form, tab: "signal" };
}
