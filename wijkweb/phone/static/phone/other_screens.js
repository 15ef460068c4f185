// Activities of today, a signal, places, and the worker's own page.

import { daysBetween, mondayOf } from "./clock.js";
import { HEADS } from "./contact.js";
import { choices, h } from "./dom.js";
import { LANGUAGES } from "./words.js";

const LEVELS = ["team", "city", "flanders"];
const REASONS = ["leave", "ill", "training", "other_work", "weather", "other"];

/** Activities of today and yesterday: it took place, with about so many. */
export function activityScreen(app) {
  const { say, down } = app;
  const today = app.today();
  const near = down.activities.filter((one) => daysBetween(one.date, today) >= 0 && daysBetween(one.date, today) <= 1);
  const heads = {};
  const held = async (one) => {
    const item = { v: 1, what: "attendance", activity: one.id, date: one.date, heads: heads[one.id] };
    if (!(await app.keep(crypto.randomUUID(), item, null, true))) return;
    one.status = "held";
    await app.noteDown();
    app.go("activities");
    app.tell(say("held_told", { title: one.title, heads: item.heads }));
  };
  const card = (one) => {
    const button = h("button", { type: "button", class: "big", disabled: true, onclick: () => held(one) }, say("held"));
    const take = (key) => {
      heads[one.id] = key;
      button.disabled = false;
    };
    return h(
      "li",
      { class: "card" },
      h("h3", {}, one.title),
      h("p", { class: "soft" }, `${one.start}–${one.end} ${one.place}`),
      one.status === "planned"
        ? [choices({ name: `heads-${one.id}`, label: say("how_many"), options: HEADS.map((key) => [key, key]), value: null, take }), button]
        : h("p", {}, say(one.status === "held" ? "was_held" : "was_cancelled")),
    );
  };
  return h(
    "div",
    { class: "screen" },
    h("h2", { tabindex: -1 }, say("activities")),
    near.length ? h("ul", { class: "list" }, near.map(card)) : h("p", { class: "soft" }, say("no_activities")),
  );
}

/** A signal: what stands in the way, never who. The draft lasts as long as the tab. */
export function signalScreen(app) {
  const { say, down } = app;
  const draft = (app.draft ??= { theme: null, level: "city", text: sessionStorage.getItem("signal") ?? "" });
  const field = h("textarea", { id: "signal-text", rows: 4, maxlength: 280, "aria-describedby": "signal-help" });
  field.value = draft.text;
  field.addEventListener("input", () => {
    draft.text = field.value;
    sessionStorage.setItem("signal", draft.text);
    app.cleared.clear();
  });
  const save = async () => {
    if (!draft.text.trim()) return app.tell(say("write_first"), "problem");
    if (!draft.theme) return app.tell(say("pick_theme"), "problem");
    if (app.stops(draft.text, (text) => (field.value = draft.text = text))) return;
    const text = draft.text.replace(/\s+/g, " ").trim();
    const item = { v: 1, what: "signal", theme: draft.theme, level: draft.level, text, date: app.today() };
    if (!(await app.keep(crypto.randomUUID(), item, null, true))) return;
    sessionStorage.removeItem("signal");
    app.draft = null;
    app.go("signal");
    app.tell(say("signal_saved"));
  };
  app.action(say("save"), save);
  const themes = down.lists.themes.filter((code) => !code.closed || code.closed >= app.today());
  return h(
    "div",
    { class: "screen" },
    h("h2", { tabindex: -1 }, say("signal")),
    h("label", { for: "signal-text" }, say("text")),
    field,
    h("p", { class: "soft", id: "signal-help" }, say("signal_help")),
    choices({ name: "theme", label: say("theme"), options: themes.map((code) => [code.key, code[say.language]]), value: draft.theme, take: (key) => (draft.theme = key) }),
    choices({ name: "level", label: say("level"), options: LEVELS.map((key) => [key, say(key)]), value: draft.level, take: (key) => (draft.level = key) }),
  );
}

/** Own places: the one that was longest not visited first. */
export function placesScreen(app) {
  const { say, down } = app;
  const today = app.today();
  const since = (place) => (place.last ? daysBetween(place.last, today) : Infinity);
  const told = (place) => {
    if (!place.last) return say("never");
    const n = since(place);
    const due = place.rhythm ? 31 / place.rhythm : 14;
    return n === 0 ? say("visited_today") : say(n > due ? "not_visited" : "visited", { n });
  };
  const places = down.places.filter((place) => !place.closed || place.closed >= today);
  return h(
    "div",
    { class: "screen" },
    h("h2", { tabindex: -1 }, say("places")),
    h(
      "ul",
      { class: "list" },
      places
        .sort((one, other) => since(other) - since(one) || one.name.localeCompare(other.name))
        .map((place) =>
          h(
            "li",
            { class: "card" },
            h("strong", {}, place.name),
            h("p", { class: "soft" }, told(place), place.rhythm ? ` · ${say("rhythm", { n: place.rhythm })}` : "", place.proposed ? ` · ${say("proposed")}` : ""),
          ),
        ),
    ),
  );
}

/** Own totals, what waits, the file for the coordinator, the language. */
export function meScreen(app) {
  const { say, down } = app;
  const monday = mondayOf(app.today());
  const weeks = down.totals.weeks;
  const reason = h("select", { id: "reason" }, REASONS.map((key) => h("option", { value: key }, say(key))));
  const nothing = async (event) => {
    event.preventDefault();
    const item = { v: 1, what: "nothing", monday, reason: reason.value };
    if (await app.keep(crypto.randomUUID(), item, null, true)) app.tell(say("nothing_told", { why: say(reason.value) }));
  };
  const week = (one) => {
    const hours = (one.minutes / 60).toLocaleString(say.language, { maximumFractionDigits: 1 });
    const count = one.contacts === 1 ? say("contacts_1") : say("contacts_n", { n: one.contacts });
    return h("tr", {}, h("th", { scope: "row" }, say("week_of", { day: one.monday.slice(5).split("-").reverse().join("/") })), h("td", {}, `${hours} ${say("hour")}`), h("td", {}, one.nothing && !one.contacts ? say("quiet") : count));
  };
  const attention = app.rows.filter((row) => row.state === "attention");
  const why = (code) => (say.has(`refused_${code}`) ? say(`refused_${code}`) : say("refused", { code }));
  return h(
    "div",
    { class: "screen" },
    h("h2", { tabindex: -1 }, say("my_weeks")),
    h("table", { class: "weeks" }, h("tbody", {}, weeks.map(week))),
    down.totals.signals ? h("p", {}, say("signals_n", { n: down.totals.signals })) : null,
    weeks.some((one) => one.monday === monday && one.contacts)
      ? null
      : h("form", { class: "card", onsubmit: nothing }, h("h3", {}, say("nothing_week")), h("label", { for: "reason" }, say("why")), reason, h("button", { class: "big quiet", type: "submit" }, say("save"))),
    attention.length
      ? h("div", { class: "card" }, h("h3", {}, say("attention")), h("ul", {}, attention.map((row) => h("li", {}, `${row.day}: ${why(row.code)}`))), h("button", { type: "button", class: "big quiet", onclick: () => app.again() }, say("try_again")))
      : null,
    h("button", { type: "button", class: "big quiet", onclick: () => app.flush(true) }, say("send_now")),
    app.rows.length ? [h("button", { type: "button", class: "big quiet", onclick: () => app.rescue() }, say("rescue")), h("p", { class: "soft" }, say("rescue_help"))] : null,
    h("p", { class: "soft" }, say("sent_list", { n: app.sent })),
    choices({ name: "language", label: say("language"), options: LANGUAGES.map((key) => [key, key === "nl" ? "Nederlands" : "English"]), value: say.language, take: (key) => app.speak(key) }),
  );
}
