// The app: begins, shows one screen at a time, saves, and tells what became of it.

import { makeDoor, makeForms, makeLocks, watchWorker } from "./browser.js";
import { dayOf, makeClock } from "./clock.js";
import { freshDraft, home } from "./home.js";
import { codeFrom, enter, makeFrame, makeKeeper } from "./frame.js";
import { makeQueue } from "./queue.js";
import { makeStore } from "./store.js";
import { makeSync } from "./sync.js";
import { speak, t } from "./words.js";

const HINT = "wijkweb-device";
const SCREENS = {
  home: () => home,
  enter: () => enter,
  place: async () => (await import("./lists.js")).place,
  today: async () => (await import("./lists.js")).today,
  signal: async () => (await import("./signal.js")).signal,
  mine: async () => (await import("./mine.js")).mine,
  nothing: async () => (await import("./mine.js")).nothing,
  waiting: async () => (await import("./mine.js")).waiting,
};
const PROPOSED_DAYS = 30;
let turns = 0;

const store = makeStore();
const clock = makeClock();
const queue = makeQueue({ store, clock });
const door = makeDoor();
const forms = makeForms();
const ctx = { store, clock, queue, door, state: {}, standing: "", screen: "home", draft: null, note: null };
const frame = makeFrame(ctx);
Object.assign(ctx, frame, makeKeeper(ctx));
ctx.sync = makeSync({ store, queue, door, clock, locks: makeLocks({ store }), tell: heard });

ctx.mind = forms.mind;
ctx.places = () => {
  const listed = ctx.state.down?.places ?? [];
  const names = new Set(listed.map((one) => one.name));
  const since = clock.now() - PROPOSED_DAYS * 24 * 3600_000;
  const own = (ctx.state.proposals ?? []).filter((one) => !names.has(one.name) && (one.at ?? since) >= since);
  return [...listed, ...own.map((one) => ({ ...one, last: null, closed: null, proposed: true }))];
};
ctx.placeOf = (id) => {
  const proposal = (ctx.state.proposals ?? []).find((one) => one.id === id);
  return ctx.places().find((one) => one.id === id || (proposal && one.name === proposal.name));
};
ctx.touch = () => {
  ctx.draft.id ??= queue.newId();
  forms.mind("contact", true);
};
ctx.renewDraft = () => {
  ctx.draft = freshDraft(ctx);
  forms.mind("contact", false);
};
ctx.go = (name, facts = {}) => {
  if (name !== ctx.screen) {
    history.pushState({ name }, "");
    frame.hush();
  }
  return open(name, facts);
};
ctx.back = () => (history.state?.name ? history.back() : open("home"));
ctx.show = () => open(ctx.screen);
ctx.entered = async ({ token, device, worker }) => {
  const { key, language, look } = ctx.state;
  await store.enter({ token, device, worker, key, language, look, out: false, marker: true });
  localStorage.setItem(HINT, device);
  ctx.draft = ctx.note = null;
  await load();
  await open("home");
  const { others } = await queue.counts();
  if (others.length) frame.notice("others", t("others_title"), [t("queue_open"), () => (frame.unnotice("others"), ctx.go("waiting"))]);
  ctx.sync.kick("enter");
};

/** Shows a screen, or what stands in for it as long as the first lists are not there. */
async function open(name, facts = {}) {
  const turn = ++turns;
  const wanted = !ctx.state.token ? "enter" : ctx.state.down || ["enter", "waiting"].includes(name) ? name : "first";
  ctx.screen = name;
  ctx.first = wanted === "first";
  if (ctx.first) return frame.first();
  if (wanted === "home") ctx.draft ??= freshDraft(ctx);
  const make = await SCREENS[wanted]();
  const made = await make(ctx, facts);
  // who tapped on meanwhile sees what was tapped last
  if (turn === turns) frame.put(made);
}

async function load() {
  ctx.state = await store.metas();
  clock.set(ctx.state.offset ?? 0);
  document.documentElement.dataset.look = ctx.state.look ?? "auto";
  await frame.standing();
}

async function heard(state, facts = {}) {
  ctx.standing = state;
  if (state === "changed" || state === "out") await load();
  if (state === "purged") {
    localStorage.removeItem(HINT);
    ctx.state = {};
    ctx.draft = ctx.note = null;
    await open("enter");
    frame.notice("purged", t("purged"));
  }
  if (state === "sent") await queue.forget();
  await frame.standing();
  if (facts.down && (ctx.first || (!forms.dirty() && ["home", "today"].includes(ctx.screen)))) {
    ctx.draft = null;
    await open(ctx.screen);
  }
}

function warnIfGone() {
  const { token, marker } = ctx.state;
  if (token ? !marker : localStorage.getItem(HINT)) frame.notice("gone", t("data_gone"));
}

function listen(update) {
  addEventListener("online", () => ctx.sync.kick("online"));
  document.addEventListener("visibilitychange", () => {
    ctx.sync.kick("visible");
    if (document.hidden) return;
    update?.();
    // a form of yesterday offers the wrong days
    if (ctx.screen === "home" && !forms.dirty() && ctx.draft?.day < dayOf(clock.now())) ctx.show();
  });
  addEventListener("popstate", (event) => open(event.state?.name ?? "home"));
}

async function begin() {
  const code = codeFrom(location, history);
  await load();
  await speak(ctx.state.language ?? ctx.state.down?.language ?? navigator.language?.slice(0, 2));
  frame.frame();
  warnIfGone();
  await (code ? open("enter", { code }) : open("home"));
  document.documentElement.dataset.ready = "yes";
  await queue.forget();
  if (ctx.state.build !== frame.build) await queue.retry("version");
  await store.set({ build: frame.build });
  const offer = (renew) => frame.notice("renew", t("renew"), [t("renew_do"), renew]);
  const refused = () => frame.say(t("renew_dirty"));
  ctx.sync.kick("start");
  const update = await watchWorker({ forms, offer, refused, reload: () => location.reload() }).catch(() => null);
  listen(update);
}

begin().catch(() => frame.notice("broken", t(ctx.state.token ? "broken" : "private")));
