// What is pasted from Word or a page becomes the house's Markdown: the text stays, styles, images and scripts go.

const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "BLOCKQUOTE", "BODY", "CENTER", "DL", "DT", "DD"]);
const DROPPED = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "HEAD", "DEL", "IMG", "SVG", "OBJECT", "IFRAME", "O:P"]);
const TOLD = new Set(["SCRIPT", "IMG", "SVG", "OBJECT", "IFRAME", "DEL"]);
const SPECIAL = /[\\*_~[\]<>|`]/g;

/** {text, left}: the Markdown of pasted HTML, and whether something was left out that is not just a style. */
export function pastedAsMarkdown(html, parse) {
  const state = { left: false };
  // a style that is only read, not applied, is renamed: the page's policy speaks up about the attribute itself
  const pieces = blocksOf(parse(html.replace(/\sstyle\s*=/gi, " data-style=")).body, state, 0);
  return { text: joined(pieces), left: state.left };
}

function joined(pieces) {
  let text = "";
  let before = null;
  for (const piece of pieces.filter(({ text: own }) => own.trim())) {
    if (before) text += before.kind === "item" && piece.kind === "item" ? "\n" : "\n\n";
    text += piece.text;
    before = piece;
  }
  return text;
}

function blocksOf(node, state, depth) {
  const pieces = [];
  let line = "";
  const flush = () => {
    if (line.trim()) pieces.push({ kind: "paragraph", text: line.trim() });
    line = "";
  };
  for (const child of node.childNodes) {
    const name = child.nodeName.toUpperCase();
    if (child.nodeType === 1 && isBlock(name)) {
      flush();
      pieces.push(...blockOf(child, name, state, depth));
    } else {
      line += inlineOf(child, state);
    }
  }
  flush();
  return pieces;
}

const isBlock = (name) => BLOCKS.has(name) || /^(?:H[1-6]|UL|OL|LI|TABLE|TBODY|HR|PRE)$/.test(name);

function blockOf(node, name, state, depth) {
  if (/^H[1-6]$/.test(name)) return [{ kind: "heading", text: `${"#".repeat(Number(name[1]))} ${flat(node, state)}` }];
  if (name === "UL" || name === "OL") return listOf(node, name, state, depth);
  if (name === "TABLE") return [tableOf(node, state)];
  if (name === "HR") return [];
  const level = wordList(node);
  if (level !== null) return [{ kind: "item", text: wordItem(node, level, state) }];
  return blocksOf(node, state, depth);
}

function listOf(node, name, state, depth) {
  const pieces = [];
  let number = 0;
  for (const child of node.childNodes) {
    const own = child.nodeName.toUpperCase();
    if (own === "UL" || own === "OL") pieces.push(...listOf(child, own, state, depth + 1));
    if (own !== "LI") continue;
    number += 1;
    const inside = blocksOf(child, state, depth + 1);
    const first = inside.findIndex(({ kind }) => kind === "paragraph");
    const sign = name === "OL" ? `${number}.` : "-";
    const text = first < 0 ? "" : inside[first].text.replaceAll("\n", " ");
    if (text) pieces.push({ kind: "item", text: `${"  ".repeat(depth)}${sign} ${text}` });
    pieces.push(...inside.filter((_, at) => at !== first));
  }
  return pieces;
}

/** The depth of a paragraph that Word marks as a list item (mso-list: l0 level1 lfo1), or null. */
function wordList(node) {
  const match = /mso-list:[^;"]*level([0-9])/i.exec(node.getAttribute?.("data-style") ?? "");
  return match ? Number(match[1]) - 1 : null;
}

function wordItem(node, level, state) {
  const text = flat(node, state).replace(/^(?:[·•§o▪–-]|\\?[-*]|([0-9]{1,3}|[a-z])[.)])\s*/i, (sign, number) =>
    number && /[0-9]/.test(number) ? `${number}. ` : "- ",
  );
  return `${"  ".repeat(level)}${/^(?:- |[0-9]+\. )/.test(text) ? text : `- ${text}`}`;
}

const flat = (node, state) =>
  [...node.childNodes]
    .map((child) => inlineOf(child, state))
    .join("")
    .replace(/\s+/g, " ")
    .trim();

function tableOf(node, state) {
  const rows = [...node.querySelectorAll("tr")].map((row) =>
    [...row.children].filter(({ nodeName }) => /^T[DH]$/i.test(nodeName)).map((cell) => flat(cell, state)),
  );
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (!width) return { kind: "table", text: "" };
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
  return { kind: "table", text: [lines[0], `|${"---|".repeat(width)}`, ...lines.slice(1)].join("\n") };
}

function inlineOf(node, state) {
  if (node.nodeType === 3) return node.nodeValue.replace(/[\t\r\n ]+/g, " ").replace(SPECIAL, "\\$&");
  if (node.nodeType !== 1) return "";
  const name = node.nodeName.toUpperCase();
  if (DROPPED.has(name)) {
    if (TOLD.has(name)) state.left = true;
    return "";
  }
  if (name === "BR") return "\n";
  const style = node.getAttribute("data-style") ?? "";
  if (/mso-element:\s*(?:comment|field)|display:\s*none/i.test(style)) return "";
  const inside = [...node.childNodes].map((child) => inlineOf(child, state)).join("");
  return wrapped(node, name, style, inside);
}

function wrapped(node, name, style, inside) {
  const words = inside.trim();
  if (!words) return inside;
  const mark = (sign) => inside.replace(words, () => `${sign}${words}${sign}`);
  const href = node.getAttribute("href") ?? "";
  if (name === "A" && /^(?:https?:|mailto:)[^()\s]+$/i.test(href)) {
    return inside.replace(words, () => `[${words.replace(/[[\]\\]/g, "")}](${href})`);
  }
  if (name === "B" || name === "STRONG") return /font-weight:\s*normal/i.test(style) ? inside : mark("**");
  if (name === "I" || name === "EM") return mark("*");
  return inside;
}
