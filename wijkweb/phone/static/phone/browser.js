// What the browser gives: the line to the door (R7), locks between tabs (R12), a worker with its new version (R8), room
// that stays (R13).

const LEASE = 60_000;
const PATIENCE = 30_000;
const FORM = "wijkweb-form";
const HOUR = 3600_000;
const LITTLE = 20_000_000;
const WEEK = 7 * 24 * HOUR;

/** The browser's own locks, or a lease in the database where there are none; both with `request(name, options, work)`. */
export function makeLocks({ store, native = globalThis.navigator?.locks, wall = Date.now, tools = crypto }) {
  if (native) return native;
  const owner = tools.randomUUID();

  async function claim(name) {
    return store.write(["meta"], (tx, give) => {
      const meta = tx.objectStore("meta");
      meta.get(`lease:${name}`).onsuccess = ({ target: { result: lease } }) => {
        const free = !lease || lease.owner === owner || lease.until < wall() || lease.until > wall() + 2 * LEASE;
        if (free) meta.put({ owner, until: wall() + LEASE }, `lease:${name}`);
        give(free);
      };
    });
  }

  async function leave(name) {
    return store.write(["meta"], (tx) => {
      tx.objectStore("meta").delete(`lease:${name}`);
    });
  }

  return {
    async request(name, options, work) {
      if (!(await claim(name))) return work(null);
      try {
        return await work({ name });
      } finally {
        await leave(name);
      }
    },
  };
}

/** `mind(name, dirty)` notes a form; `free(work)` does work only when no form is dirty in any tab, else gives false. */
export function makeForms(locks = globalThis.navigator?.locks) {
  const dirty = new Set();
  let leave = null;

  function mind(name, on) {
    if (on) dirty.add(name);
    else dirty.delete(name);
    if (dirty.size && !leave && locks) {
      const over = new Promise((done) => (leave = done));
      locks.request(FORM, { mode: "shared" }, () => over);
    }
    if (!dirty.size && leave) {
      leave();
      leave = null;
    }
  }

  async function free(work) {
    if (dirty.size) return false;
    if (!locks) return (work(), true);
    return locks.request(FORM, { ifAvailable: true }, (lock) => (lock ? (work(), true) : false));
  }

  return { mind, free, dirty: () => dirty.size > 0 };
}

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

/** The sync door: plain fetch, a JSON text as its body, no cookie (R7). It never throws; status 0 is "no answer". */
export function makeDoor({ ask = (...words) => fetch(...words), base = "/veld/deur/", patience = PATIENCE } = {}) {
  async function call(path, method, { token, body } = {}) {
    const headers = { Accept: "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const options = { method, headers, credentials: "omit", cache: "no-store", redirect: "error" };
    if (body) options.body = JSON.stringify(body);
    try {
      const answer = await ask(base + path, { ...options, signal: AbortSignal.timeout(patience) });
      return { status: answer.status, wait: seconds(answer.headers.get("Retry-After")), told: await spoken(answer) };
    } catch {
      return { status: 0, wait: 0, told: null };
    }
  }

  return {
    down: (token) => call("", "GET", { token }),
    up: (token, body) => call("", "POST", { token, body }),
    enter: (code) => call("aanmelden/", "POST", { body: { code } }),
  };
}

/** A page of a network in between is no answer of the door. */
async function spoken(answer) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) return null;
  const told = await answer.json();
  return typeof told === "object" ? told : null;
}

function seconds(text) {
  if (!text) return 0;
  const number = Number(text);
  const wait = Number.isFinite(number) ? number : (Date.parse(text) - Date.now()) / 1000;
  return Math.min(Math.max(wait || 0, 0), 24 * 3600);
}
