// Signing in, once: a code that is typed, or that stands in the address of the square code.

import { h, head } from "./dom.js";
import { t } from "./words.js";

const REASONS = { 0: "enter_offline", 403: "enter_over", 429: "enter_slowly" };

/** The code of an address like #code=ABCD2345, taken out of the address at once. */
export function codeFrom(place, past) {
  const found = /^#code=([A-Za-z0-9-]{8,20})$/.exec(place.hash);
  if (place.hash.startsWith("#code=")) past.replaceState(null, "", place.pathname);
  return found ? found[1] : "";
}

export function enter(ctx, { code = "" } = {}) {
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
    ctx.state.token && h("p.soft", {}, t("enter_keeps")),
    h("div.actions", {}, problem, submit),
  );
  if (code) queueMicrotask(send);
  return { body: form, tab: "" };
}
