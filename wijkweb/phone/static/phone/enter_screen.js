// Signing in, once: the code of the coordinator, typed or from the square that was photographed.

import { h } from "./dom.js";

/** The screen that asks for the code; a code in the address is taken at once and leaves the address. */
export function enterScreen(app) {
  const { say } = app;
  const told = h("p", { role: "alert" });
  const field = h("input", { id: "code", autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", maxlength: 20, required: true });
  const enter = async (event) => {
    event?.preventDefault();
    const answer = await app.door.enter(field.value);
    if (answer.status === 200) return app.enter(answer.body.token, answer.body.device);
    told.textContent = say(answer.status === 0 ? "no_link" : answer.status === 429 ? "code_slow" : "code_bad");
    field.focus();
  };
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (code) {
    history.replaceState(null, "", location.pathname);
    field.value = code;
    enter();
  }
  return h(
    "form",
    { class: "screen enter", onsubmit: enter },
    h("h2", { tabindex: -1 }, say("code_title")),
    h("label", { for: "code" }, say("code_label")),
    field,
    told,
    h("button", { class: "big", type: "submit" }, say("code_go")),
  );
}
