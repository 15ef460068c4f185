// The service worker: GET of the shell only (R7). The whole shell under one build id; a new one waits for a tap (R8).

const NAME = `wijkweb-${SHELL.build}`;

addEventListener("install", (event) => {
  // one file that fails makes the whole installation fail: no half shell is ever used
  const fresh = [SHELL.page, ...SHELL.files].map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("wijkweb-") && name !== NAME;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || !(pathname === SHELL.page || SHELL.files.includes(pathname))) return;
  event.respondWith(caches.open(NAME).then(async (cache) => (await cache.match(pathname)) ?? fetch(request)));
});

addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
