// The app: what it knows, what is on the screen, and when it sends (R6).

import { contactScreen, placeScreen } from "./contact_screen.js";
import { dayOf } from "./clock.js";
import { recentSpans, roundMinutes } from "./contact.js";
import { makeDoor } from "./door.js";
import { h } from "./dom.js";
import { activityScreen, meScreen, placesScreen, signalScreen } from "./other_screens.js";
import { keepers } from "./keeping.js";
import { makeQueue, owner } from "./queue.js";
import { enterScreen } from "./enter_screen.js";
import { openStore } from "./store.js";
import { watchUpdates } from "./update.js";
import { speaker } from "./words.js";

const SCREENS = { contact: contactScreen, choose_place: placeScreen, activities: activityScreen, signal: signalScreen, places: placesScreen, me: meScreen };
const TABS = ["contact", "activities", "signal", "places", "me"];
const EVERY = 60_000;

/** Starts the app in its page. */
export async function start(page) {
  const part = (name) => page.querySelector(`[data-wijk-${name}]`);
  const store = await openStore();
  const door = makeDoor({ address: page.dataset.door, token: () => store.fact("token") });
  const queue = makeQueue({ store, send: door.up, alone: owner() });
  const app = { door, store, queue, proposed: new Map(), cleared: new Set(), spans: [], used: [], last: {}, rows: [], sent: 0, screen: "contact", outcome: "sent" };

  app.now = () => Date.now() + queue.state.offset;
  app.today = () => dayOf(app.now());
  app.tell = (text, kind = "") => {
    const told = part("told");
    told.className = kind;
    told.replaceChildren(...[text].flat());
  };
  app.action = (label, work, soft = false) => {
    const button = part("action");
    button.hidden = false;
    button.textContent = label;
    button.classList.toggle("waits", soft);
    button.onclick = work;
  };

  app.go = (screen, focus = true) => {
    app.screen = screen;
    part("action").hidden = true;
    app.tell("");
    part("screen").replaceChildren(SCREENS[screen](app));
    for (const tab of page.querySelectorAll("[data-tab]")) {
      const here = tab.dataset.tab === (screen === "choose_place" ? "contact" : screen);
      if (here) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    if (focus) (part("screen").querySelector("h2") ?? part("screen")).focus();
    scrollTo(0, 0);
  };

  Object.assign(app, keepers(app, part));

  app.remember = async (last) => {
    app.last = last;
    app.used = [last.place, ...app.used.filter((id) => id !== last.place)].slice(0, 30);
    await store.tell("last", { last, used: app.used }).catch(() => {});
  };
  app.propose = async (id, name) => {
    app.proposed.set(id, name);
    await store.tell("proposed", [...app.proposed]).catch(() => {});
  };
  app.noteDown = () => store.tell("down", app.down);

  app.roundButton = () => {
    const began = app.round;
    const stop = async () => {
      app.form.minutes = roundMinutes(began, Date.now());
      app.round = null;
      await store.tell("round", null);
      app.go("contact");
    };
    const begin = async () => {
      app.round = Date.now();
      await store.tell("round", app.round);
      app.go("contact");
    };
    const n = began ? roundMinutes(began, Date.now()) : 0;
    return h("button", { type: "button", class: "big quiet", onclick: began ? stop : begin }, began ? `${app.say("round_on", { n })}: ${app.say("round_stop")}` : app.say("round_start"));
  };

  app.flush = async (byHand = false) => {
    if (!app.down) return;
    state("state_busy");
    app.outcome = byHand ? await queue.wake() : await queue.flush();
    if (app.outcome === "revoked") return revoked();
    if (app.outcome === "sent" && byHand) await fetchDown();
    await count();
    if (app.outcome === "signed_out") app.tell(app.say("signed_out"), "problem");
    if (byHand && app.screen === "me") app.go("me");
  };
  app.again = async () => {
    app.outcome = await queue.again();
    await count();
    app.go("me");
  };
  app.rescue = async () => {
    const text = JSON.stringify(await queue.rescue());
    const link = h("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: `wijkweb-${app.today()}.json` });
    link.click();
    URL.revokeObjectURL(link.href);
  };
  app.speak = async (language) => {
    await store.tell("language", language);
    location.reload();
  };

  app.count = count;
  async function count() {
    app.rows = await store.rows();
    app.sent = (await store.receipts()).length;
    app.down.totals = (await store.fact("totals")) ?? app.down.totals;
    const attention = app.rows.filter((row) => row.state === "attention").length;
    const waiting = app.rows.length - attention;
    const parts = [];
    if (waiting) parts.push(app.say("state_wait", { n: waiting }));
    if (attention) parts.push(app.say("state_attention", { n: attention }));
    if (waiting && app.outcome === "waits") parts.push(app.say("state_off"));
    state(null, parts.join(" · ") || app.say("state_none"), attention ? "attention" : waiting ? "waits" : "none");
  }

  function state(key, text = app.say(key), name = "busy") {
    const line = part("state");
    line.textContent = text;
    line.dataset.state = name;
  }

  async function fetchDown() {
    const answer = await door.down();
    if (answer.status === 401) app.outcome = "signed_out";
    if (answer.status !== 200) return answer;
    queue.state.offset = Date.parse(answer.body.now) - Date.now() || 0;
    app.down = answer.body;
    await store.tell("down", app.down);
    await store.tell("totals", app.down.totals);
    return answer;
  }

  async function revoked() {
    await store.empty();
    localStorage.removeItem("wijkweb-device");
    page.querySelector("nav").hidden = true;
    part("action").hidden = true;
    part("screen").replaceChildren(h("p", { class: "card", role: "alert" }, app.say("revoked")));
    state(null, "", "none");
  }

  app.enter = async (token, device) => {
    await store.tell("token", token);
    await store.tell("device", device);
    localStorage.setItem("wijkweb-device", device);
    await fetchDown();
    await open();
  };

  async function open() {
    Object.assign(app, await store.fact("last"));
    app.proposed = new Map((await store.fact("proposed")) ?? []);
    app.spans = recentSpans((await store.fact("spans")) ?? [], app.now());
    await store.tell("spans", app.spans);
    app.round = await store.fact("round");
    page.querySelector("nav").hidden = false;
    for (const tab of page.querySelectorAll("[data-tab]")) {
      tab.querySelector("span").textContent = app.say(tab.dataset.tab);
      tab.onclick = () => app.go(tab.dataset.tab);
    }
    app.go(TABS.includes(location.hash.slice(1)) ? location.hash.slice(1) : "contact", false);
    await count();
    await queue.tidy();
    if ((await app.flush()) !== "revoked" && navigator.onLine) fetchDown().then(count);
    addEventListener("online", () => app.flush(true));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && app.flush());
    setInterval(() => app.flush(), EVERY);
  }

  const language = (await store.fact("language")) ?? (await store.fact("down"))?.language ?? "nl";
  app.say = speaker(language);
  document.documentElement.lang = language;
  app.down = await store.fact("down");
  watchUpdates(page, app);
  if (!app.down && localStorage.getItem("wijkweb-device")) {
    part("lost").hidden = false;
    part("lost").textContent = app.say("lost_data");
  }
  if (app.down && (await store.fact("token"))) await open();
  else part("screen").replaceChildren(enterScreen(app));
  page.dataset.ready = "";
}

start(document.querySelector("[data-wijk-phone]"));
