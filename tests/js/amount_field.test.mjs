import assert from "node:assert/strict";
import { test } from "node:test";
import { about } from "../../wijkweb/dossier/static/dossier/amount_field.js";

const PROBLEMS = { ambiguous: "{more} or {less}?", negative: "below zero", large: "too large", cents: "two", not_a_number: "none" };

test("what can mean two things is asked about, in the language of the page", () => {
  assert.equal(about("1.000", PROBLEMS, "nl"), "1.000,00 or 1,00?");
  assert.equal(about("1.000", PROBLEMS, "en"), "1,000.00 or 1.00?");
});

test("what is clear is not asked about, nor is an empty field", () => {
  for (const text of ["1.000,00", "1 000", "", "€ 799.494"]) assert.equal(about(text, PROBLEMS, "nl"), "");
});

test("what is no amount is told", () => {
  assert.equal(about("-1", PROBLEMS, "nl"), "below zero");
  assert.equal(about("x", PROBLEMS, "nl"), "none");
});
