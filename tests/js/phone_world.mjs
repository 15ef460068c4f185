// A door, a browser and a clock for the tests of the phone: the door opens what was sealed and can fail in every way.
import { createHash, webcrypto } from "node:crypto";
import { IDBFactory } from "fake-indexeddb";
import { makeClock } from "../../wijkweb/phone/static/phone/clock.js";
import { makeDoor } from "../../wijkweb/phone/static/phone/browser.js";
import { makeForms } from "../../wijkweb/phone/static/phone/browser.js";
import { makeQueue, seal, toBytes, toText } from "../../wijkweb/phone/static/phone/queue.js";
import { makeStore } from "../../wijkweb/phone/static/phone/store.js";
import { makeSync } from "../../wijkweb/phone/static/phone/sync.js";
import { fits } from "./phone_schema.mjs";

const { subtle } = webcrypto;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
export const START = Date.parse("2022-03-16T20:30:00Z");
export const turns = async (number = 40) => {
  for (let turn = 0; turn < number; turn += 1) await new Promise((done) => setImmediate(done));
};
export const sha = (text) => createHash("sha256").update(text).digest("hex");

/** The door: `rows` by id, one fault at a time in `fault`, every request in `seen`. */
export class Server {
  constructor() {
    this.rows = new Map();
    this.keys = new Map();
    this.held = [];
    this.seen = [];
    this.fault = () => null;
    this.refuse = () => null;
    this.revoked = false;
    this.time = () => START;
  }

  async rotate() {
    const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
    const point = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    this.key = { id: sha(point).slice(0, 8), public: toText(point) };
    this.keys.set(this.key.id, pair.privateKey);
  }

  /** fetch, as the page calls it */
  ask = async (address, options) => {
    if (options.body) fits(address.endsWith("aanmelden/") ? "enter" : "up", JSON.parse(options.body));
    this.seen.push({ address, ...options, body: options.body && JSON.parse(options.body) });
    const fault = this.fault(options);
    if (fault === "cut") throw new TypeError("Failed to fetch");
    if (typeof fault === "object" && fault) return fault;
    const answer = await this.answered(address, options);
    if (fault === "late") throw new DOMException("timeout", "TimeoutError");
    return answer;
  };

  async answered(address, { method, headers, body }) {
    if (address.endsWith("aanmelden/")) {
      return JSON.parse(body).code === "ABCD2345" ? json({ token: "t".repeat(43), device: "aaaabbbbcccc", worker: "a".repeat(16) }) : json({ code: "code" }, 403);
    }
    if (headers.Authorization !== `Bearer ${"t".repeat(43)}`) return json({ code: "token" }, 401);
    if (method === "GET") return this.revoked ? json({ code: "revoked" }, 401) : json(this.down());
    const document = JSON.parse(body);
    const answers = [];
    for (const item of document.items) answers.push(await this.take(item));
    const told = { now: this.now(), answers, ...(this.revoked ? { purge: true } : this.more(document) ? {} : { totals: { weeks: [], signals: 0 } }) };
    fits("answers", told);
    return json(told);
  }

  more = ({ pending, items }) => pending > items.length;

  async take(item) {
    const hash = sha(item.sealed);
    const code = this.refuse(item);
    if (code) return { id: item.id, hash, answer: "refused", code };
    const plain = await this.open(item);
    fits("item", JSON.parse(plain));
    const known = this.rows.get(item.id);
    if (!known) this.rows.set(item.id, plain);
    if (known && known !== plain) this.held.push(item.id);
    const answer = !known ? (this.revoked ? "held" : "kept") : known === plain ? "known" : "held";
    return { id: item.id, hash, answer };
  }

  async open({ id, key, sealed }) {
    const whole = toBytes(sealed);
    const theirs = await subtle.importKey("raw", whole.slice(0, 65), CURVE, false, []);
    const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, this.keys.get(key), 256);
    const root = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
    const info = new TextEncoder().encode("wijkweb-row-1");
    const aes = await subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info }, root, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const additionalData = new TextEncoder().encode(id);
    return new TextDecoder().decode(await subtle.decrypt({ name: "AES-GCM", iv: whole.slice(65, 77), additionalData }, aes, whole.slice(77)));
  }

  now = () => new Date(this.time()).toISOString();

  down() {
    const listed = (key) => ({ key, nl: key, en: key, closed: null });
    const told = {
      version: 1, now: this.now(), language: "nl", key: this.key,
      contract: { id: "aaaabbbbcccc", title: "Wijk", start: "2022-01-01", end: "2025-12-31" },
      lists: { tracks: [listed("rust")], groups: [listed("jongeren")], themes: [listed("werk")] },
      places: [], activities: [], names: [], totals: { weeks: [], signals: 0 },
    };
    fits("down", told);
    return told;
  }
}

export function json(told, status = 200, headers = {}) {
  return new Response(JSON.stringify(told), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** Web Locks of one browser; a tab that dies leaves its own. */
export class Locks {
  held = [];

  of(owner) {
    return {
      request: async (name, options, work) => {
        const mode = options.mode ?? "exclusive";
        const others = this.held.filter((lock) => lock.name === name);
        const free = mode === "shared" ? others.every((lock) => lock.mode === "shared") : !others.length;
        if (!free) return work(null);
        const lock = { name, mode, owner };
        this.held.push(lock);
        try {
          return await work(lock);
        } finally {
          this.held = this.held.filter((one) => one !== lock);
        }
      },
    };
  }

  dead(owner) {
    this.held = this.held.filter((lock) => lock.owner !== owner);
  }
}

/** Time that moves when it is told to. */
export class Time {
  ticks = 0;
  skew = 0;
  timers = new Map();
  wall = () => START + this.ticks + this.skew;

  of(tab) {
    return {
      setTimeout: (work, wait) => (this.timers.set(++this.last, { work, at: this.ticks + wait, tab }), this.last),
      clearTimeout: (id) => this.timers.delete(id),
    };
  }

  last = 0;

  /** Moves on; what is due begins. */
  pass(wait) {
    this.ticks += wait;
    for (const [id, { work, at, tab }] of [...this.timers]) {
      if (at > this.ticks) continue;
      this.timers.delete(id);
      if (!tab?.dead) work();
    }
  }
}

const NEVER = new Promise(() => {});

/** A tab: the modules of the page on one database. `kill` stops it where it stands; `quota` fails its next writes. */
export function openTab({ server, factory = new IDBFactory(), locks = new Locks(), time = new Time(), random = () => 0.5, twist = {} }) {
  const tab = { dead: false, quota: 0, told: [] };
  const alive = (work) => async (...words) => {
    if (tab.dead) return NEVER;
    try {
      const found = await work(...words);
      return tab.dead ? NEVER : found;
    } catch (error) {
      if (tab.dead) return NEVER;
      throw error;
    }
  };
  const plain = makeStore(factory);
  const store = Object.fromEntries(Object.entries(plain).map(([name, work]) => [name, alive(work)]));
  const write = store.write;
  store.write = async (names, work) => {
    if (tab.quota > 0) {
      tab.quota -= 1;
      throw new DOMException("full", "QuotaExceededError");
    }
    return write(names, work);
  };
  const clock = makeClock({ wall: time.wall });
  const queue = makeQueue({ store, clock, sealer: alive(seal), tools: webcrypto, ...twist.queue });
  twist.change?.(queue, store);
  const door = makeDoor({ ask: alive(server.ask) });
  const own = locks.of(tab);
  const tell = (state, facts) => tab.told.push([state, facts]);
  const sync = makeSync({ store, queue, door, clock, locks: own, tell, random, timers: time.of(tab), ticks: () => time.ticks });
  const kill = () => {
    tab.dead = true;
    locks.dead(tab);
  };
  return Object.assign(tab, { store, clock, queue, door, sync, forms: makeForms(own), kill, factory, locks, time });
}

/** Waits until what a tab began to send is over. */
export async function idle(tab) {
  await turns(2);
  while (tab.sync.state().busy && !tab.dead) await turns(1);
}

/** A tab that is signed in and has its lists. */
export async function signedIn(parts) {
  if (!parts.server.key) await parts.server.rotate();
  const tab = openTab(parts);
  await tab.store.set({ token: "t".repeat(43), device: "aaaabbbbcccc", marker: true });
  await tab.sync.kick("enter");
  return tab;
}

export function contact(changes = {}) {
  return { v: 1, kind: "direct", place: "aaaabbbbcccc", track: "rust", group: "jongeren", date: "2022-03-16", part: "evening", minutes: 15, heads: "3-5", ...changes };
}
