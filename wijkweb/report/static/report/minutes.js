// Keeps what is typed in the minutes: a copy in this browser at each key, the server a moment after the last one.

const PAUSE = 2000;
const LATER = 10000;

/**
 * A keeper for the fields of a page. A field has id, read(), write(text), token() and renew(token); `copies` has get,
 * set and drop by id; `send` takes {id: {text, token}} and answers {status, tokens, overtaken}; `tell` takes a word.
 */
export function makeKeeper({ fields, copies, send, tell, clock = globalThis }) {
  const base = new Map(fields.map((field) => [field.id, field.read()]));
  const halted = new Set();
  let timer = null;
  let busy = false;

  const changed = () => fields.filter((field) => !halted.has(field.id) && field.read() !== base.get(field.id));
  const later = (wait) => {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(save, wait);
  };

  /** Brings back what a browser that died, or a session that ended, had not sent. */
  function restore() {
    let back = false;
    for (const field of fields) {
      const copy = copies.get(field.id);
      const there = field.read();
      if (copy && !there.includes(copy.text)) {
        const alone = copy.token === field.token() || !there.trim();
        field.write(alone ? copy.text : `${there}\n\n${copy.text}`);
        back = true;
      }
      if (copy && !back) copies.drop(field.id);
    }
    if (back) tell("restored");
    if (back) later(PAUSE);
  }

  function typed(field) {
    copies.set(field.id, { text: field.read(), token: field.token() });
    tell("typing");
    later(PAUSE);
  }

  async function save() {
    if (busy) return later(PAUSE);
    const sent = changed().map((field) => ({ field, text: field.read() }));
    if (sent.length === 0) return;
    busy = true;
    const answer = await send(Object.fromEntries(sent.map(({ field, text }) => [field.id, { text, token: field.token() }])));
    busy = false;
    settle(answer, sent);
  }

  function settle(answer, sent) {
    if (answer.status === 422) return tell("overtaken"); // approved or called off meanwhile: saving by hand says which
    if (answer.status !== 200 && answer.status !== 409) {
      tell(answer.status === 401 || answer.status === 403 ? "signed_out" : "no_link");
      return later(LATER);
    }
    for (const { field, text } of sent) {
      if (answer.overtaken.includes(field.id)) halted.add(field.id);
      if (!(field.id in answer.tokens)) continue;
      field.renew(answer.tokens[field.id]);
      base.set(field.id, text);
      if (field.read() === text) copies.drop(field.id);
    }
    tell(halted.size ? "overtaken" : "saved");
    if (changed().length) later(PAUSE);
  }

  return { restore, typed, save };
}

/** Hooks a form with data-wijk-minutes onto a keeper. */
export function watchMinutes(root, store, get) {
  const [form] = root.querySelectorAll("[data-wijk-minutes]");
  if (!form) return;
  const [told] = root.querySelectorAll("[data-wijk-told]");
  const fields = [...form.querySelectorAll("[data-wijk-said]")].map((area) => {
    const id = area.dataset.wijkSaid;
    const token = form.elements[`token-${id}`];
    return {
      id,
      area,
      read: () => area.value,
      write: (text) => (area.value = text),
      token: () => token.value,
      renew: (value) => (token.value = String(value)),
    };
  });
  const key = (id) => `minutes:${form.dataset.wijkMinutes}:${id}`;
  const copies = {
    get: (id) => JSON.parse(store.getItem(key(id)) ?? "null"),
    set: (id, copy) => store.setItem(key(id), JSON.stringify(copy)),
    drop: (id) => store.removeItem(key(id)),
  };
  const keeper = makeKeeper({ fields, copies, send: sender(form, get), tell: (word) => (told.textContent = told.dataset[word] ?? "") });
  for (const field of fields) field.area.addEventListener("input", () => keeper.typed(field));
  keeper.restore();
}

function sender(form, get) {
  return async (items) => {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const [id, { text, token }] of Object.entries(items)) {
      body.set(`said-${id}`, text);
      body.set(`token-${id}`, token);
    }
    try {
      const init = { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" };
      const response = await get(form.getAttribute("action") || globalThis.location.href, init);
      const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      return { tokens: {}, overtaken: [], ...answer, status: response.status };
    } catch {
      return { status: 0 };
    }
  };
}

if (globalThis.document) watchMinutes(globalThis.document, globalThis.localStorage, globalThis.fetch.bind(globalThis));
