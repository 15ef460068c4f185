// The worker that ends the worker: when a broken version is out, this one takes its place, keeps every row (they lie
// in the database, not in the cache), and leaves the page to the network.

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const gone = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  event.waitUntil(gone.then(() => registration.unregister()));
});
