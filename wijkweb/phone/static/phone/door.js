// The sync door: plain fetch, a JSON text as its body, no cookie (R7). It never throws; status 0 is "no answer".

const PATIENCE = 30_000;

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
