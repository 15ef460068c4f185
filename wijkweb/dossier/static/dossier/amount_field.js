// Under an amount that is not clear stands a question, as soon as the field is left; the server asks the same.

import { readTyped, shown } from "./amount.js";

/** The sentence about what was typed; "" when it is clear. `problems` are the sentences by problem. */
export function about(text, problems, language) {
  const { problem, readings } = readTyped(text);
  if (!problem) return "";
  const [more, less] = readings.map((cents) => shown(cents, language));
  return problems[problem].replace("{more}", more).replace("{less}", less);
}

function show(field, sentence) {
  const id = `${field.name}-problem`;
  let place = field.parentElement.querySelector(".problem");
  if (sentence && !place) {
    place = document.createElement("p");
    place.className = "problem";
    field.after(place);
  }
  if (place) {
    place.id = id;
    place.textContent = sentence;
  }
  field.setAttribute("aria-invalid", sentence ? "true" : "false");
  if (sentence) field.setAttribute("aria-describedby", id);
  else field.removeAttribute("aria-describedby");
}

/** Watches every field with data-wijk-amount below `root`. */
export function watchAmounts(root, problems, language) {
  root.addEventListener("change", ({ target }) => {
    if ("wijkAmount" in target.dataset) show(target, about(target.value, problems, language));
  });
}
