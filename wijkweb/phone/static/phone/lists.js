// Two lists: places, of which one is chosen with a tap or proposed by its name; activities of today and the coming days.

import { dayOf, plusDays } from "./clock.js";
import { HEADS, offered } from "./contact.js";
import { button, choice, h, head, icon } from "./dom.js";
import { finds, hard } from "./signal.js";
import { dayWords, t } from "./words.js";

const SEARCH_FROM = 9;

function rows(ctx, places) {
  return places.map((place) =>
    h(
      "li", {},
      h(
        "button.row", { type: "button", "aria-current": place.id === ctx.draft.place ? "true" : undefined, onclick: () => choose(ctx, place.id) },
        icon("pin"), h("span.grow", {}, place.name), place.proposed && h("span.tag", {}, t("place_proposed")),
      ),
    ),
  );
}

function choose(ctx, id) {
  ctx.draft.place = id;
  ctx.touch();
  ctx.back();
}

async function propose(ctx, form, problem) {
  const name = form.elements.name.value.trim().replace(/\s+/g, " ");
  const found = finds(name, []).find((one) => one.hard);
  problem.textContent = found ? hard(found) : name ? "" : t("place_need");
  if (!name || found) return form.elements.name.focus();
  const day = dayOf(ctx.clock.now());
  const proposals = [...(ctx.state.proposals ?? []), { id: ctx.queue.newId(), name, at: ctx.clock.now() }];
  const { id } = proposals.at(-1);
  const done = await ctx.keep(id, { v: 1, what: "place", name, date: day }, { beside: { proposals }, undone: async () => {
    ctx.state.proposals = ctx.state.proposals.filter((one) => one.id !== id);
    if (ctx.draft?.place === id) ctx.draft.place = "";
    await ctx.store.set({ proposals: ctx.state.proposals });
    ctx.show();
  } });
  if (!done) return;
  ctx.state.proposals = proposals;
  choose(ctx, id);
}

export function place(ctx) {
  const today = dayOf(ctx.clock.now());
  const last = ctx.state.last?.place;
  const places = offered(ctx.places(), today).sort((a, b) => (b.id === last) - (a.id === last) || a.name.localeCompare(b.name));
  const list = h("ul.rows", {}, rows(ctx, places));
  const none = h("p.soft", { role: "status" });
  const search = h("input", {
    type: "search", "aria-label": t("place_search"), placeholder: t("place_search"), autocomplete: "off",
    oninput: () => {
      const word = search.value.trim().toLowerCase();
      const found = places.filter((one) => one.name.toLowerCase().includes(word));
      list.replaceChildren(...rows(ctx, found));
      none.textContent = found.length ? "" : t("place_none");
    },
  });
  const problem = h("p.problem", { role: "alert" });
  const name = h("input", { name: "name", maxlength: 60, autocomplete: "off", "aria-describedby": "place-hint" });
  const form = h(
    "form.other", { hidden: true, onsubmit: (event) => (event.preventDefault(), propose(ctx, form, problem)) },
    h("label", {}, h("span", {}, t("place_name")), name),
    h("p.soft.small", { id: "place-hint" }, t("place_hint")),
    problem,
    h("button.main", { type: "submit" }, t("place_use")),
  );
  const other = button(t("place_other"), () => {
    form.hidden = false;
    other.hidden = true;
    name.value = search.value.trim();
    name.focus();
  }, { look: "quiet" });
  return {
    body: h("div.screen", {}, head(t("place_title"), ctx.back, t("back")), places.length >= SEARCH_FROM && search, list, none, h("div.actions", {}, other, form)),
    tab: "home",
  };
}

function about(one) {
  return [`${one.start}–${one.end}`, one.place, t(`activity_${one.kind}`)].filter(Boolean).join(" · ");
}

function card(ctx, one) {
  const counted = ctx.state.counted?.[one.id];
  const options = HEADS.map((band) => [band, band === "10+" ? t("heads_10+") : band.replace("-", "–")]);
  const body = h("li.card", {}, h("h2", {}, one.title), h("p.soft", {}, about(one)));
  if (one.status === "cancelled") body.append(h("p.tag", {}, t("today_cancelled")));
  else if (counted) body.append(h("p.done", {}, t("today_counted", { heads: counted })));
  else {
    const group = choice({ name: `heads-${one.id}`, legend: t("today_held"), options, value: "" });
    group.addEventListener("change", (event) => count(ctx, one, event.target.value));
    body.append(group);
  }
  return body;
}

async function count(ctx, one, heads) {
  const counted = { ...ctx.state.counted, [one.id]: heads };
  const item = { v: 1, what: "attendance", activity: one.id, date: one.date, heads };
  const done = await ctx.keep(ctx.queue.newId(), item, { beside: { counted }, undone: async () => {
    const { [one.id]: gone, ...rest } = ctx.state.counted;
    ctx.state.counted = rest;
    await ctx.store.set({ counted: rest });
  } });
  if (!done) return;
  ctx.state.counted = counted;
  ctx.show();
}

/** The activities of today, with about how many people came; and those of the coming days. */
export function today(ctx) {
  const day = dayOf(ctx.clock.now());
  const all = ctx.state.down.activities;
  const now = all.filter((one) => one.date === day);
  const soon = all.filter((one) => one.date > day && one.status !== "cancelled");
  return {
    body: h(
      "div.screen", {},
      head(t("today_title")),
      now.length ? h("ul.cards", {}, now.map((one) => card(ctx, one))) : h("p.soft", {}, t("today_none")),
      soon.length > 0 && h("h2", {}, t("today_soon")),
      soon.length > 0 &&
        h("ul.plain", {}, soon.map((one) => h("li", {}, h("strong", {}, one.title), h("span.soft", {}, `${dayWords(one.date, day, plusDays(day, -1))} · ${about(one)}`)))),
    ),
    tab: "today",
  };
}
