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
  const { unit, limit, beside, ownTable } = field.dataset;
  const running = count(field.value, { unit, ownTable: ownTable !== undefined }).running + Number(beside ?? 0);
  const left = limit === "" ? 0 : Number(limit) - running;
  output.dataset.state = left < 0 ? "over" : "ok";
  const text = limit === "" ? output.dataset.free : left < 0 ? output.dataset.over : output.dataset.left;
  return text
    .replace("{count}", running)
    .replace("{limit}", limit)
    .replace("{left}", Math.abs(left));
}

if (typeof document !== "undefined") countFields(document);
