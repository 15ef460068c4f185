import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { dayOf } from "../../wijkweb/phone/static/phone/clock.js";
import { makeLocks } from "../../wijkweb/phone/static/phone/browser.js";
import { NoKey } from "../../wijkweb/phone/static/phone/queue.js";
import { firmGround } from "../../wijkweb/phone/static/phone/browser.js";
import { makeStore } from "../../wijkweb/phone/static/phone/store.js";
import { waitAfter } from "../../wijkweb/phone/static/phone/sync.js";
import { contact, idle, json, openTab, Server, sha, signedIn, START, Time } from "./phone_world.mjs";

const DAY = 24 * 3600_000;

async function phone(parts = {}) {
  const server = new Server();
  const tab = await signedIn({ server, ...parts });
  const save = async (item = contact(), id = tab.queue.newId()) => (await tab.queue.save(id, item)) && id;
  const rows = () => tab.store.all("rows");
  return { server, tab, save, rows };
}

test("R1 the id is a UUIDv4 of the phone, and a double tap on save is one row", async () => {
  const { tab, save, rows, server } = await phone();
  const id = tab.queue.newId();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(new Set(await Promise.all([save(contact(), id), save(contact(), id)])), new Set([id, false]));
  assert.equal((await rows()).length, 1);
  await tab.sync.kick("button");
  assert.equal(await save(contact(), id), false);
  assert.deepEqual([...server.rows.keys()], [id]);
});

test("R2 two equal contacts are two contacts", async () => {
  const { tab, save, server } = await phone();
  await save();
  await save();
  await tab.sync.kick("button");
  assert.equal(server.rows.size, 2);
});

test("R3 saved means one strict transaction that completed; on an error nothing is there and the id can be used again", async () => {
  const asked = [];
  class Watched extends IDBFactory {
    open(...words) {
      const request = super.open(...words);
      request.addEventListener("success", () => {
        const begin = request.result.transaction.bind(request.result);
        request.result.transaction = (names, mode, options) => (asked.push([mode, options?.durability]), begin(names, mode, options));
      });
      return request;
    }
  }
  const { tab, save, rows } = await phone({ factory: new Watched() });
  asked.length = 0;
  tab.quota = 1;
  const id = tab.queue.newId();
  await assert.rejects(save(contact(), id), { name: "QuotaExceededError" });
  assert.deepEqual(await rows(), []);
  assert.equal(await save(contact(), id), id);
  assert.deepEqual(asked.filter(([mode]) => mode === "readwrite"), [["readwrite", "strict"]]);
});

test("R3 an aborted transaction and a closed connection are told, and the next save opens anew", async () => {
  const store = makeStore(new IDBFactory());
  await assert.rejects(store.write(["rows"], (tx) => tx.abort()), { name: "AbortError" });
  let base;
  await store.write(["meta"], (tx) => (base = tx.db));
  base.close();
  await assert.rejects(store.set({ a: 1 }), { name: "InvalidStateError" });
  await store.set({ a: 2 });
  assert.equal(await store.get("a"), 2);
});

test("R3 without the server's key nothing is called saved", async () => {
  const tab = openTab({ server: new Server() });
  await assert.rejects(tab.queue.save(tab.queue.newId(), contact()), NoKey);
});

test("R4 a row goes only on a receipt with its id and its hash; a list of ids and times stays 14 days", async () => {
  const { tab, save, rows, server } = await phone();
  const id = await save();
  const [{ sealed }] = await rows();
  for (const receipt of [{ id, hash: sha("other") }, { id: tab.queue.newId(), hash: sha(sealed) }]) {
    server.fault = ({ method }) => method === "POST" && json({ now: server.now(), answers: [{ ...receipt, answer: "kept" }] });
    await tab.sync.kick("button");
    assert.equal((await rows()).length, 1);
  }
  server.fault = () => null;
  await tab.sync.kick("button");
  assert.deepEqual(await rows(), []);
  assert.deepEqual(await tab.store.all("sent"), [{ id, at: START }]);
  tab.time.ticks += 14 * DAY + 1;
  await tab.queue.forget();
  assert.deepEqual(await tab.store.all("sent"), []);
});

test("R5 waiting doubles with jitter up to a quarter of an hour, and never gives up", () => {
  assert.deepEqual([1, 2, 3].map((tries) => waitAfter(tries, () => 1)), [1_000, 2_000, 4_000]);
  assert.deepEqual([11, 50, 5000].map((tries) => waitAfter(tries, () => 1)), [900_000, 900_000, 900_000]);
  assert.equal(waitAfter(50, () => 0), 450_000);
});

test("R5 a server that fails for two days loses nothing, and Retry-After is honoured", async () => {
  const { tab, save, rows, server } = await phone();
  await save();
  server.fault = () => new Response("", { status: 500 });
  for (let hour = 0; hour < 48; hour += 1) {
    tab.time.pass(3600_000);
    await idle(tab);
  }
  assert.ok(server.seen.length > 40);
  assert.equal((await rows())[0].state, "pending");
  server.fault = () => json({ code: "busy" }, 503, { "Retry-After": "1200" });
  await tab.sync.kick("button");
  const asked = server.seen.length;
  server.fault = () => null;
  tab.time.pass(1_199_000);
  assert.equal(await tab.sync.kick("button"), "waits");
  assert.equal(server.seen.length, asked);
  tab.time.pass(1_001);
  await idle(tab);
  assert.equal(server.rows.size, 1);
});

test("R5 a 4xx of the door goes to attention with its reason, and only the row that it was about", async () => {
  const { tab, save, rows, server } = await phone();
  const ids = [];
  for (let number = 0; number < 9; number += 1) ids.push(await save());
  const bad = ids[4];
  server.fault = ({ method, body }) => method === "POST" && body.includes(bad) && json({ code: "malformed" }, 400);
  await tab.sync.kick("button");
  assert.equal(server.rows.size, 8);
  const [left] = await rows();
  assert.deepEqual([left.id, left.state, left.code, (await rows()).length], [bad, "attention", "malformed", 1]);
  assert.ok((await tab.queue.exported()).includes(bad));
  server.fault = () => null;
  await tab.queue.retry();
  await tab.sync.kick("button");
  assert.ok(server.rows.has(bad));
});

test("R5 a page of the network in between is no answer: 200, 403 and 404 without the door's words keep everything pending", async () => {
  const { tab, save, rows, server } = await phone();
  await save();
  for (const status of [200, 403, 404]) {
    server.fault = () => new Response("<html>wifi", { status, headers: { "Content-Type": "text/html" } });
    assert.equal(await tab.sync.kick("button"), "offline");
    assert.equal((await rows())[0].state, "pending");
  }
});

test("R5 a 401 keeps the queue and asks to sign in", async () => {
  const { tab, save, rows, server } = await phone();
  await save();
  await tab.store.set({ token: "x".repeat(43) });
  assert.equal(await tab.sync.kick("button"), "out");
  assert.equal((await rows()).length, 1);
  assert.equal(await tab.store.get("out"), true);
  const { told } = await tab.door.enter("ABCD2345");
  await tab.store.set({ token: told.token });
  await tab.sync.kick("enter");
  assert.deepEqual([server.rows.size, await tab.store.get("out")], [1, false]);
});

test("R6 every trigger sends: start, visible, online, timer, button, and a while after a save", async () => {
  for (const why of ["start", "visible", "online", "timer", "button"]) {
    const { tab, save, server } = await phone();
    await save();
    assert.equal(await tab.sync.kick(why), "sent", why);
    assert.equal(server.rows.size, 1);
  }
  const { tab, save, server } = await phone();
  await save();
  tab.sync.soon(4_000);
  tab.time.pass(4_000);
  await idle(tab);
  assert.equal(server.rows.size, 1);
});

test("R6 a link that was dead for days begins anew when it returns: one more cut costs a second, not a quarter of an hour", async () => {
  for (const why of ["online", "visible", "save", "button"]) {
    const { tab, save, server } = await phone();
    await save();
    server.fault = () => "cut";
    for (let hour = 0; hour < 24; hour += 1) {
      tab.time.pass(3600_000);
      await idle(tab);
    }
    let left = 1;
    server.fault = () => (left-- > 0 ? "cut" : null);
    assert.equal(await tab.sync.kick("timer"), "waits", "the timer keeps to its waiting");
    assert.equal(await tab.sync.kick(why), "offline", why);
    tab.time.pass(1_000);
    await idle(tab);
    assert.equal(server.rows.size, 1, why);
  }
});

test("R6 what is saved while the lists come down is sent a moment later, not with the next lists", async () => {
  const { tab, save, server } = await phone();
  let wait;
  server.fault = ({ method }) => {
    if (method === "GET" && !wait) wait = save().then(() => tab.sync.soon(4_000));
    return null;
  };
  await tab.sync.kick("button");
  await wait;
  assert.equal(server.rows.size, 0);
  tab.time.pass(4_000);
  await idle(tab);
  assert.equal(server.rows.size, 1);
});

test("R7 an upload is a plain fetch: a JSON text, no cookie, the token in its header", async () => {
  const { tab, save, server } = await phone();
  await save();
  await tab.sync.kick("button");
  const [sent] = server.seen.filter(({ method }) => method === "POST");
  assert.equal(sent.credentials, "omit");
  assert.equal(sent.headers["Content-Type"], "application/json");
  assert.equal(sent.headers.Authorization, `Bearer ${"t".repeat(43)}`);
  assert.equal(sent.body.items.length, 1);
});

test("R10 batches of 50, an answer per item, a refused one does not block the others", async () => {
  const { tab, save, rows, server } = await phone();
  const ids = [];
  for (let number = 0; number < 120; number += 1) ids.push(await save());
  server.refuse = ({ id }) => (id === ids[3] ? "minutes" : null);
  await tab.sync.kick("button");
  const posts = server.seen.filter(({ method }) => method === "POST").map(({ body }) => body.items.length);
  assert.deepEqual(posts, [50, 50, 20]);
  assert.equal(server.rows.size, 119);
  assert.deepEqual((await rows()).map(({ id, state, code }) => [id, state, code]), [[ids[3], "attention", "minutes"]]);
});

test("R11 a clock that is a day ahead corrects itself from the server's answer", async () => {
  const time = new Time();
  time.skew = DAY;
  const { tab, server } = await phone({ time });
  assert.equal(tab.clock.now(), START);
  assert.equal(await tab.store.get("offset"), -DAY);
  const id = tab.queue.newId();
  await tab.queue.save(id, contact());
  await tab.sync.kick("button");
  assert.equal(server.seen.at(-2).body.now, new Date(START).toISOString());
});

for (const [name, off] of [["a day behind", -DAY], ["ten minutes behind", -600_000], ["ten minutes ahead", 600_000], ["a day ahead", DAY]]) {
  test(`C1 a phone ${name} takes the server's time, keeps it when it starts anew without a link, and follows when it is set right`, async () => {
    const time = new Time();
    time.skew = off;
    const { tab, save, server } = await phone({ time });
    assert.deepEqual([tab.clock.now(), dayOf(tab.clock.now())], [START, "2022-03-16"]);
    server.fault = () => "cut";
    const ids = [await save()];
    const anew = openTab({ server, factory: tab.factory, time });
    anew.clock.set(await anew.store.get("offset"));
    assert.equal(anew.clock.now(), START);
    server.fault = () => null;
    time.skew = 0;
    ids.push(await save());
    await tab.sync.kick("button");
    assert.equal(tab.clock.now(), START);
    assert.deepEqual([...server.rows.keys()].sort(), ids.sort());
  });

  test(`C1 a server ${name} leads the phone astray and back, and every row comes in once, as it was saved`, async () => {
    const { tab, save, server } = await phone();
    server.time = () => START + off;
    await tab.sync.kick("button");
    await tab.sync.kick("button");
    const ids = [await save(contact({ date: dayOf(tab.clock.now()) }))];
    await tab.sync.kick("button");
    assert.equal(tab.clock.now(), START + off);
    server.time = () => START;
    ids.push(await save(contact({ date: dayOf(tab.clock.now()) })));
    await tab.sync.kick("button");
    assert.equal(tab.clock.now(), START);
    const days = ids.map((id) => JSON.parse(server.rows.get(id)).date);
    assert.deepEqual([days, server.rows.size, (await tab.store.all("rows")).length], [[dayOf(START + off), dayOf(START + off)], 2, 0]);
  });
}

test("R12 two tabs never send at once: one owner by a lock, or by a lease where there are none", async () => {
  const { tab, save, server } = await phone();
  const other = openTab({ server, factory: tab.factory, locks: tab.locks, time: tab.time });
  for (let number = 0; number < 5; number += 1) await save();
  const both = await Promise.all([tab.sync.kick("button"), other.sync.kick("button")]);
  assert.deepEqual(both, ["sent", "elsewhere"]);
  assert.equal(server.seen.filter(({ method }) => method === "POST").length, 1);
  let wall = START;
  const lease = () => makeLocks({ store: tab.store, native: null, wall: () => wall, tools: webcrypto });
  const [one, two] = [lease(), lease()];
  const inside = [];
  await one.request("q", {}, async (lock) => {
    inside.push(Boolean(lock), await two.request("q", {}, async (second) => Boolean(second)));
    wall += 61_000; // the first tab froze: its lease is over
    inside.push(await two.request("q", {}, async (second) => Boolean(second)));
  });
  assert.deepEqual(inside, [true, false, true]);
});

test("R13 a refused persist() asks for the home screen, little room is told, and a kept phone is left alone", async () => {
  const storage = (persisted, quota = 1e9) => ({ persisted: async () => persisted, persist: async () => persisted, estimate: async () => ({ quota, usage: 0 }) });
  const ask = (rest) => firmGround({ standalone: false, now: START, ...rest });
  assert.equal(await ask({ storage: storage(false) }), "home_screen");
  assert.equal(await ask({ storage: storage(false), standalone: true }), "");
  assert.equal(await ask({ storage: storage(false), said: START - DAY }), "");
  assert.equal(await ask({ storage: storage(true) }), "");
  assert.equal(await ask({ storage: storage(true, 1e7) }), "space");
  assert.equal(await ask({ storage: null }), "home_screen");
});

test("R14 each upload tells how many rows wait", async () => {
  const { tab, save, server } = await phone();
  for (let number = 0; number < 60; number += 1) await save();
  await tab.sync.kick("button");
  assert.deepEqual(server.seen.filter(({ method }) => method === "POST").map(({ body }) => body.pending), [60, 10]);
});

test("what the server has and did not add up yet is known until the totals come with the last batch", async () => {
  const { tab, save, server } = await phone();
  for (let number = 0; number < 60; number += 1) await save();
  let left = 1;
  server.fault = ({ method }) => (method === "POST" && left-- <= 0 ? "cut" : null);
  assert.equal(await tab.sync.kick("button"), "offline");
  const kept = [...server.rows.keys()];
  assert.deepEqual([kept.length, new Set(await tab.store.get("unsummed"))], [50, new Set(kept)]);
  server.fault = () => null;
  await tab.sync.kick("button");
  assert.deepEqual(await tab.store.get("unsummed"), []);
});

test("R15 the rescue file holds every row that is not with the server, sealed as it is, and takes nothing away", async () => {
  const { tab, save, rows } = await phone();
  const ids = [await save(), await save()];
  const file = JSON.parse(await tab.queue.exported());
  assert.deepEqual(file.items.map(({ id }) => id).sort(), ids.sort());
  assert.deepEqual(Object.keys(file.items[0]), ["id", "key", "sealed"]);
  assert.deepEqual([file.form, file.worker, (await rows()).length], ["wijkweb-rows-1", "", 2]);
});

test("R15 what one worker saved never goes out under another: it waits for its own, or leaves in a file of its own", async () => {
  const { tab, save, server } = await phone();
  const [anna, bert] = ["a".repeat(16), "b".repeat(16)];
  const key = await tab.store.get("key");
  const enter = (worker, device) => tab.store.enter({ key, token: "t".repeat(43), device, worker, out: false, marker: true });
  await enter(anna, "aaaabbbbcccc");
  await tab.sync.kick("enter");
  server.fault = () => "cut";
  const hers = [await save(), await save()];
  await tab.sync.kick("button");
  await tab.store.set({ last: { place: "aaaabbbbcccc" }, totals: { weeks: [], signals: 3 } });
  await enter(bert, "bbbbccccdddd");
  assert.deepEqual([await tab.store.get("last"), await tab.store.get("totals")], [undefined, undefined]);
  server.fault = () => null;
  const his = await save();
  await tab.sync.kick("enter");
  assert.deepEqual([...server.rows.keys()], [his]);
  const { pending, others } = await tab.queue.counts();
  assert.deepEqual([pending, others.map(({ id }) => id).sort()], [0, hers.sort()]);
  assert.equal(JSON.parse(await tab.queue.exported()).items.length, 0);
  const file = JSON.parse(await tab.queue.exported(anna));
  assert.deepEqual([file.worker, file.items.map(({ id }) => id).sort()], [anna, hers]);
  server.revoked = true;
  assert.equal(await tab.sync.kick("button"), "purged");
  assert.equal((await tab.store.all("rows")).length, 2, "hers stay when his phone is revoked");
  server.revoked = false;
  await enter(anna, "aaaabbbbcccc");
  await tab.sync.kick("enter");
  assert.deepEqual(new Set(server.rows.keys()), new Set([his, ...hers]));
});

test("R16 what lies on the phone holds no word of the item, and only the server's key opens it", async () => {
  const { tab, save, rows, server } = await phone();
  const item = contact({ place: "zzzzyyyyxxxx", group: "jongeren", minutes: 45 });
  await save(item);
  const [row] = await rows();
  assert.deepEqual(Object.keys(row).sort(), ["id", "key", "owner", "saved", "sealed", "state", "tried"]);
  assert.ok(!JSON.stringify(row).includes("zzzz"));
  assert.deepEqual(JSON.parse(await server.open(row)), item);
  await assert.rejects(server.open({ ...row, id: tab.queue.newId() }));
});

test("R17 a revoked phone sends what it has, and then empties itself", async () => {
  const { tab, save, server } = await phone();
  await save();
  server.refuse = () => "minutes";
  await tab.sync.kick("button");
  server.refuse = () => null;
  for (let number = 0; number < 60; number += 1) await save();
  server.revoked = true;
  assert.equal(await tab.sync.kick("button"), "purged");
  assert.equal(server.rows.size, 61);
  for (const name of ["rows", "sent", "starts"]) assert.deepEqual(await tab.store.all(name), []);
  assert.deepEqual(await tab.store.metas(), {});
});

test("R17 a revoked phone with nothing to send learns it from the answer down, and keeps what is saved meanwhile", async () => {
  const { tab, save, server, rows } = await phone();
  server.revoked = true;
  server.fault = ({ method }) => (method === "POST" ? "cut" : null);
  await save();
  assert.equal(await tab.sync.kick("button"), "offline");
  assert.equal((await rows()).length, 1);
  assert.equal(await tab.store.wipe(), false);
  server.fault = () => null;
  assert.equal(await tab.sync.kick("button"), "purged");
  assert.equal(server.rows.size, 1);
  const fresh = await phone();
  fresh.server.revoked = true;
  assert.equal(await fresh.tab.sync.kick("button"), "purged");
});

test("R18 undo before sending leaves nothing, after sending it is a correction with minutes 0", async () => {
  const { tab, save, server } = await phone();
  const item = contact();
  const first = await save(item);
  assert.equal(await tab.queue.undo(first), "removed");
  const second = await save(item);
  server.fault = () => "late"; // the server has it, the phone does not know
  await tab.sync.kick("button");
  assert.equal(await tab.queue.undo(second), "sent");
  await save({ ...item, minutes: 0, revises: second });
  server.fault = () => null;
  await tab.sync.kick("button");
  assert.deepEqual([...server.rows.values()].map((row) => JSON.parse(row).minutes), [15, 0]);
  assert.ok(!server.rows.has(first));
});

test("a row that was sealed to an old key is still sent after the key changed", async () => {
  const { tab, save, server } = await phone();
  await save();
  await server.rotate();
  await tab.sync.kick("button");
  assert.equal(server.rows.size, 1);
  assert.equal((await tab.store.get("key")).id, server.key.id);
});
