// The writing page: saves by itself, keeps a copy in the browser, always tells how it stands.

import * as copies from "./copies.js";
import { showConflict } from "./conflict.js";
import { pastedAsMarkdown } from "./paste.js";
import { makeSaver } from "./saver.js";
import { makeServer } from "./server.js";

const HEARTBEAT = 20_000;
const PATIENCE = 4_000;

/** Makes the writing form of a page alive. */
export async function writeSection(form) {
  const data = form.dataset;
  const field = form.querySelector("textarea[name=text]");
  const line = form.querySelector("[data-wijk-state]");
  const place = `${data.person}|${data.save}`;
  // as the server sent it: the field itself may hold what was typed before this ran, or what the browser put back
  const loaded = form.querySelector("textarea[name=base]").defaultValue;
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const server = makeServer({ stand: data.stand, csrf, person: data.person });
  const found = await copies.waiting(place).catch(() => []);
  const kept = found.find((copy) => copy.text !== loaded);
  found.filter((copy) => copy.text === loaded).forEach((copy) => copies.forget(copy.id));
  const page = kept ? kept.page : crypto.randomUUID().slice(0, 20);
  copies.hold(page);

  const desk = {
    read: () => field.value,
    tell: (state, facts) => tell(line, state, facts),
    overtaken: (answer, { mine, base }) => conflict(answer, mine, base),
    done: (answer, byHand) => done(form, server, answer, byHand),
  };
  const start = { text: loaded, token: Number(data.token), step: kept?.step, page, place, person: data.person };
  const send = (body) => server.send(data.save, body);
  let waiting = null;
  const saver = makeSaver({ start, desk, copies, send });

  /** Both texts beside each other; when the link or the session is gone meanwhile, that is tried again. */
  async function conflict(answer, mine, base) {
    const compared = await server.send(data.compare, { text: mine, base, token: answer.token ?? 0 });
    if (compared.status !== 200) return waitFor(compared, base);
    tell(line, "overtaken", compared);
    const choose = (text) => {
      field.value = text;
      field.dispatchEvent(new Event("input"));
      saver.resume({ base: compared.theirs, token: compared.token });
    };
    return showConflict(form, field, { compared, mine, again: () => again(base), choose });
  }

  /** What is in the field now is among the versions before anything can be chosen. */
  async function again(base) {
    clearTimeout(waiting);
    const text = field.value;
    const told = await saver.aside();
    if (told.reason === "overtaken") return conflict(told, text, base);
    if (told.status !== 200) return waitFor(told, base);
    form.querySelector("[data-wijk-conflict]").hidden = true;
    return saver.resume({ base: text, token: told.token });
  }

  function waitFor(answer, base) {
    tell(line, answer.reason ?? "server", answer);
    clearTimeout(waiting);
    waiting = setTimeout(() => again(base), PATIENCE);
  }

  field.addEventListener("input", () => saver.typed());
  field.addEventListener("paste", (event) => pasted(event, field, line));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saver.save("save");
  });
  addEventListener("online", () => saver.wake());
  document.addEventListener("visibilitychange", () => saver.wake());
  addEventListener("beforeunload", (event) => {
    if (saver.dirty()) event.preventDefault();
  });
  setInterval(() => beat(form, server, saver), HEARTBEAT);
  form.dataset.ready = "";
  if (kept) takeBack(kept);
  else saver.typed();

  function takeBack(copy) {
    const { token } = start;
    if (![loaded, copy.text].includes(field.value)) keepApart(field.value);
    field.value = copy.text;
    field.dispatchEvent(new Event("input"));
    const ours = copy.token === token || data.head.split(":")[0] === copy.page;
    if (ours) saver.save();
    else saver.state.halted = true;
    tell(line, ours ? "restored" : "overtaken");
    if (!ours) again(copy.base);
  }

  /** What was typed before the copy came back is a copy of its own; the next opening gives it. */
  function keepApart(text) {
    const own = crypto.randomUUID().slice(0, 20);
    const { token } = start;
    copies.keep({ id: `${place}|${own}`, place, page: own, step: 0, text, base: loaded, token, at: Date.now() });
  }
}

function tell(line, state, facts = {}) {
  const time = new Date(facts.saved_at ?? Date.now()).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  line.dataset.state = state;
  line.querySelector("[data-wijk-words]").textContent = (line.dataset[camel(state)] ?? line.dataset.server)
    .replace("{time}", time)
    .replace("{who}", facts.by ?? "");
  line.querySelector("[data-wijk-sign-in]").hidden = !["signed_out", "other_person"].includes(state);
}

const camel = (state) => state.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

async function done(form, server, answer, byHand) {
  present(form, answer.present);
  if (!form.dataset.check || (!byHand && !answer.stale)) return;
  const checked = await server.send(form.dataset.check, {});
  if (checked.status === 200) form.ownerDocument.querySelector("[data-wijk-findings]").innerHTML = checked.html;
}

async function beat(form, server, saver) {
  if (document.hidden || saver.state.busy) return;
  const answer = await server.send(form.dataset.present, {});
  if (answer.status !== 200) return;
  present(form, answer.present);
  if (saver.state.tries) saver.wake();
}

function present(form, names = []) {
  const shown = form.querySelector("[data-wijk-present]");
  shown.hidden = !names.length;
  shown.querySelector("strong").textContent = names.join(", ");
}

function pasted(event, field, line) {
  const html = event.clipboardData?.getData("text/html");
  if (!html) return;
  const { text, left } = pastedAsMarkdown(html, (source) => new DOMParser().parseFromString(source, "text/html"));
  event.preventDefault();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input"));
  const note = line.parentElement.querySelector("[data-wijk-pasted]");
  note.hidden = !left;
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll("[data-wijk-write]")) writeSection(form);
}
