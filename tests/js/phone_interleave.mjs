// One random life of a phone, from a seed: saves, double taps, tabs that die, a door that fails, a clock that jumps, a full
// disk, a new version in mid-form. At the end every saved id has to be with the server, exactly once (R19).
import { IDBFactory } from "fake-indexeddb";
import { contact, idle, json, Locks, openTab, Server, signedIn, START, Time, turns } from "./phone_world.mjs";

const STEPS = 40;

export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (most) => Math.floor(next() * most), of: (list) => list[Math.floor(next() * list.length)] };
}

const FAULTS = {
  cut: () => "cut",
  late: ({ method }) => (method === "POST" ? "late" : null), // committed, and then no answer
  broken: () => new Response("", { status: 500 }),
  busy: () => json({ code: "busy" }, 503, { "Retry-After": "30" }),
  wifi: () => new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } }),
  empty: ({ method }) => (method === "POST" ? json({ now: new Date(START).toISOString(), answers: [] }) : null),
};

/** Lives one life; gives how many faults were made and hit, and what harm was done. */
export async function life(seed, twist = {}) {
  const luck = chance(seed);
  const parts = { server: new Server(), factory: new IDBFactory(), locks: new Locks(), time: new Time(), random: luck.next, twist };
  parts.server.time = () => START + parts.time.ticks;
  const world = { luck, parts, tabs: [await signedIn(parts)], drafts: new Map(), number: 0, made: 0, hit: 0, harm: [] };
  const pending = [];
  for (let step = 0; step < STEPS; step += 1) {
    const tab = luck.of(world.tabs);
    const doing = luck.of(MOVES)(world, tab);
    pending.push(Promise.resolve(doing).catch((error) => world.harm.push(`thrown: ${error.message}`)));
    await turns(luck.below(4));
    if (luck.next() < 0.3) await idle(tab);
  }
  parts.server.fault = () => null;
  await calm(world);
  return judged(world);
}

/** The link returns: what tabs are doing ends, then one fresh tab brings the rest. */
async function calm(world) {
  for (const tab of world.tabs) await idle(tab);
  await turns(30);
  world.tabs.forEach((tab) => tab.kill());
  const last = openTab(world.parts);
  for (let round = 0; round < 40 && (await last.queue.counts()).rows.length; round += 1) {
    world.parts.time.pass(60_000);
    await last.queue.retry();
    await last.sync.kick("button");
    await idle(last);
  }
  world.left = (await last.queue.counts()).rows.length;
}

function draftOf(world, tab) {
  if (!tab.draft) {
    tab.draft = { id: tab.queue.newId(), place: String(world.number).padStart(12, "0"), state: "open" };
    world.number += 1;
    world.drafts.set(tab.draft.place, tab.draft);
    tab.forms.mind("contact", true);
  }
  return tab.draft;
}

/** A tap on save. Only when it resolves the screen says "saved on this phone". */
async function save(world, tab, draft = draftOf(world, tab)) {
  const item = contact({ place: draft.place });
  try {
    await (tab.twin?.save ?? tab.queue.save)(draft.id, item, { start: null });
    if (draft.state === "open") draft.state = "saved";
    if (tab.draft === draft) {
      tab.draft = null;
      tab.forms.mind("contact", false);
    }
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
    world.hit += 1;
  }
}

function withFault(world, name) {
  world.made += 1;
  const most = 1 + world.luck.below(3);
  let left = most;
  world.parts.server.fault = (options) => {
    const fault = left > 0 ? FAULTS[name](options) : null;
    if (fault) {
      if (left === most) world.hit += 1;
      left -= 1;
    }
    return fault;
  };
}

function open(world) {
  const tab = openTab({ ...world.parts });
  world.tabs.push(tab);
  return tab;
}

function die(world, tab) {
  world.made += 1;
  world.hit += 1;
  tab.kill();
  world.tabs = world.tabs.filter((one) => one !== tab);
  if (!world.tabs.length) open(world);
}

async function renew(world, tab) {
  world.made += 1;
  const dirty = world.tabs.filter((one) => one.draft);
  let went = false;
  await (tab.twin?.free ?? tab.forms.free)(() => (went = true));
  world.hit += 1;
  if (!went) return;
  if (dirty.length) world.harm.push("a new version came in mid-form");
  for (const one of [...world.tabs]) if (!one.dead) one.kill();
  world.tabs = [];
  open(world);
}

async function undo(world, tab) {
  const saved = [...world.drafts.values()].filter((one) => one.state === "saved");
  if (!saved.length) return;
  const draft = world.luck.of(saved);
  draft.state = "undoing";
  const became = await tab.queue.undo(draft.id).catch(() => "not done");
  draft.state = became === "removed" ? "removed" : "saved";
}

const MOVES = [
  save,
  save,
  save,
  (world, tab) => Promise.all([save(world, tab, draftOf(world, tab)), save(world, tab, draftOf(world, tab))]),
  draftOf,
  (world, tab) => tab.sync.kick(world.luck.of(["button", "online", "start", "visible", "timer"])),
  (world, tab) => tab.sync.kick("button"),
  (world) => Promise.all(world.tabs.map((tab) => tab.sync.kick("button"))),
  (world) => world.parts.time.pass(world.luck.below(20 * 60_000)),
  (world) => withFault(world, world.luck.of(Object.keys(FAULTS))),
  (world) => withFault(world, "late"),
  (world, tab) => die(world, tab),
  (world) => void (world.tabs.length < 3 && open(world)),
  (world) => {
    world.made += 1;
    world.hit += 1;
    world.parts.time.skew = (world.luck.below(3) - 1) * 24 * 3600_000;
  },
  (world, tab) => {
    world.made += 1;
    tab.quota += 1;
  },
  renew,
  undo,
  (world) => world.parts.server.rotate(),
];

function judged({ parts, drafts, made, hit, harm, left }) {
  const arrived = new Map();
  for (const [id, plain] of parts.server.rows) {
    const { place } = JSON.parse(plain);
    arrived.set(place, [...(arrived.get(place) ?? []), id]);
  }
  for (const { id, place, state } of drafts.values()) {
    const ids = arrived.get(place) ?? [];
    if (ids.length > 1) harm.push(`${place} is there ${ids.length} times`);
    if (state === "saved" && !ids.length) harm.push(`${place} was saved and is lost`);
    if (state === "removed" && ids.length) harm.push(`${place} was taken back and is there`);
    if (ids.length && ids[0] !== id) harm.push(`${place} has another id`);
  }
  if (parts.server.held.length) harm.push(`${parts.server.held.length} held with other content`);
  if (left) harm.push(`${left} still on the phone`);
  return { made, hit, harm, saved: [...drafts.values()].filter(({ state }) => state === "saved").length, arrived: arrived.size };
}
