import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { characters, count, words } from "../../wijkweb/commons/static/commons/words.js";

const vectors = JSON.parse(readFileSync(new URL("../rules/word_vectors.json", import.meta.url), "utf8"));

test("there are vectors for everything that the rule names", () => {
  const all = vectors.map((vector) => vector.text).join("\n");
  for (const sign of ["EU-13", "'s", "\u00ad", "\u00a0", "\r\n", "София", "İ", "|", "http", "[^1]"]) {
    assert.ok(all.includes(sign), `no vector with ${JSON.stringify(sign)}`);
  }
  assert.match(all, /\p{Emoji_Presentation}/u);
});

for (const [at, vector] of vectors.entries()) {
  test(`vector ${at}`, () => {
    for (const unit of ["words", "characters"]) {
      const { running, tables, footnotes, captions } = count(vector.text, { unit });
      assert.deepEqual([running, tables, footnotes, captions], vector[unit]);
    }
  });
}

test("words and characters of a plain text", () => {
  assert.equal(words("EU-13, 's avonds\u00a0in  de wijk"), 6);
  assert.equal(characters("een\r\ntwee"), 8);
});

test("a table that is asked for counts as running text", () => {
  const text = "een\n\n| a | b |\n|---|---|\n| c | d |\n";
  assert.equal(count(text).running, 1);
  assert.equal(count(text, { ownTable: true }).running, 5);
});

test("a table that one long row would make huge counts as running text", () => {
  const text = `|${Array(2001).fill("a").join("|")}|\n${"|b|c|\n".repeat(20)}`;
  assert.deepEqual([count(text).running > 0, count(text).tables], [true, 0]);
});
