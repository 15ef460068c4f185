// R8 A phone that was updated opens the database that an earlier version of the app left, and loses nothing of it. One
// file for each version of the database that was ever released, phone-store-N.json: as the app of then wrote it.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { ALL } from "../../wijkweb/phone/static/phone/store.js";
import { idle, openTab, Server } from "./phone_world.mjs";

const here = new URL(".", import.meta.url);
const files = readdirSync(here).filter((name) => /^phone-store-\d+\.json$/.test(name));

/** A browser in which the app of then left its database: written with its own stores, not with those of now. */
async function left({ name, version, stores }) {
  const factory = new IDBFactory();
  const base = await new Promise((done, fail) => {
    const asked = factory.open(name, version);
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => done(asked.result);
    asked.onupgradeneeded = () => {
      for (const [store, { keyPath, rows }] of Object.entries(stores)) {
        const made = asked.result.createObjectStore(store, keyPath ? { keyPath } : undefined);
        for (const [key, row] of Object.entries(rows)) keyPath ? made.put(row) : made.put(row, key);
      }
    };
  });
  base.close();
  return factory;
}

async function doorOf({ id, public: point, private: key }) {
  const server = new Server();
  server.key = { id, public: point };
  server.keys.set(id, await webcrypto.subtle.importKey("jwk", key, { name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]));
  return server;
}

test("the database of now has its file too", async () => {
  const factory = new IDBFactory();
  const tab = openTab({ server: new Server(), factory });
  await tab.store.set({ a: 1 });
  const [{ name, version }] = await factory.databases();
  const kept = JSON.parse(readFileSync(new URL(`phone-store-${version}.json`, here)));
  assert.deepEqual([kept.name, kept.version, Object.keys(kept.stores)], [name, version, ALL]);
});

for (const file of files) {
  const kept = JSON.parse(readFileSync(new URL(file, here)));
  const { rows, sent, starts, meta } = kept.stores;

  test(`${file} opens with all that is in it, and every row goes out`, async () => {
    const server = await doorOf(kept.door);
    const tab = openTab({ server, factory: await left(kept) });
    const read = { rows: await tab.store.all("rows"), sent: await tab.store.all("sent"), starts: await tab.store.all("starts") };
    assert.deepEqual(read, { rows: rows.rows, sent: sent.rows, starts: starts.rows });
    assert.deepEqual(await tab.store.metas(), meta.rows);
    assert.deepEqual(await tab.queue.counts().then(({ pending, attention }) => [pending, attention.length]), [3, 1]);
    await tab.queue.retry("version");
    await tab.sync.kick("start");
    await idle(tab);
    assert.deepEqual([...server.rows.keys()].sort(), rows.rows.map(({ id }) => id).sort());
    const minutes = [...server.rows.values()].map((plain) => JSON.parse(plain).minutes ?? 0);
    assert.deepEqual(minutes.sort(), [0, 25, 30, 35]);
    assert.deepEqual(await tab.store.all("rows"), []);
    assert.equal(await tab.queue.save(sent.rows[0].id, { v: 1 }), false);
  });
}
