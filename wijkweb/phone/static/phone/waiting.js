// What waits on this phone, what needs attention and why, the rescue file, and the proof of what was sent.

import { dayOf, plusDays, timeOf } from "./clock.js";
import { button, h, head } from "./dom.js";
import { nl } from "./nl.js";
import { dayWords, t } from "./words.js";

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

export async function waiting(ctx) {
  const now = ctx.clock.now();
  const moment = (at) => `${dayWords(dayOf(at), dayOf(now), plusDays(dayOf(now), -1))} ${timeOf(at)}`;
  const { pending, attention } = await ctx.queue.counts();
  const sent = (await ctx.store.all("sent")).filter((one) => !one.undone).sort((a, b) => b.at - a.at);

  async function rescue() {
    download(`wijkweb-${dayOf(now)}.json`, await ctx.queue.exported());
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
      pending + attention.length > 0 && h("section", {}, button(t("export"), rescue), h("p.soft.small", {}, t("export_text"))),
      h("section", {},
        h("details.more", {}, h("summary", {}, t("sent_title")), h("p.soft.small", {}, t("sent_hint")),
          sent.length ? h("ul.plain.proof", {}, sent.slice(0, 200).map((one) => h("li", {}, h("code", {}, one.id), h("span.soft", {}, moment(one.at))))) : h("p.soft", {}, t("sent_none")))),
      h("div.actions", {}, h("button.main", { type: "button", onclick: () => ctx.sync.kick("button").then(() => ctx.show()) }, t("send_now"))),
    ),
    tab: "mine",
  };
}
