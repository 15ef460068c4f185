// A round: start, walk, stop; the minutes are filled in, rounded to five. Its start survives a reload.

import { MINUTE, roundMinutes, timeOf } from "./clock.js";
import { button, h } from "./dom.js";
import { t } from "./words.js";

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
