// The activities of today, with about how many people came; and those of the coming days.

import { dayOf, plusDays } from "./clock.js";
import { HEADS } from "./contact.js";
import { choice, h, head } from "./dom.js";
import { dayWords, t } from "./words.js";

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
