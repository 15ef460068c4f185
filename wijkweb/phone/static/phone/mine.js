// What is one's own: hours by week, places that were not visited, a quiet week; what waits on this phone, and the proof.

import { dayOf, daysBetween, plusDays, timeOf } from "./clock.js";
import { notVisited, ownWeeks, quietMondays, REASONS } from "./contact.js";
import { button, choice, h, head, held } from "./dom.js";
import { nl } from "./nl.js";
import { dayWords, hourWords, speak, spoken, t } from "./words.js";

const SPANS = [7, 14, 30];

function weekRow(week, today) {
  const title = week.monday === quietMondays(today)[0] ? t("week_this") : t("week_of", { day: dayWords(week.monday, "", "") });
  const said = week.nothing && !week.contacts ? t("week_nothing") : t("week_contacts", { number: week.contacts });
  return h("li", {}, h("span.grow", {}, title, h("span.soft", {}, said)), h("strong.number", {}, hourWords(week.minutes)));
}

function ago(place, today) {
  if (!place.last) return t("never");
  const days = daysBetween(place.last, today);
  return days < 1 ? t("days_ago_0") : t("days_ago", { number: days });
}

function placesPart(ctx, today) {
  const list = h("ul.plain");
  const fill = (days) => {
    const places = notVisited(ctx.places(), today, days);
    const rows = places.map((one) => h("li", {}, h("span.grow", {}, one.name), h("span.soft", {}, ago(one, today))));
    list.replaceChildren(...(rows.length ? rows : [h("li.soft", {}, t("places_all_visited"))]));
  };
  const span = ctx.state.span ?? 7;
  const group = choice({ name: "span", legend: t("not_for"), options: SPANS.map((days) => [days, t("days", { number: days })]), value: span });
  group.addEventListener("change", (event) => {
    ctx.state.span = Number(event.target.value);
    ctx.store.set({ span: ctx.state.span });
    fill(ctx.state.span);
  });
  fill(span);
  return [group, list];
}

function settings(ctx) {
  const language = choice({ name: "language", legend: t("language"), options: [["nl", "Nederlands"], ["en", "English"]], value: spoken() });
  language.addEventListener("change", async (event) => {
    await ctx.store.set({ language: event.target.value });
    await speak(event.target.value);
    ctx.frame();
    ctx.show();
  });
  const look = choice({ name: "look", legend: t("look"), options: [["auto", t("look_auto")], ["sun", t("look_sun")]], value: ctx.state.look ?? "auto" });
  look.addEventListener("change", (event) => {
    ctx.state.look = document.documentElement.dataset.look = event.target.value;
    ctx.store.set({ look: event.target.value });
  });
  return [language, look];
}

export async function mine(ctx) {
  const today = dayOf(ctx.clock.now());
  const [starts, { rows }] = [await ctx.store.all("starts"), await ctx.queue.counts()];
  const waiting = new Set([...rows.map((row) => row.id), ...(ctx.state.unsummed ?? [])]);
  const weeks = ownWeeks(ctx.state.totals, starts.filter((one) => waiting.has(one.id)), today);
  const told = ctx.state.totals?.signals ?? 0;
  return {
    body: h(
      "div.screen", {},
      head(t("mine_title")),
      h("section", {}, h("h2", {}, t("mine_weeks")), h("ul.plain", {}, weeks.slice(0, 4).map((week) => weekRow(week, today))),
        h("p.soft.small", {}, t("mine_hint")), told > 0 && h("p", {}, t("signals_told", { number: told }))),
      h("section", {}, h("h2", {}, t("mine_places")), placesPart(ctx, today)),
      h("section", {}, h("h2", {}, t("phone")), button(t("nothing"), () => ctx.go("nothing")), button(t("queue_open"), () => ctx.go("waiting")), settings(ctx)),
    ),
    tab: "mine",
  };
}

/** "Nothing this week, because": a known zero. */
export function nothing(ctx) {
  const [now, before] = quietMondays(dayOf(ctx.clock.now()));
  const problem = h("p.problem", { role: "alert" });
  const id = ctx.queue.newId();
  async function save(event) {
    event.preventDefault();
    const { monday, reason } = held(form);
    problem.textContent = reason ? "" : t("need_reason");
    if (reason && (await ctx.keep(id, { v: 1, what: "nothing", monday, reason }))) ctx.back();
  }
  const form = h(
    "form.screen", { onsubmit: save, novalidate: true },
    head(t("nothing_title"), ctx.back, t("back")),
    choice({ name: "monday", legend: t("nothing_week"), options: [[now, t("week_this")], [before, t("week_last")]], value: now }),
    choice({ name: "reason", legend: t("reason"), options: REASONS.map((one) => [one, t(`reason_${one}`)]), value: "", wide: true }),
    h("div.actions", {}, problem, h("button.main", { type: "submit" }, t("save"))),
  );
  return { body: form, tab: "mine" };
}

export function reasonOf(code) {
  return `code_${code}` in nl ? t(`code_${code}`) : t("code_other", { code });
}

/** Hands a text to the person as a file. */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What waits, what needs attention and why, the rescue file, and the proof of what was sent. */
export async function waiting(ctx) {
  const now = ctx.clock.now();
  const moment = (at) => `${dayWords(dayOf(at), dayOf(now), plusDays(dayOf(now), -1))} ${timeOf(at)}`;
  const { pending, attention, others } = await ctx.queue.counts();
  const sent = (await ctx.store.all("sent")).filter((one) => !one.undone).sort((a, b) => b.at - a.at);

  async function rescue(owner = null) {
    download(`wijkweb-${dayOf(now)}.json`, await ctx.queue.exported(owner));
    ctx.say(t("exported"));
  }

  async function again() {
    await ctx.queue.retry();
    await ctx.sync.kick("button");
    ctx.show();
  }

  const when = ctx.state.contact ? t("last_contact", { when: moment(ctx.state.contact) }) : t("never_contact");
  return {
    body: h(
      "div.screen", {},
      head(t("queue_title"), ctx.back, t("back")),
      h("p.big", {}, pending ? t("waiting", { number: pending }) : t("queue_empty")),
      h("p.soft", {}, ["offline", "wait"].includes(ctx.standing) ? t(ctx.standing) : when),
      attention.length > 0 &&
        h("section.attention", {}, h("h2", {}, t("attention_title")), h("p", {}, t("attention_text")),
          h("ul.plain", {}, attention.map((row) => h("li", {}, t("attention_row", { when: moment(row.saved), reason: reasonOf(row.code) })))),
          button(t("try_again"), again)),
      pending + attention.length > 0 && h("section", {}, button(t("export"), () => rescue()), h("p.soft.small", {}, t("export_text"))),
      ...[...new Set(others.map((row) => row.owner))].map((owner) =>
        h("section.attention", {}, h("h2", {}, t("others_title")),
          h("p", {}, t("others_text", { number: others.filter((row) => row.owner === owner).length })), button(t("export"), () => rescue(owner)))),
      h("section", {},
        h("details.more", {}, h("summary", {}, t("sent_title")), h("p.soft.small", {}, t("sent_hint")),
          sent.length ? h("ul.plain.proof", {}, sent.slice(0, 200).map((one) => h("li", {}, h("code", {}, one.id), h("span.soft", {}, moment(one.at))))) : h("p.soft", {}, t("sent_none")))),
      h("div.actions", {}, h("button.main", { type: "button", onclick: () => ctx.sync.kick("button").then(() => ctx.show()) }, t("send_now"))),
    ),
    tab: "mine",
  };
}
