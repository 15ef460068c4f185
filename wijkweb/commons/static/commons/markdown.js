// The house's Markdown, as wijkweb/shapes/markdown.py reads it: a text in, blocks of plain text out.
// tests/rules/word_vectors.json and generated texts hold the two together.

export const SPACE =
  "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANK = new RegExp(`^[${SPACE}]*$`);
const ONE_SPACE = new RegExp(`^[${SPACE}]$`);
const INDENT = /^[\t ]$/;
const LETTER = /^[\p{L}\p{N}]$/u;
const MOST_CELLS = 20_000;
const LINE_ENDS = /\r\n?|\x0b|\x0c|\x85|\u2028|\u2029/g;
const HEADING = new RegExp(`^(#{1,6})[${SPACE}]+(.*)$`);
const ITEM = new RegExp(`^([\\t ]*)(?:([-*+•▪◦‣–])|([0-9]{1,3})[.)])[${SPACE}]+([^]*)$`);
const NOTE = new RegExp(`^\\[\\^([^\\[\\]${SPACE}]{1,20})\\]:(.*)$`);
const RULE = /^(?:[\t ]*(?:-[\t ]*){3,}|[\t ]*(?:\*[\t ]*){3,}|[\t ]*(?:_[\t ]*){3,})$/;
const PIPES = /^[\t ]*\|.*\|[\t ]*$/;
const DELIMITER = /^[\t ]*\|?[\t ]*:?-+:?[\t ]*(?:\|[\t ]*:?-+:?[\t ]*)*\|?[\t ]*$/;
const INLINE = new RegExp(
  "\\\\(?<escaped>[\\\\*_~\\[\\]()#|^<>.+`-])" +
    `|!?\\[(?<text>[^\\[\\]]*)\\]\\((?<href>[^()${SPACE}]*)(?:[ ]"[^"\\n]*")?\\)` +
    `|\\[\\^(?<note>[^\\[\\]${SPACE}]{1,20})\\]` +
    `|<(?<auto>(?:https?://|mailto:)[^<>${SPACE}]+)>` +
    "|<(?<close>/?)(?<tag>b|strong|i|em|u|s|sub|sup|br|p|span|div)(?:[ ][^<>]*)?/?>" +
    "|(?<run>\\*{1,3}|_{1,3}|~~)",
  "gi",
);

/** The blocks of a Markdown text: {kind, text} or, for a table, {kind: "table", rows}. */
export function parse(text) {
  const blocks = [];
  let pending = [];
  const flush = () => {
    if (pending.length) together(pending).forEach((block) => blocks.push(block));
    pending = [];
  };
  for (const line of itemsWhole(text.replace(LINE_ENDS, "\n").split("\n"))) {
    const block = alone(line);
    if (!block && !BLANK.test(line)) {
      pending.push(line);
      continue;
    }
    flush();
    if (block) blocks.push(block);
  }
  flush();
  return blocks.filter((block) => block.kind === "table" || block.text);
}

function itemsWhole(lines) {
  const whole = [];
  let item = false;
  for (const line of lines) {
    if (item && /^(?: {2}|\t)/.test(line) && !BLANK.test(line) && !alone(line)) {
      whole[whole.length - 1] += `\n${trim(line)}`;
      continue;
    }
    whole.push(line);
    item = ITEM.test(line);
  }
  return whole;
}

function alone(line) {
  if (trim(line, INDENT).includes("\t") || RULE.test(line)) return null;
  let match = HEADING.exec(line);
  if (match) return { kind: "heading", text: inline(match[2]) };
  match = NOTE.exec(line);
  if (match) return { kind: "footnote", text: inline(match[2]) };
  match = ITEM.exec(line);
  return match && { kind: "item", text: inline(match[4]) };
}

function together(lines) {
  const blocks = [];
  let place = 0;
  let at = 0;
  while (at < lines.length) {
    let end = at;
    while (end < lines.length && PIPES.test(lines[end])) end += 1;
    if (end - at > 1) {
      blocks.push(...openLines(lines.slice(place, at)), pipeTable(lines.slice(at, end)));
      place = end;
    }
    at = Math.max(end, at + 1);
  }
  blocks.push(...openLines(lines.slice(place)));
  return blocks;
}

/** Text, and under it a table with tabs, or with pipes between its cells only. */
function openLines(lines) {
  const start = tableStart(lines);
  const kept = lines.slice(0, start).filter((line) => !RULE.test(line));
  const blocks = kept.length ? [{ kind: "paragraph", text: inline(kept.join("\n")) }] : [];
  const rows = lines.slice(start);
  if (rows.length && rows[0].includes("\t")) blocks.push(table(rows.map((line) => line.split("\t")), rows));
  else if (rows.length) blocks.push(pipeTable(rows));
  return blocks;
}

/** The line from which on all lines are the rows of such a table; their number when there is none. */
function tableStart(lines) {
  let start = lines.length;
  let tabbed = 0;
  let barred = true;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const tab = lines[at].includes("\t");
    tabbed += tab ? 1 : 0;
    barred &&= lines[at].includes("|");
    if (at === lines.length - 1) continue;
    const tabs = tab && 2 * tabbed >= lines.length - at;
    if (tabs || (barred && DELIMITER.test(lines[at + 1]))) start = at;
  }
  return start;
}

const pipeTable = (rows) => table(rows.filter((line, n) => !(n && DELIMITER.test(line))).map(pipeCells), rows);

function pipeCells(line) {
  const inner = trim(line, INDENT);
  return (PIPES.test(line) ? inner.slice(1, -1) : inner).split(/(?<!\\)\|/);
}

function table(rows, lines) {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  // one long row makes every other row as long
  if (width * rows.length > MOST_CELLS) return { kind: "paragraph", text: inline(lines.join("\n")) };
  const filled = rows.map((row) => [...row.map(inline), ...Array(width - row.length).fill("")]);
  return { kind: "table", rows: filled };
}

function trim(text, white = ONE_SPACE) {
  let start = 0;
  let end = text.length;
  while (start < end && white.test(text[start])) start += 1;
  while (end > start && white.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The plain text of a piece of Markdown: markers with a partner go, the others stay as they are. */
export function inline(source) {
  const text = trim(source);
  const pieces = [];
  const openers = new Map();
  let place = 0;
  for (const match of text.matchAll(INLINE)) {
    const { escaped, text: label, auto, tag, close, run } = match.groups;
    pieces.push(text.slice(place, match.index));
    place = match.index + match[0].length;
    if (escaped) pieces.push(escaped);
    else if (label !== undefined) pieces.push(inline(label));
    else if (auto) pieces.push(auto);
    else if (tag) readTag(pieces, openers, tag.toLowerCase(), close);
    else if (run) readRun(pieces, openers, run, lastOf(text, match.index), firstOf(text, place));
  }
  pieces.push(text.slice(place));
  return trim(pieces.join(""));
}

const firstOf = (text, place) => (place < text.length ? String.fromCodePoint(text.codePointAt(place)) : "");

function lastOf(text, place) {
  const pair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(place - 2, 0), place));
  return text.slice(Math.max(place - (pair ? 2 : 1), 0), place);
}

function readTag(pieces, openers, name, closing) {
  pieces.push(name === "br" ? "\n" : "");
  if (closing) closeMarker(pieces, openers, `<${name}>`, "");
  else if (name !== "br") open(openers, `<${name}>`, pieces.length - 1);
}

function readRun(pieces, openers, run, before, after) {
  const marker = run.replaceAll("_", "*");
  const inside = run[0] === "_" || run === "*";
  const opens = after !== "" && !BLANK.test(after) && !(inside && LETTER.test(before));
  const closes = before !== "" && !BLANK.test(before) && !(inside && LETTER.test(after));
  pieces.push(run);
  if (closes && closeMarker(pieces, openers, marker, run)) return;
  if (opens) open(openers, marker, pieces.length - 1);
}

function open(openers, marker, place) {
  if (!openers.has(marker)) openers.set(marker, []);
  openers.get(marker).push(place);
}

function closeMarker(pieces, openers, marker, run) {
  const opened = openers.get(marker) ?? [];
  if (!opened.length || pieces[opened.at(-1)] !== run) return false;
  const start = opened.pop();
  for (const places of openers.values()) {
    while (places.length && places.at(-1) > start) places.pop();
  }
  pieces[start] = "";
  pieces[pieces.length - 1] = "";
  return true;
}
