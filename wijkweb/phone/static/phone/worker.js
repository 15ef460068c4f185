// The worker of the page. BUILD, FILES and SHELL are put above this by the server; its address never changes (R8).
// It answers GET only, from one whole build; uploads go from the page to the server and never through here (R7).

const PREFIX = "wijkweb-telefoon-";
const NAME = PREFIX + BUILD;

/** All files of one build, or none: any failure fails the install, and the old build goes on. */
async function filled() {
  const cache = await caches.open(NAME);
  try {
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })));
    const page = await (await cache.match(SHELL)).text();
    if (!page.includes(`data-build="${BUILD}"`)) throw new Error("the page is of another build");
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function tidied() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
}

async function found(request, key) {
  const cache = await caches.open(NAME);
  return (await cache.match(key)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(filled()));
self.addEventListener("activate", (event) => event.waitUntil(tidied()));
self.addEventListener("message", (event) => event.data === "renew" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === SHELL) event.respondWith(found(request, SHELL));
  else if (pathname !== SHELL && FILES.includes(pathname)) event.respondWith(found(request, pathname));
});
