// The first screen: a contact like the last one is two taps, the head-count and save. A round fills the minutes, and a
// fold has what is asked only when it matters.

import { dayOf, MINUTE, PART_NAMES, partOf, plusDays, roundMinutes, timeOf } from "./clock.js";
import { AGES, contactOf, HEADS, KINDS, MINUTES, missing, offered, overlapping, takenBack, timesOf } from "./contact.js";
import { button, choice, h, held, icon } from "./dom.js";
import { dayWords, label, t } from "./words.js";

const CHOSEN = ["kind", "heads", "ages", "again", "track", "group", "date", "part"];

/** What the form begins with: the last place, track, group and minutes; never the last head-count. */
export function freshDraft(ctx) {
  const { last = {}, down } = ctx.state;
  const today = dayOf(ctx.clock.now());
  const first = (name) => offered(down?.lists?.[name], today)[0]?.key ?? "";
  const still = (name, key) => offered(down?.lists?.[name], today).some((one) => one.key === key);
  return {
    id: null, kind: "direct", heads: "", ages: "", again: "", themes: [], workers: 1, date: "", part: "",
    place: offered([ctx.placeOf(last.place)].filter(Boolean), today).length ? last.place : "",
    track: still("tracks", last.track) ? last.track : first("tracks"),
    group: still("groups", last.group) ? last.group : first("groups"),
    minutes: last.minutes ?? 15,
  };
}

function placeButton(ctx, draft) {
  const { lists } = ctx.state.down;
  const about = [label(lists.tracks.find((one) => one.key === draft.track)), label(lists.groups.find((one) => one.key === draft.group))];
  const name = ctx.placeOf(draft.place)?.name;
  return h(
    "button.place", { type: "button", onclick: () => ctx.go("place") },
    icon("pin"),
    h("span.grow", {}, h("strong", {}, name ?? t("choose_place")), h("span.soft.about", {}, about.filter(Boolean).join(" · "))),
    name && h("span.out-of-sight", {}, `, ${t("change_place")}`),
    icon("on"),
  );
}

function minutesChoice(draft) {
  const listed = MINUTES.includes(draft.minutes);
  const exact = h("input", { type: "number", name: "exact", min: 5, max: 1440, step: 5, inputmode: "numeric", value: listed ? "" : draft.minutes });
  const row = h("label.exact", { hidden: listed }, h("span", {}, t("minutes_exact")), exact);
  const options = [...MINUTES.map((value) => [value, String(value)]), ["more", t("minutes_more")]];
  const group = choice({ name: "minutes", legend: t("minutes"), options, value: listed ? draft.minutes : "more" });
  group.classList.add("eight");
  group.addEventListener("change", () => {
    row.hidden = !group.querySelector('[value="more"]').checked;
    if (!row.hidden) exact.focus();
  });
  return [group, row];
}

/** Takes what is in the form into the draft, and gives it an id at its first tap (R1). */
function taken(ctx, form) {
  const found = held(form, ["themes"]);
  const { draft } = ctx;
  for (const name of CHOSEN) if (name in found) draft[name] = found[name];
  // a day that was only shown is nobody's choice: a contact belongs to the day on which it began
  if (draft.date === draft.day) draft.date = "";
  if (ctx.state.down.lists.themes.length) draft.themes = found.themes;
  draft.minutes = Number(found.minutes === "more" ? found.exact : found.minutes);
  ctx.touch();
}

function inRange(minutes) {
  return Number.isInteger(minutes) && minutes >= 5 && minutes <= 1440 && minutes % 5 === 0;
}

async function save(ctx, form, problem) {
  taken(ctx, form);
  const { draft } = ctx;
  const lack = missing(draft) || (inRange(draft.minutes) ? "" : "minutes");
  problem.textContent = lack ? t(`need_${lack}`) : "";
  if (lack) {
    form.querySelector(`[name="${lack}"]`)?.focus();
    return;
  }
  const now = ctx.clock.now();
  const item = contactOf(draft, now);
  const time = timesOf(draft, now);
  const clash = time && overlapping(await ctx.store.all("starts"), time);
  const noon = Date.parse(`${item.date}T12:00:00Z`);
  const last = { place: draft.place, track: draft.track, group: draft.group, minutes: draft.begin ? (ctx.state.last?.minutes ?? 15) : draft.minutes };
  const done = await ctx.keep(draft.id, item, {
    start: time ?? { kind: item.kind, begin: noon, end: noon, minutes: item.minutes },
    beside: draft.begin ? { last, round: null } : { last },
    undo: (id) => ({ item: takenBack(item, id), text: t("undone_sent") }),
    more: clash ? t("overlap", { begin: timeOf(clash.begin), end: timeOf(clash.end) }) : "",
  });
  if (!done) return;
  ctx.state.last = last;
  ctx.renewDraft();
  ctx.go("home");
}

export function home(ctx) {
  const { draft } = ctx;
  const problem = h("p.problem", { role: "alert" });
  const kinds = KINDS.map((kind) => [kind, t(`kind_${kind}`)]);
  const heads = HEADS.map((band) => [band, band === "10+" ? t("heads_10+") : band.replace("-", "–")]);
  const now = ctx.clock.now();
  const today = (draft.day = dayOf(now));
  const form = h(
    "form.home",
    { onsubmit: (event) => (event.preventDefault(), save(ctx, form, problem)), onchange: () => taken(ctx, form), novalidate: true },
    h("h1.out-of-sight", { tabindex: "-1" }, t("tab_contact")),
    placeButton(ctx, draft),
    choice({ name: "kind", legend: t("kind"), options: kinds, value: draft.kind, hidden: true }),
    minutesChoice(draft),
    roundRow(ctx),
    choice({ name: "heads", legend: t("heads"), options: heads, value: draft.heads }),
    moreFold(ctx, draft, { today, yesterday: plusDays(today, -1), part: partOf(now) }),
    h("div.actions", {}, problem, h("button.main", { type: "submit" }, t("save"))),
  );
  return { body: form, tab: "home" };
}

function workers(ctx, draft) {
  const said = h("output.said", { "aria-live": "polite" });
  const tell = () => (said.textContent = draft.workers > 1 ? t("workers_with", { number: draft.workers - 1 }) : t("workers_alone"));
  const step = (by) => () => {
    draft.workers = Math.min(20, Math.max(1, draft.workers + by));
    ctx.touch();
    tell();
  };
  tell();
  return h(
    "div.stepper", { role: "group", "aria-label": t("workers") },
    h("span.legend", { "aria-hidden": "true" }, t("workers")),
    h("div", {}, button("−", step(-1), { look: "step", "aria-label": t("fewer") }), said, button("+", step(1), { look: "step", "aria-label": t("another") })),
  );
}

function when(draft, { today, yesterday }) {
  const day = h("input", { type: "date", name: "date", max: today, value: draft.date || today });
  const quick = button(dayWords(yesterday, today, yesterday), () => {
    day.value = yesterday;
    day.dispatchEvent(new Event("change", { bubbles: true }));
  });
  const part = h(
    "select", { name: "part" },
    ["", ...PART_NAMES].map((name) => h("option", { value: name, selected: draft.part === name }, t(`part_${name}`))),
  );
  return h(
    "fieldset.when", {}, h("legend", {}, t("when")),
    h("label", {}, h("span", {}, t("day")), day), quick, h("label", {}, h("span", {}, t("part")), part),
  );
}

/** Track, group, ages, met before, themes, colleagues and another moment, behind one fold. */
function moreFold(ctx, draft, days) {
  const { lists } = ctx.state.down;
  const pairs = (list) => offered(list, days.today).map((one) => [one.key, label(one)]);
  const fold = h(
    "details.more", { open: Boolean(draft.open) },
    h("summary", {}, t("more")),
    lists.tracks.length > 1 && choice({ name: "track", legend: t("track"), options: pairs(lists.tracks), value: draft.track, wide: true }),
    choice({ name: "group", legend: t("group"), options: pairs(lists.groups), value: draft.group, wide: true }),
    workers(ctx, draft),
    choice({ name: "ages", legend: t("ages"), options: ["", ...AGES].map((key) => [key, t(`ages_${key}`)]), value: draft.ages, wide: true }),
    choice({ name: "again", legend: t("again"), options: ["yes", "no", ""].map((key) => [key, t(`again_${key}`)]), value: draft.again }),
    lists.themes.length > 0 &&
      choice({ name: "themes", legend: t("themes"), options: pairs(lists.themes), value: draft.themes, many: true, wide: true }),
    when(draft, days),
  );
  fold.addEventListener("toggle", () => (draft.open = fold.open));
  return fold;
}

/** A round: start, walk, stop; the minutes are filled in, rounded to five. Its start survives a reload. */
function roundRow(ctx) {
  const { round } = ctx.state;
  if (!round) return h("div.round", {}, button(t("round_start"), () => start(ctx), { look: "quiet", mark: "go" }));
  return h(
    "div.round.on", {},
    h("span", { role: "status" }, t("round_since", { time: timeOf(round.begin) })),
    button(t("round_stop"), () => stop(ctx, round), { look: "quiet", mark: "stop" }),
  );
}

async function start(ctx) {
  ctx.state.round = { begin: ctx.clock.now() };
  await ctx.store.set({ round: ctx.state.round });
  ctx.show();
}

function stop(ctx, round) {
  const minutes = roundMinutes((ctx.clock.now() - round.begin) / MINUTE);
  Object.assign(ctx.draft, { minutes, begin: round.begin });
  ctx.touch();
  // on disk it runs on until its contact is saved
  ctx.state.round = null;
  ctx.show();
  ctx.say(t("round_minutes", { minutes }));
}
