// On the first screen: a round that fills the minutes, and the fold with what is asked only when it matters.

import { AGES, offered } from "./contact.js";
import { MINUTE, PART_NAMES, roundMinutes, timeOf } from "./clock.js";
import { button, choice, h } from "./dom.js";
import { dayWords, label, t } from "./words.js";

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
export function moreFold(ctx, draft, days) {
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
export function roundRow(ctx) {
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

async function stop(ctx, round) {
  const minutes = roundMinutes((ctx.clock.now() - round.begin) / MINUTE);
  Object.assign(ctx.draft, { minutes, begin: round.begin });
  ctx.touch();
  ctx.state.round = null;
  await ctx.store.set({ round: null });
  ctx.show();
  ctx.say(t("round_minutes", { minutes }));
}
