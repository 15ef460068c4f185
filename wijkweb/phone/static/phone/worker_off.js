// The kill switch: served in place of the worker, it takes itself and the kept pages away. It leaves the queue alone.

const PREFIX = "wijkweb-telefoon-";

async function gone() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(gone()));
