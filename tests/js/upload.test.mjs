import assert from "node:assert/strict";
import { test } from "node:test";
import { watchFiles } from "../../wijkweb/commons/static/commons/upload.js";
import { Element, root } from "./page.mjs";

function chosen(...files) {
  const field = new Element({ wijkMost: "1000", wijkTooLarge: "too large" }, { files });
  watchFiles(root([field]));
  field.fire("change");
  return field;
}

test("a file that is too large is told at once", () => {
  const field = chosen({ size: 1001 });
  assert.equal(field.validity, "too large");
  assert.equal(field.reported, 1);
});

test("a file that fits, and no file, are told nothing", () => {
  for (const field of [chosen({ size: 1000 }), chosen()]) {
    assert.equal(field.validity, "");
    assert.equal(field.reported, 0);
  }
});

test("another choice takes the message away", () => {
  const field = chosen({ size: 5000 });
  field.files = [{ size: 10 }];
  field.fire("change");
  assert.equal(field.validity, "");
});
