// Home: a contact in two taps. The last place stands ready; how many, and save.

import * as logic from "./contact.js";
import { choices, h, ticks } from "./dom.js";

/** The screen of a contact. `app` gives say, down, last, used, now(), keep(item, span, words), go(), round. */
export function contactScreen(app) {
  const { say, down } = app;
  const today = app.today();
  let form = (app.form ??= logic.freshContact(app.last, down.lists));
  const named = (code) => [code.key, code[say.language]];
  const open = (list) => list.filter((code) => !code.closed || code.closed >= today).map(named);
  const root = h("div", { class: "screen" });

  const take = (name) => (value) => {
    form.id ??= crypto.randomUUID();
    form[name] = value;
    app.warned = false;
    if (name === "kind") draw();
    else ready();
  };

  function whereRow() {
    const place = down.places.find((one) => one.id === form.place);
    return h(
      "button",
      { type: "button", class: "where", onclick: () => app.go("choose_place") },
      h("span", { class: "soft" }, say("where")),
      h("strong", {}, place ? place.name : (app.proposed.get(form.place) ?? say("choose_place"))),
    );
  }

  function moreFold() {
    const agesOptions = [["", say("unknown")], ...logic.AGES.map((key) => [key, say(key)])];
    const again = [["", say("unknown")], ["yes", say("yes")], ["no", say("no")]];
    const days = [...Array(7).keys()].map((n) => [n, n ? (n === 1 ? say("yesterday") : say("days_ago", { n })) : say("today")]);
    return h(
      "details",
      { class: "more", open: app.more, ontoggle: (event) => (app.more = event.target.open) },
      h("summary", {}, say("more")),
      choices({ name: "group", label: say("group"), options: open(down.lists.groups), value: form.group, take: take("group") }),
      workersRow(),
      choices({ name: "ages", label: say("ages"), options: agesOptions, value: form.ages ?? "", take: (key) => take("ages")(key || null) }),
      choices({
        name: "again", label: say("again"), options: again, value: form.again === null ? "" : form.again ? "yes" : "no",
        take: (key) => take("again")(key ? key === "yes" : null),
      }),
      ticks({ label: say("themes"), options: open(down.lists.themes), values: form.themes, take: theme }),
      choices({ name: "day", label: say("day"), options: days, value: form.day, take: take("day") }),
    );
  }

  const theme = (key, on) => take("themes")(on ? [...form.themes, key].slice(0, 8) : form.themes.filter((one) => one !== key));

  function workersRow() {
    const options = [1, 2, 3, 4].map((n) => [n, n === 1 ? say("alone") : n === 2 ? say("with_1") : say("with_n", { n: n - 1 })]);
    return [
      choices({ name: "workers", label: say("one_for_all"), options, value: form.workers, take: take("workers") }),
    ];
  }

  const minutes = () => [...new Set([...logic.MINUTES, form.minutes])].sort((one, other) => one - other);
  const tracks = open(down.lists.tracks);

  function draw() {
    root.replaceChildren(
      whereRow(),
      tracks.length > 1 ? choices({ name: "track", label: say("track"), options: tracks, value: form.track, take: take("track") }) : null,
      choices({ name: "kind", label: say("contact"), hidden: true, options: logic.KINDS.map((key) => [key, say(key)]), value: form.kind, take: take("kind") }),
      choices({ name: "minutes", label: `${say("how_long")} (${say("minutes")})`, options: minutes().map((n) => [n, String(n)]), value: form.minutes, take: take("minutes") }),
      choices({ name: "heads", label: say("how_many"), options: logic.HEADS.map((key) => [key, key]), value: form.heads, take: take("heads") }),
      moreFold(),
      app.roundButton(),
    );
    ready();
  }

  /** The save button stands with the thumb; it says what lacks. */
  function ready() {
    app.action(say("save"), save, Boolean(logic.lacking(form)));
  }

  async function save() {
    const lack = logic.lacking(form);
    if (lack) return app.tell(say(lack === "place" ? "pick_place" : "pick_heads"), "problem");
    form.id ??= crypto.randomUUID();
    const now = app.now();
    const span = logic.spanOf(form, now);
    if (form.kind === "direct" && !app.warned && logic.overlaps(span, app.spans)) {
      app.warned = true;
      return app.tell(say("overlap"), "problem");
    }
    const saved = await app.keep(form.id, logic.itemOf(form, now), form.kind === "direct" ? span : null);
    if (!saved) return;
    await app.remember({ place: form.place, track: form.track, group: form.group, minutes: form.minutes });
    form = app.form = logic.freshContact(app.last, down.lists);
    app.warned = app.more = false;
    draw();
  }

  draw();
  return root;
}

/** The list of places: one tap takes one; one that is not listed is a name. */
export function placeScreen(app) {
  const { say, down } = app;
  const take = (id) => {
    app.form.place = id;
    app.go("contact");
  };
  const places = logic.offered(down.places, app.used, app.today());
  const own = [...app.proposed].filter(([id]) => !down.places.some((place) => place.id === id));
  const field = h("input", { id: "place-name", maxlength: 60, autocomplete: "off", enterkeyhint: "done" });
  const add = async (event) => {
    event.preventDefault();
    const name = field.value.trim();
    if (!name || app.stops(name)) return;
    const id = crypto.randomUUID();
    if (await app.keep(id, { v: 1, what: "place", name, date: app.today() }, null, true)) {
      await app.propose(id, name);
      take(id);
    }
  };
  return h(
    "div",
    { class: "screen" },
    h("h2", { tabindex: -1 }, say("choose_place")),
    h(
      "ul",
      { class: "list" },
      [...places.map((place) => [place.id, place.name]), ...own].map(([id, name]) =>
        h("li", {}, h("button", { type: "button", class: "row-button", onclick: () => take(id) }, name)),
      ),
    ),
    h(
      "details",
      { class: "more" },
      h("summary", {}, say("other_place")),
      h(
        "form",
        { onsubmit: add },
        h("label", { for: "place-name" }, say("place_name")),
        field,
        h("p", { class: "soft" }, say("place_help")),
        h("button", { class: "big", type: "submit" }, say("use_place")),
      ),
    ),
  );
}
