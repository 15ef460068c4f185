// Saving from a screen: what is said, what can be undone, and what comes after the first time.

import { NoKey } from "./queue.js";
import { firmGround } from "./renew.js";
import { t } from "./words.js";

const GRACE = 4_000; // so long a row can still be taken back without a trace

export function makeKeeper(ctx) {
  /** Saves an item; true once it is on disk. `undo(id)` gives the correction for when it was sent already. */
  async function keep(id, item, { start, beside, undo, undone, more = "" } = {}) {
    ctx.say(t("saving"));
    try {
      const fresh = await ctx.queue.save(id, item, { start, beside });
      const text = [t(fresh ? "saved" : "known_already"), more].filter(Boolean).join(". ");
      ctx.say(text, fresh ? [t("undo"), () => takeBack(id, undo, undone)] : null, more ? "warning" : "done");
    } catch (error) {
      ctx.say(t(error instanceof NoKey ? "no_key" : "not_saved"), null, "problem");
      return false;
    }
    ctx.standing = "";
    ctx.pill();
    ctx.sync.soon(GRACE);
    ground();
    return true;
  }

  async function takeBack(id, undo, undone) {
    try {
      const became = await ctx.queue.undo(id);
      if (became === "removed") {
        await undone?.();
        ctx.say(t("undone"));
      } else if (undo) {
        const { item, text } = undo(id);
        await ctx.queue.save(ctx.queue.newId(), item);
        ctx.say(text);
        ctx.sync.soon(GRACE);
      } else ctx.say(t("undo_desk"));
    } catch {
      ctx.say(t("not_saved"), null, "problem");
    }
    ctx.pill();
    if (ctx.screen !== "home") ctx.show();
  }

  async function ground() {
    const standalone = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
    const wish = await firmGround({ standalone, said: ctx.state.nagged ?? 0 }).catch(() => "");
    if (!wish) return;
    ctx.notice(wish, t(wish), [t("later"), () => {
      ctx.state.nagged = Date.now();
      ctx.store.set({ nagged: ctx.state.nagged });
      ctx.unnotice(wish);
    }]);
  }

  return { keep };
}
