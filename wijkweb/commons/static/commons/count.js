// A live count under a text field, by the call's own rule; the server counts the same way.

import { count } from "./words.js";

/** Counts every field with data-wijk-count into the output it names, at each key. */
export function countFields(root) {
  for (const field of root.querySelectorAll("[data-wijk-count]")) {
    const output = root.querySelector(`#${field.dataset.wijkCount}`);
    const show = () => {
      output.textContent = message(field, output);
    };
    field.addEventListener("input", show);
    show();
  }
}

function message(field, output) {
  const { unit, limit } = field.dataset;
  const counted = count(field.value, { unit });
  const left = Number(limit) - counted.running;
  output.dataset.state = left < 0 ? "over" : "ok";
  const text = left < 0 ? output.dataset.over : output.dataset.left;
  return text
    .replace("{count}", counted.running)
    .replace("{limit}", limit)
    .replace("{left}", Math.abs(left));
}

if (typeof document !== "undefined") countFields(document);
