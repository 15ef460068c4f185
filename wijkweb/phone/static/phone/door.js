// The door: one JSON document down, one up, by plain fetch with a string as body (R7). No cookie goes along.

const PATIENCE = 30_000;

/** What the phone asks of the server; `token()` gives the device's token. */
export function makeDoor({ address, token, get = fetch, now = Date.now }) {
  async function ask(path, init = {}) {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await get(address + path, { ...init, credentials: "omit", cache: "no-store", redirect: "error", signal });
      const body = await response.json().catch(() => ({}));
      return { status: response.status, body, wait: Number(response.headers.get("Retry-After")) || 0 };
    } catch {
      return { status: 0, body: {}, wait: 0 };
    }
  }

  const head = async () => ({ Authorization: `Bearer ${await token()}`, "Content-Type": "application/json" });

  return {
    enter: (code) =>
      ask("aanmelden/", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }) }),
    down: async () => ask("", { headers: await head() }),
    up: async (items, pending) => {
      const body = { version: 1, now: new Date(now()).toISOString(), pending, items };
      return ask("", { method: "POST", headers: await head(), body: JSON.stringify(body) });
    },
  };
}
