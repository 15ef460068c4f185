// The worker of the page, a new version of it, and the room that the browser gives.

const HOUR = 3600_000;
const LITTLE = 20_000_000;
const WEEK = 7 * 24 * HOUR;

/** Installs the worker; a new one waits until the person taps, and never comes while a form is dirty (R8). */
export async function watchWorker({ workers = navigator.serviceWorker, forms, offer, refused, reload }) {
  if (!workers) return null;
  const before = Boolean(workers.controller);
  let asked = 0;
  workers.addEventListener("controllerchange", () => before && !forms.dirty() && reload());
  const registration = await workers.register("/telefoon/werker.js", { updateViaCache: "none" });

  async function renew() {
    const done = await forms.free(() => registration.waiting?.postMessage("renew"));
    if (!done) refused();
  }

  const waits = () => registration.waiting && workers.controller && offer(renew);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", waits));
  waits();
  return async () => {
    if (Date.now() - asked < HOUR) return;
    asked = Date.now();
    await registration.update().catch(() => {});
  };
}

/** After the first save: asks that nothing is wiped; "home_screen" when that was refused, "space" when room is short (R13). */
export async function firmGround({ storage = navigator.storage, standalone, said = 0, now = Date.now() }) {
  const kept = (await storage?.persisted?.()) || (await storage?.persist?.());
  const { quota = Infinity, usage = 0 } = (await storage?.estimate?.()) ?? {};
  if (quota - usage < LITTLE) return "space";
  return !kept && !standalone && now - said > WEEK ? "home_screen" : "";
}
