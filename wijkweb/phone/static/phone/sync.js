// Brings what was saved to the server, as often as it takes. Nothing leaves the phone without a receipt (R4, R5, R10).

const MOST = 50;
const FIRST_WAIT = 1_000;
const ELSEWHERE = 5_000;
const LONGEST_WAIT = 15 * 60_000;
const DOWN_EVERY = 15 * 60_000;
// these never wait for what went wrong before: the link may be another one now, or somebody asks (R6)
const EAGER = new Set(["button", "online", "start", "enter", "visible", "save"]);
// and these bring the lists too
const FRESH = new Set(["button", "online", "start", "enter"]);
const KEPT = new Set(["kept", "known", "held"]);

/** How long to wait after so many failures: doubling, with jitter, never over a quarter of an hour (R5). */
export function waitAfter(tries, random = Math.random) {
  const whole = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries - 1, 20));
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/** Of two wishes that came while a tab was sending: the one that asks for more. */
function stronger(one, other) {
  const wishes = [one, other];
  return wishes.some((wish) => FRESH.has(wish)) ? "button" : wishes.some((wish) => EAGER.has(wish)) ? "save" : "timer";
}

/**
 * The sender of one tab. `kick(why)` begins or notes a wish; `tell(state, facts)` hears: sending, sent, offline,
 * out (sign in), wait, purged, changed. `ticks` is a clock that never jumps.
 */
export function makeSync(parts) {
  const { store, queue, door, clock, locks, tell = () => {}, random = Math.random, timers = globalThis } = parts;
  const ticks = parts.ticks ?? (() => performance.now());
  const own = { busy: false, again: null, tries: 0, soft: 0, hard: 0, size: MOST, timer: null, save: null, fetched: -Infinity, purge: false };

  async function kick(why = "timer") {
    if (own.busy) {
      own.again = stronger(own.again, why);
      return "busy";
    }
    // a new link is not held to the failures of the one before
    if (EAGER.has(why)) own.tries = 0;
    const until = EAGER.has(why) ? own.hard : Math.max(own.hard, own.soft);
    if (ticks() < until) {
      timed(until - ticks());
      return "waits";
    }
    own.busy = true;
    try {
      return await locks.request("wijkweb-queue", { ifAvailable: true }, (lock) => (lock ? pass(why) : elsewhere()));
    } catch {
      return later();
    } finally {
      own.busy = false;
      const again = own.again;
      own.again = null;
      if (again) kick(again);
    }
  }

  function elsewhere() {
    timed(ELSEWHERE);
    return "elsewhere";
  }

  function soon(wait) {
    timers.clearTimeout(own.save);
    own.save = timers.setTimeout(() => kick("save"), wait);
  }

  function timed(wait) {
    timers.clearTimeout(own.timer);
    own.timer = timers.setTimeout(() => kick("timer"), wait);
  }

  /** Something did not work: everything stays, and is tried again. */
  function later(asked = 0, state = "offline") {
    own.tries += 1;
    const wait = waitAfter(own.tries, random);
    own.soft = ticks() + wait;
    own.hard = asked ? ticks() + asked * 1000 : 0;
    timed(Math.max(wait, asked * 1000));
    tell(state);
    return state;
  }

  async function pass(why) {
    const { token, worker } = await store.metas();
    if (!token) return "out";
    for (;;) {
      const rows = await queue.take(own.size, worker);
      if (!rows.length) break;
      tell("sending", { number: rows.length });
      const verdict = await sent(token, rows);
      if (verdict !== "on") return verdict;
    }
    own.size = MOST;
    if (own.purge) return purge();
    const due = FRESH.has(why) || ticks() - own.fetched > DOWN_EVERY;
    const verdict = due ? await fetched(token) : "sent";
    if (verdict === "sent") well();
    return verdict;
  }

  function well() {
    own.tries = own.soft = own.hard = 0;
    timed(DOWN_EVERY);
    tell("sent");
  }

  async function sent(token, rows) {
    const { pending } = await queue.counts();
    const items = rows.map(({ id, key, sealed }) => ({ id, key, sealed }));
    const asked = clock.wall();
    const now = new Date(clock.now()).toISOString();
    const answer = await door.up(token, { version: 1, now, pending, items });
    if (answer.status === 200 && Array.isArray(answer.told?.answers)) return settled(rows, answer.told, asked);
    return refused(rows, answer);
  }

  async function settled(rows, told, asked) {
    const receipts = new Map(told.answers.map((one) => [`${one.id} ${one.hash}`, one]));
    const found = rows.map((row) => ({ row, ...receipts.get(`${row.id} ${row.hash}`) }));
    const done = found.filter((one) => KEPT.has(one.answer)).map((one) => one.row.id);
    await queue.settle(done, found.filter((one) => one.answer === "refused").map(({ row, code = "refused" }) => ({ row, code })));
    const offset = clock.learn(told.now, asked, clock.wall());
    // what the server has and did not add up yet goes on counting here
    const unsummed = told.totals ? [] : [...((await store.get("unsummed")) ?? []), ...done];
    await store.set({ offset, contact: clock.now(), unsummed, ...(told.totals ? { totals: told.totals } : {}) });
    tell("changed", { kept: done.length });
    if (told.purge && !own.purge) {
      own.purge = true;
      // what was refused once goes along, before this phone empties itself
      await queue.retry();
      return "on";
    }
    own.size = Math.min(MOST, own.size * 2);
    own.tries = 0;
    return found.every((one) => one.answer) ? "on" : later();
  }

  /** The request was turned away as a whole. The door's own 4xx goes to the rows, after halving to find which (R5). */
  async function refused(rows, { status, told, wait }) {
    if (status === 401 && told?.code) return out();
    const final = status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status) && told?.code;
    if (!final) return later(wait, wait ? "wait" : "offline");
    if (rows.length > 1) {
      own.size = Math.ceil(rows.length / 2);
      return "on";
    }
    await queue.settle([], [{ row: rows[0], code: told.code }]);
    tell("changed", { kept: 0 });
    return "on";
  }

  async function out() {
    await store.set({ out: true });
    tell("out");
    return "out";
  }

  async function fetched(token) {
    const asked = clock.wall();
    const { status, told, wait } = await door.down(token);
    if (status === 401 && told?.code === "revoked") return farewell(token);
    if (status === 401 && told?.code) return out();
    if (status !== 200 || !told?.lists) return later(wait, wait ? "wait" : "offline");
    own.fetched = ticks();
    const { key, totals, now, ...down } = told;
    const offset = clock.learn(now, asked, clock.wall());
    await store.set({ key, totals, unsummed: [], down, offset, contact: clock.now(), out: false, marker: true });
    tell("changed", { down: true });
    return "sent";
  }

  /** Revoked, and nothing to send: the server says once more that this phone may empty itself (R17). */
  async function farewell(token) {
    const now = new Date(clock.now()).toISOString();
    const { status, told, wait } = await door.up(token, { version: 1, now, pending: 0, items: [] });
    if (status === 200 && told?.purge) {
      await queue.retry();
      own.purge = true;
      return (await queue.counts()).pending ? pass("timer") : purge();
    }
    return later(wait);
  }

  async function purge() {
    // something was saved meanwhile: that goes first
    if (!(await store.wipe())) return later();
    own.purge = false;
    tell("purged");
    return "purged";
  }

  return { kick, soon, state: () => ({ ...own }) };
}
