import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { masked, scan } from "../../wijkweb/phone/static/phone/names.js";

const vectors = JSON.parse(readFileSync(new URL("../rules/names.json", import.meta.url)));
const hits = (note) => {
  const said = scan(note.text, vectors.vocabulary);
  return note.items.map(([kind, start, end]) => [kind, said.some((one) => one.start < end && one.end > start)]);
};

for (const part of ["tuning", "held_out"]) {
  test(`${part}: hard kinds all, names at least 80 %, false alarms at most 10 %`, () => {
    const all = vectors[part].flatMap(hits);
    const hard = all.filter(([kind]) => kind !== "name");
    const names = all.filter(([kind]) => kind === "name");
    assert.ok(hard.every(([, hit]) => hit));
    assert.ok(names.filter(([, hit]) => hit).length / names.length >= 0.8);
    const clean = vectors[part].filter((note) => !note.items.length);
    const alarms = clean.filter((note) => scan(note.text, vectors.vocabulary).length);
    assert.ok(alarms.length / clean.length <= 0.1);
  });
}

test("a possible name is masked, a number is not", () => {
  assert.equal(masked("Hij heet Stoyan en belt 0470 12 34 56."), "Hij heet [naam] en belt 0470 12 34 56.");
});

test("a note is scanned in less than 5 ms", () => {
  const text = vectors.tuning.map((note) => note.text).join(" ").slice(0, 280);
  const began = process.cpuUsage();
  for (let round = 0; round < 100; round += 1) scan(text, vectors.vocabulary);
  const used = process.cpuUsage(began);
  assert.ok((used.user + used.system) / 100 / 1000 < 5);
});
