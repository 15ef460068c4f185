// What stands around a screen: the standing of the queue, notices, the four tabs, saving with its undo, and signing in,
// once: by a code that is typed, or that stands in the address of the square code.

import { firmGround } from "./browser.js";
import { button, h, head, icon } from "./dom.js";
import { NoKey } from "./queue.js";
import { t } from "./words.js";

const REASONS = { 0: "enter_offline", 403: "enter_over", 429: "enter_slowly" };
const TABS = ["home", "today", "signal", "mine"];

export function makeFrame(ctx, page = document) {
  const part = (name) => page.querySelector(`[data-wijk-${name}]`);
  const [pillPlace, notices, main, toast, tabs] = ["pill", "notices", "screen", "toast", "tabs"].map(part);

  /** The tabs and all words around the screen, in the language of now. */
  function frame() {
    tabs.replaceChildren(
      ...TABS.map((name) =>
        h("button", { type: "button", "data-tab": name, onclick: () => ctx.go(name) }, icon(name === "home" ? "contact" : name), h("span", {}, t(`tab_${name === "home" ? "contact" : name}`))),
      ),
    );
    tabs.setAttribute("aria-label", t("app"));
    pill();
  }

  function put({ body, tab }) {
    main.replaceChildren(body);
    main.parentElement.scrollTop = 0;
    tabs.hidden = !tab;
    for (const one of tabs.children) {
      if (one.dataset.tab === tab) one.setAttribute("aria-current", "page");
      else one.removeAttribute("aria-current");
    }
    const heading = body.querySelector("h1");
    page.title = `${heading?.textContent ?? ""} · ${t("app")}`;
    if (page.documentElement.dataset.ready) heading?.focus({ preventScroll: true });
  }

  function first() {
    put({ body: h("div.screen", {}, h("h1", { tabindex: "-1" }, t("app")), h("p", { role: "status" }, t(ctx.standing === "offline" ? "enter_offline_down" : "first_down")), button(t("try_again"), () => ctx.sync.kick("button"), { look: "main" })), tab: "" });
  }

  /** What waits, in a word, always in sight. */
  async function pill() {
    if (!ctx.state.token) return pillPlace.replaceChildren();
    const { pending, attention } = await ctx.queue.counts();
    const state = ctx.state.out ? "out" : attention.length ? "attention" : pending ? "waiting" : "sent";
    const text = {
      out: () => t("sign_in_again"),
      attention: () => t("needs_attention", { number: attention.length }),
      waiting: () => (ctx.standing === "sending" ? t("sending") : t("waiting", { number: pending })),
      sent: () => t("all_sent"),
    }[state]();
    if (pillPlace.textContent === text && pillPlace.firstChild?.dataset.state === state) return undefined;
    const mark = { out: "warning", attention: "warning", sent: "done" }[state];
    return pillPlace.replaceChildren(
      h("button.pill", { type: "button", "data-state": state, onclick: () => ctx.go(state === "out" ? "enter" : "waiting") }, mark && icon(mark), h("span", {}, text)),
    );
  }

  /** A notice that stays until it is dealt with; one of each name. */
  function notice(name, text, action = null) {
    unnotice(name);
    notices.append(h("div.notice", { "data-notice": name, role: "status" }, h("p", {}, text), action && button(action[0], action[1])));
  }

  function unnotice(name) {
    notices.querySelector(`[data-notice="${name}"]`)?.remove();
  }

  /** Another screen: what was said about the one before goes. */
  function hush() {
    toast.replaceChildren();
  }

  /** The last message, said aloud by a screen reader; with an action, like undo. */
  function say(text, action = null, look = "plain") {
    toast.dataset.look = look;
    toast.replaceChildren(...(text ? [h("p", {}, look === "done" && icon("done"), text)] : []), ...(action ? [button(action[0], action[1], { look: "quiet" })] : []));
  }

  return { frame, put, first, pill, standing: pill, notice, unnotice, say, hush, build: page.documentElement.dataset.build };
}

// so long a row can still be taken back without a trace
const GRACE = 4_000;

export function makeKeeper(ctx) {
  /** Saves an item; true once it is on disk. `undo(id)` gives the correction for when it was sent already. */
  async function keep(id, item, { start, beside, undo, undone, more = "" } = {}) {
    ctx.say(t("saving"));
    try {
      const fresh = await ctx.queue.save(id, item, { start, beside });
      await counted();
      const text = [t(fresh ? "saved" : "known_already"), more].filter(Boolean).join(". ");
      ctx.say(text, fresh ? [t("undo"), () => takeBack(id, undo, undone)] : null, more ? "warning" : "done");
    } catch (error) {
      ctx.say(t(error instanceof NoKey ? "no_key" : "not_saved"), null, "problem");
      return false;
    }
    ctx.sync.soon(GRACE);
    ground();
    return true;
  }

  const counted = () => ctx.pill().catch(() => {});

  async function takeBack(id, undo, undone) {
    try {
      const became = await ctx.queue.undo(id);
      if (became === "removed") {
        await undone?.();
        ctx.say(t("undone"));
      } else if (undo) {
        const { item, text } = undo(id);
        await ctx.queue.save(ctx.queue.newId(), item);
        await counted();
        ctx.say(text);
        ctx.sync.soon(GRACE);
      } else ctx.say(t("undo_desk"));
    } catch {
      ctx.say(t("not_saved"), null, "problem");
    }
    await counted();
    if (ctx.screen !== "home") ctx.show();
  }

  async function ground() {
    const standalone = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
    const wish = await firmGround({ standalone, said: ctx.state.nagged ?? 0 }).catch(() => "");
    if (!wish) return;
    ctx.notice(wish, t(wish), [t("later"), () => {
      ctx.state.nagged = Date.now();
      ctx.store.set({ nagged: ctx.state.nagged });
      ctx.unnotice(wish);
    }]);
  }

  return { keep };
}

/** The code of an address like #code=ABCD2345, taken out of the address at once. */
export function codeFrom(place, past) {
  const found = /^#code=([A-Za-z0-9-]{8,20})$/.exec(place.hash);
  if (place.hash.startsWith("#code=")) past.replaceState(null, "", place.pathname);
  return found ? found[1] : "";
}

export async function enter(ctx, { code = "" } = {}) {
  const { rows, others } = await ctx.queue.counts();
  const waiting = rows.length + others.length;
  const problem = h("p.problem", { role: "alert" });
  const input = h("input.code", {
    name: "code", value: code, autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", maxlength: 20, autofocus: true,
  });
  const submit = h("button.main", { type: "submit" }, t("enter_do"));

  async function send(event) {
    event?.preventDefault();
    const typed = input.value.replace(/[^A-Za-z0-9]/g, "");
    problem.textContent = typed.length === 8 ? "" : t("enter_short");
    if (typed.length !== 8) return input.focus();
    submit.disabled = true;
    ctx.say(t("enter_busy"));
    const { status, told } = await ctx.door.enter(typed.toUpperCase());
    submit.disabled = false;
    ctx.say("");
    if (status === 200 && told?.token) return ctx.entered(told);
    problem.textContent = t(REASONS[status] ?? "enter_offline");
    input.focus();
  }

  const form = h(
    "form.screen.enter", { onsubmit: send, novalidate: true },
    head(t("enter_title")),
    h("p", {}, t("enter_text")),
    h("label", {}, h("span.legend", {}, t("enter_code")), input),
    waiting > 0 && h("p.attention", { role: "note" }, t("enter_keeps", { number: waiting })),
    h("div.actions", {}, problem, submit),
  );
  // with rows that wait, the warning is read first
  if (code && !waiting) queueMicrotask(send);
  return { body: form, tab: "" };
}
