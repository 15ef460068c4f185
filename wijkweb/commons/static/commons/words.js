// Counting words and characters: the same rule as wijkweb/rules/words.py, for the page.

import { SPACE, parse } from "./markdown.js";

const RUN = new RegExp(`[^${SPACE}]+`, "gu");
const LETTER = /[\p{L}\p{N}]/u;
const TYPED_NOTE = new RegExp(`^[¹²³⁴⁵⁶⁷⁸⁹⁰]+[${SPACE}]`);
const CAPTION = new RegExp(
  `^(?:(?:figuur|fig[.]?|tabel|kaart|grafiek|foto|afbeelding|figure|table|map|chart|photo)[${SPACE}]*` +
    `[0-9]{1,3}[${SPACE}]*(?:[:.–-].*)?|(?:bron|bronnen|source|sources)[${SPACE}]*:.*)$`,
  "i",
);
const CAPTION_WORDS = 40;

/** The number of words of a plain text: runs without white space that hold a letter or a digit. */
export function words(text) {
  return (text.match(RUN) ?? []).filter((run) => LETTER.test(run)).length;
}

/** The number of code points of a plain text; CRLF is one. */
export function characters(text) {
  return [...text.replaceAll("\r\n", "\n")].length;
}

function place(block) {
  if (block.kind === "table") return "tables";
  if (block.kind === "footnote" || TYPED_NOTE.test(block.text)) return "footnotes";
  const caption = block.kind === "paragraph" && block.text.split("\n").every((line) => CAPTION.test(line));
  return caption && words(block.text) <= CAPTION_WORDS ? "captions" : "running";
}

/** What a Markdown text holds: {running, tables, footnotes, captions, all}, in words or in characters. */
export function count(text, { unit = "words", ownTable = false } = {}) {
  const texts = { running: [], tables: [], footnotes: [], captions: [] };
  for (const block of parse(text)) {
    const where = place(block);
    const plain = block.rows ? block.rows.map((row) => row.join("\t")).join("\n") : block.text;
    texts[ownTable && where === "tables" ? "running" : where].push(plain);
  }
  const one = unit === "words" ? words : characters;
  const counts = Object.fromEntries(Object.entries(texts).map(([where, list]) => [where, one(list.join("\n"))]));
  return { ...counts, all: Object.values(counts).reduce((sum, part) => sum + part, 0) };
}
