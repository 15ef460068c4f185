// The queue: what is saved waits, sealed, until the server gives a receipt with its id and hash. It never gives up.

import { hashOf, seal } from "./seal.js";

const BATCH = 50;
const FIRST = 2_000;
const LONGEST = 15 * 60_000;
const DAY = 86_400_000;
export const PROOF_DAYS = 14;
const RELEASED = ["kept", "known", "held"];

/** How long to wait after so many failures: doubled each time, with jitter, to 15 minutes (R5). */
export function backOff(tries, random = Math.random) {
  return Math.min(FIRST * 2 ** tries, LONGEST) * (0.5 + random() / 2);
}

/**
 * A queue on a store. `send(items, pending)` brings a batch to the server and answers {status, body, wait};
 * `alone(work)` runs the work when no other tab does (R12) and answers undefined when one does.
 */
export function makeQueue({ store, send, alone, now = Date.now, random = Math.random }) {
  const own = { tries: 0, until: 0, offset: 0 };

  /** Seals and keeps an item; resolves to its id when it is on the disk (R1, R3). */
  async function save(item, key, id = crypto.randomUUID()) {
    const sealed = await seal(item, id, key.public);
    const row = { id, key: key.id, sealed, hash: await hashOf(sealed), state: "waiting", code: "", day: dayOf(now()) };
    await store.keep(row);
    return id;
  }

  /** Sends all that waits, batch by batch; resolves to what came of it: sent, waits, signed_out, revoked, busy. */
  async function flush() {
    if (now() < own.until) return "waits";
    return (await alone(run)) ?? "busy";
  }

  async function run() {
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      const rows = await store.rows();
      const waiting = rows.filter((row) => row.state === "waiting").slice(0, BATCH);
      if (!waiting.length) return "sent";
      const outcome = await batch(shuffled(waiting), rows.length);
      if (outcome !== "sent") return outcome;
    }
    return "waits";
  }

  async function batch(rows, pending) {
    const answer = await send(rows.map(({ id, key, sealed }) => ({ id, key, sealed })), pending);
    if (answer.status === 200) return settle(rows, answer.body);
    if (answer.status === 401) return "signed_out";
    if (answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status)) {
      return turnedAway(rows, pending, answer);
    }
    return later(answer.wait);
  }

  /** Of a batch that is refused as a whole the bad row is looked for; it stays, and holds no other up (R10). */
  async function turnedAway(rows, pending, answer) {
    if (rows.length === 1) {
      await store.mark(rows[0].id, "attention", answer.body?.code ?? String(answer.status));
      return "sent";
    }
    const half = Math.ceil(rows.length / 2);
    for (const part of [rows.slice(0, half), rows.slice(half)]) {
      const outcome = await batch(part, pending);
      if (outcome !== "sent") return outcome;
    }
    return "sent";
  }

  async function settle(rows, body) {
    own.tries = 0;
    own.until = 0;
    own.offset = Date.parse(body.now) - now() || 0;
    const answers = new Map(body.answers.map((answer) => [answer.id, answer]));
    const released = [];
    let refused = 0;
    for (const row of rows) {
      const answer = answers.get(row.id);
      if (!answer || answer.hash !== row.hash) continue;
      if (RELEASED.includes(answer.answer)) released.push(row.id);
      if (answer.answer !== "refused") continue;
      refused += 1;
      await store.mark(row.id, "attention", answer.code ?? "");
    }
    if (released.length) await store.settle(released, now());
    if (body.totals) await store.tell("totals", body.totals);
    if (body.purge) return "revoked";
    return released.length + refused === rows.length ? "sent" : later();
  }

  function later(wait) {
    const longest = wait ? wait * 1000 : backOff(own.tries, random);
    own.tries += 1;
    own.until = now() + longest;
    return "waits";
  }

  /** Rows that were refused are tried once more: the server may know now what it did not. */
  async function again() {
    for (const row of await store.rows()) if (row.state === "attention") await store.mark(row.id, "waiting", "");
    own.until = 0;
    return flush();
  }

  /** Takes a row back: true when it had not been sent yet. Waits for a batch that is under way. */
  const take = (id) => alone(() => store.take(id), true);

  /** Everything that waits, sealed, for a file that the coordinator reads in (R15). */
  async function rescue() {
    const rows = await store.rows();
    return { version: 1, items: rows.map(({ id, key, sealed }) => ({ id, key, sealed })) };
  }

  const tidy = () => store.forget(now() - PROOF_DAYS * DAY);
  const wake = () => {
    own.until = 0;
    return flush();
  };
  return { save, flush, again, take, rescue, tidy, wake, state: own };
}

const dayOf = (time) => new Date(time).toISOString().slice(0, 10);

function shuffled(rows) {
  const mixed = [...rows];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = crypto.getRandomValues(new Uint32Array(1))[0] % (at + 1);
    [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
  }
  return mixed;
}

/** One owner of the queue in all tabs, by a Web Lock; `wait` waits for it, otherwise it answers undefined. */
export function owner(locks = navigator.locks, name = "wijkweb-phone-queue") {
  return (work, wait = false) =>
    locks.request(name, wait ? {} : { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
