import assert from "node:assert/strict";
import { test } from "node:test";
import { countFields } from "../../wijkweb/commons/static/commons/count.js";
import { Element, root } from "./page.mjs";

function desk(limit, unit = "words") {
  const output = new Element({ left: "{count} of {limit}, {left} left", over: "{count} of {limit}, {left} too many" });
  output.id = "told";
  const field = new Element({ wijkCount: "told", limit: String(limit), unit }, { value: "" });
  countFields(root([field, output]));
  return { field, output };
}

test("the count stands there before anything is typed", () => {
  const { output } = desk(500);
  assert.equal(output.textContent, "0 of 500, 500 left");
  assert.equal(output.dataset.state, "ok");
});

test("it follows what is typed, up to the limit and over it", () => {
  const { field, output } = desk(2);
  field.value = "een twee";
  field.fire("input");
  assert.equal(output.textContent, "2 of 2, 0 left");
  assert.equal(output.dataset.state, "ok");
  field.value = "een twee drie";
  field.fire("input");
  assert.equal(output.textContent, "3 of 2, 1 too many");
  assert.equal(output.dataset.state, "over");
});

test("a call that counts characters is counted in characters", () => {
  const { field, output } = desk(10, "characters");
  field.value = "een twee";
  field.fire("input");
  assert.equal(output.textContent, "8 of 10, 2 left");
});
