import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { makeForms } from "../../wijkweb/phone/static/phone/browser.js";
import { watchWorker } from "../../wijkweb/phone/static/phone/browser.js";
import { Locks, turns } from "./phone_world.mjs";

const HOME = "https://stad.example";
const source = (name) => readFileSync(new URL(`../../wijkweb/phone/static/phone/${name}.js`, import.meta.url), "utf8");

/** A worker in a browser of its own: `network` answers addresses, `caches` are shared between builds. */
function worker(name, { build = "b1", files = ["/telefoon/", "/static/app.js"], network, caches }) {
  const heard = {};
  const done = [];
  const self = {
    location: { origin: HOME },
    addEventListener: (event, listener) => (heard[event] = listener),
    skipWaiting: () => done.push("skipped"),
    registration: { unregister: async () => done.push("unregistered") },
  };
  const fetch = async (request) => network(new URL(request.url ?? request, HOME).pathname);
  class Asked extends Request {
    constructor(address, options) {
      super(new URL(address, HOME), options);
    }
  }
  const head = `const BUILD = ${JSON.stringify(build)}; const FILES = ${JSON.stringify(files)}; const SHELL = "/telefoon/";\n`;
  runInNewContext(head + source(name), { self, caches, fetch, Request: Asked, URL, Promise, Error });
  const wait = (event, more = {}) => {
    let result;
    heard[event]?.({ ...more, waitUntil: (promise) => (result = promise), respondWith: (promise) => (result = promise) });
    return result;
  };
  return { wait, done, heard };
}

function makeCaches(network) {
  const all = new Map();
  const key = (request) => new URL(request.url ?? request, HOME).pathname;
  return {
    all,
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
    open: async (name) => {
      if (!all.has(name)) all.set(name, new Map());
      const kept = all.get(name);
      return {
        match: async (request) => kept.get(key(request))?.clone(),
        addAll: async (requests) => {
          for (const request of requests) {
            const answer = await network(key(request));
            if (!answer.ok) throw new TypeError("bad status");
            kept.set(key(request), answer);
          }
        },
      };
    },
  };
}

const served = (build, missing = "") => async (path) =>
  path === missing ? new Response("", { status: 404 }) : new Response(path === "/telefoon/" ? `<html data-build="${build}">` : `${path} of ${build}`);
const asked = (method, path, mode = "cors") => ({ request: { method, url: HOME + path, mode } });

test("R7 the worker answers GET only, and only files of its build: the door never passes through it", async () => {
  const network = served("b1");
  const { wait } = worker("worker", { network, caches: makeCaches(network) });
  await wait("install");
  for (const event of [asked("POST", "/veld/deur/"), asked("GET", "/veld/deur/"), asked("POST", "/telefoon/"), asked("GET", "/dossiers/", "navigate")]) {
    assert.equal(wait("fetch", event), undefined);
  }
  assert.equal(wait("fetch", { request: { method: "GET", url: "https://elders.example/static/app.js", mode: "cors" } }), undefined);
  assert.equal(await (await wait("fetch", asked("GET", "/static/app.js"))).text(), "/static/app.js of b1");
  assert.match(await (await wait("fetch", asked("GET", "/telefoon/", "navigate"))).text(), /b1/);
});

test("R8 the install fails when any file fails, or when the page is of another build, and leaves nothing half", async () => {
  for (const network of [served("b2", "/static/app.js"), served("b1")]) {
    const caches = makeCaches(network);
    caches.all.set("wijkweb-telefoon-b1", new Map());
    const { wait } = worker("worker", { build: "b2", network, caches });
    await assert.rejects(wait("install"));
    assert.deepEqual([...caches.all.keys()], ["wijkweb-telefoon-b1"]);
  }
});

test("R8 a new worker waits for the tap, and tidies the old build only when it begins", async () => {
  const network = served("b2");
  const caches = makeCaches(network);
  for (const name of ["wijkweb-telefoon-b1", "other"]) caches.all.set(name, new Map());
  const { wait, done } = worker("worker", { build: "b2", network, caches });
  await wait("install");
  assert.deepEqual([done, caches.all.size], [[], 3]);
  wait("message", { data: "hello" });
  assert.deepEqual(done, []);
  wait("message", { data: "renew" });
  assert.deepEqual(done, ["skipped"]);
  await wait("activate");
  assert.deepEqual([...caches.all.keys()], ["other", "wijkweb-telefoon-b2"]);
});

test("R8 the kill switch takes the worker and its pages away, and does not know the queue", async () => {
  const caches = makeCaches(served("b1"));
  for (const name of ["wijkweb-telefoon-b1", "other"]) caches.all.set(name, new Map());
  const { wait, done, heard } = worker("worker_off", { network: served("b1"), caches });
  wait("install");
  await wait("activate");
  assert.deepEqual([done, [...caches.all.keys()]], [["skipped", "unregistered"], ["other"]]);
  assert.equal(heard.fetch, undefined);
  assert.ok(!source("worker_off").includes("indexedDB") && !source("worker").includes("indexedDB"));
});

test("R8 the tap on renew does nothing while a form is dirty, in this tab or in another", async () => {
  const locks = new Locks();
  const [own, other] = [makeForms(locks.of("a")), makeForms(locks.of("b"))];
  const said = [];
  const waiting = { postMessage: (text) => said.push(text) };
  const workers = { controller: {}, addEventListener: () => {}, register: async (...words) => (said.push(words[0]), { waiting, addEventListener: () => {} }) };
  let renew;
  await watchWorker({ workers, forms: own, offer: (work) => (renew = work), refused: () => said.push("refused"), reload: () => {} });
  for (const [form, name] of [[own, "contact"], [other, "note"]]) {
    form.mind(name, true);
    await turns(2);
    await renew();
    form.mind(name, false);
    await turns(2);
  }
  assert.deepEqual(said, ["/telefoon/werker.js", "refused", "refused"]);
  await renew();
  assert.deepEqual(said.at(-1), "renew");
});
