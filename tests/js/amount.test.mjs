import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readTyped, shown } from "../../wijkweb/dossier/static/dossier/amount.js";

const vectors = JSON.parse(readFileSync(new URL("../rules/amount_vectors.json", import.meta.url), "utf8"));

for (const { text, amount, problem, readings } of vectors) {
  test(`the amount ${JSON.stringify(text)}`, () => {
    const read = readTyped(text);
    assert.deepEqual(
      { amount: read.cents === null ? null : shown(read.cents, "en").replaceAll(",", ""), problem: read.problem },
      { amount, problem },
    );
    assert.deepEqual(
      read.readings.map((cents) => shown(cents, "en").replaceAll(",", "")),
      readings,
    );
  });
}

test("cents are shown as the language writes an amount", () => {
  assert.equal(shown(79949400n), "799.494,00");
  assert.equal(shown(79949400n, "en"), "799,494.00");
  assert.equal(shown(-5n), "-0,05");
  assert.equal(shown(123456789012n), "1.234.567.890,12");
});
