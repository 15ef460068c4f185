// Asks the server in JSON, and makes of every way to fail one word that the state line knows.

/** An asker for the addresses of a section; it renews the token against forgery when a new session asks for it. */
export function makeServer({ stand, csrf, person }, get = fetch) {
  let token = csrf;

  async function ask(address, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    try {
      const response = await get(address, { ...init, credentials: "same-origin", redirect: "error" });
      const json = (response.headers.get("Content-Type") ?? "").includes("json");
      return { ...(json ? await response.json() : {}), status: response.status };
    } catch {
      return { status: 0, reason: "no_link" };
    }
  }

  async function renewed() {
    const now = await ask(stand);
    if (now.status === 200) token = now.csrf;
    return now;
  }

  /** Sends, and once more with a new token when the first was of another session. */
  async function send(address, body) {
    let answer = await ask(address, body);
    if (answer.status !== 403) return answer;
    const now = await renewed();
    if (now.status === 200 && now.person !== person) return { status: 401, reason: "other_person" };
    if (now.status !== 200) return now.reason ? now : { status: now.status, reason: "server" };
    answer = await ask(address, body);
    return answer.status === 403 ? { ...answer, reason: "forbidden" } : answer;
  }

  return { ask, send, renewed };
}
