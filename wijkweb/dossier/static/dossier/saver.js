// Brings a text to the server and tells how that stands. It knows no page: fetch, clock and copies are handed in.

const SOON = 1200;
const LATEST = 8000;
const COPY = 200;
const RETRIES = [2000, 4000, 8000, 15000, 30000];

/**
 * A saver for one text. `desk` gives read() -> text, tell(state, facts), overtaken(answer), done(answer, byHand) and
 * the addresses; `start` is {text, token, step, page, place, person}.
 */
export function makeSaver({ start, desk, copies, send, clock = globalThis }) {
  const own = { base: start.text, token: start.token, step: start.step ?? 0, busy: false, halted: false, tries: 0 };
  const timers = {};

  const id = `${start.place}|${start.page}`;
  const dirty = () => desk.read() !== own.base;
  const later = (name, wait, work) => {
    clock.clearTimeout(timers[name]);
    timers[name] = clock.setTimeout(work, wait);
  };

  async function copy() {
    timers.copy = null;
    const { place, page } = start;
    const { base, token, step } = own;
    try {
      await copies.keep({ id, place, page, step, text: desk.read(), base, token, at: Date.now() });
    } catch {
      desk.tell("no_copy");
    }
  }

  function typed() {
    if (!dirty()) return;
    timers.copy ??= clock.setTimeout(copy, COPY);
    if (own.halted) return;
    if (!own.busy && !own.tries) desk.tell("typing");
    if (own.tries) return;
    timers.latest ??= clock.setTimeout(() => save(), LATEST);
    later("soon", SOON, () => save());
  }

  async function save(kind = "autosave") {
    if (own.busy) {
      own.again = kind === "save" ? "save" : (own.again ?? kind);
      return;
    }
    clock.clearTimeout(timers.soon);
    clock.clearTimeout(timers.latest);
    clock.clearTimeout(timers.retry);
    timers.latest = null;
    if (own.halted || (kind === "autosave" && !dirty())) return;
    own.busy = true;
    own.step += 1;
    const text = desk.read();
    desk.tell("saving");
    const sitting = `${start.page}:${own.step}`;
    const answer = await send({ text, token: own.token, sitting, kind, person: start.person });
    own.busy = false;
    await settle(answer, text, kind);
    const next = own.again;
    own.again = null;
    if (next && !own.halted && answer.status === 200) await save(next);
  }

  async function settle(answer, text, kind) {
    if (answer.status === 200) return saved(answer, text, kind);
    if (answer.status === 409 && answer.reason === "overtaken") {
      own.halted = true;
      desk.tell("overtaken", answer);
      return desk.overtaken(answer, { mine: text, base: own.base });
    }
    await copy();
    if (["too_long", "malformed", "closed", "other_person", "forbidden"].includes(answer.reason)) {
      own.halted = answer.reason === "closed" || answer.reason === "other_person";
      return desk.tell(answer.reason, answer);
    }
    desk.tell(answer.reason ?? "server", answer);
    retry(kind);
    return null;
  }

  function retry(kind) {
    const wait = RETRIES[Math.min(own.tries, RETRIES.length - 1)];
    own.tries += 1;
    later("retry", wait, () => save(kind));
  }

  async function saved(answer, text, kind) {
    own.base = text;
    own.token = answer.token;
    own.tries = 0;
    if (!dirty()) {
      clock.clearTimeout(timers.copy);
      timers.copy = null;
      await copies.forget(id).catch(() => {});
      desk.tell("saved", answer);
    } else {
      typed();
    }
    desk.done(answer, kind !== "autosave");
  }

  /** Before a choice: what was typed since the conflict began is kept among the versions too (409 says that it is). */
  function aside() {
    own.step += 1;
    const sitting = `${start.page}:${own.step}`;
    return send({ text: desk.read(), token: -1, sitting, kind: "autosave", person: start.person });
  }

  /** Goes on after a conflict from the text that stands on the server; `text` is what is in the field now. */
  function resume({ base, token }) {
    own.base = base;
    own.token = token;
    own.halted = false;
    own.tries = 0;
    return save("merge");
  }

  /** Tries at once what waits: the link is back, the person signed in again. */
  function wake() {
    if (own.tries || (!own.halted && dirty())) save();
  }

  return { typed, save, aside, resume, wake, dirty, copy, id, state: own };
}
