// Keeping: an item goes to the disk before anything is said, can be taken back, and holds nobody's name.

import { recentSpans, takenBack } from "./contact.js";
import { h } from "./dom.js";
import { masked, scan } from "./names.js";

/** What the app needs to keep an item: keep(id, item, span, quiet), stops(text, replace). */
export function keepers(app, part) {
  /** Keeps an item; tells "saved on this phone" only when it is on the disk. True when it was kept. */
  async function keep(id, item, span, quiet = false) {
    try {
      await app.queue.save(item, app.down.key, id);
    } catch (error) {
      if (error?.name !== "ConstraintError") {
        app.tell(app.say("not_saved", { why: app.say(error?.name === "QuotaExceededError" ? "no_room" : "no_store") }), "problem");
        return false;
      }
    }
    if (span) {
      app.spans = recentSpans([...app.spans, { ...span, id }], app.now());
      await app.store.tell("spans", app.spans).catch(() => {});
    }
    if (!quiet) app.tell([h("span", {}, app.say("saved")), h("button", { type: "button", class: "undo", onclick: () => undo(id, item) }, app.say("undo"))], "saved");
    askToStay();
    await app.count();
    app.flush();
    return true;
  }

  async function undo(id, item) {
    app.spans = app.spans.filter((span) => span.id !== id);
    await app.store.tell("spans", app.spans);
    if (!(await app.queue.take(id))) await app.queue.save(takenBack(item, id), app.down.key);
    app.tell(app.say("undone"));
    await app.count();
    app.flush();
  }

  /** Whether a text holds something that points to somebody; says what, and offers to mask a possible name. */
  function stops(text, replace) {
    const names = [...app.down.names, ...app.cleared];
    const [hard] = scan(text, names).filter((one) => one.hard);
    if (hard) {
      app.tell(app.say("hard", { kind: app.say(`hard_${hard.kind}`), words: text.slice(hard.start, hard.end) }), "problem");
      return true;
    }
    const [soft] = scan(text, names);
    if (!soft) return false;
    const words = text.slice(soft.start, soft.end);
    const mask = () => (replace(masked(text, names)), app.tell(""));
    const none = () => (app.cleared.add(words), app.tell(""));
    const button = (work, word) => h("button", { type: "button", onclick: work }, app.say(word));
    app.tell([h("span", {}, app.say("soft", { words })), replace && button(mask, "mask"), button(none, "no_name")].filter(Boolean), "problem");
    return true;
  }

  let asked = false;
  async function askToStay() {
    if (asked || !navigator.storage?.persist) return;
    asked = true;
    const stays = await navigator.storage.persist().catch(() => false);
    part("install").hidden = stays || matchMedia("(display-mode: standalone)").matches;
    part("install").textContent = app.say("install");
  }

  return { keep, stops };
}
