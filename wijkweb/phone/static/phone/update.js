// A new version waits until the worker taps; never while something is half filled in (R8).

/** Registers the service worker, and shows that a new version waits. */
export async function watchUpdates(page, app) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const line = page.querySelector("[data-wijk-update]");
  const registration = await serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope }).catch(() => null);
  if (!registration) return;
  const show = () => {
    if (!registration.waiting || !serviceWorker.controller) return;
    line.hidden = false;
    line.querySelector("span").textContent = app.say("update");
    const button = line.querySelector("button");
    button.textContent = app.say("refresh");
    button.onclick = () => registration.waiting?.postMessage("take over");
  };
  let tookOver = false;
  serviceWorker.addEventListener("controllerchange", () => {
    if (tookOver || line.hidden) return;
    tookOver = true;
    location.reload();
  });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", show));
  show();
}
