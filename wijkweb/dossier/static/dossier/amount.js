// An amount as somebody types it: the same rule as wijkweb/rules/amounts.py. Amounts are BigInt numbers of cents.

const GAP = " \\t\\r\\n\\u00a0\\u2009\\u202f";
const STRIP = new RegExp(`^[${GAP}]+|[${GAP}]+$`, "g");
const AROUND = new RegExp(`^(?:€|eur|euro)?[${GAP}]*([^]*?)[${GAP}]*(?:€|eur|euro)?$`, "i");
const OTHER = /[$£¥]|(?<![a-z])(?:usd|gbp|chf|jpy)(?![a-z])/i;
const MINUS = new RegExp(`^[-−–][${GAP}]*`);
const DASH_CENTS = /[.,](?:-{1,2}|–|—)$/;
const BODIES = [
  /^([0-9]+)(?:[.,]([0-9]+))?$/,
  new RegExp(`^([1-9][0-9]{0,2}(?:[${GAP}'’][0-9]{3})+)(?:[.,]([0-9]+))?$`),
  /^([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?$/,
  /^([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/,
];
const ONE_GROUP = /^([1-9][0-9]{0,2})[.,]([0-9]{3})$/;
const NUMBER = new RegExp(`^[${GAP}]*([0-9]{1,4})(?:[.,]([0-9]{1,2}))?[${GAP}]*$`);

const typed = (cents = null, problem = "", readings = []) => ({ cents, problem, readings });
const inCents = (whole, cents) => BigInt(whole) * 100n + BigInt(cents.padEnd(2, "0") || "0");

/** What was typed: {cents, problem, readings}; no cents and no problem when the field is empty. */
export function readTyped(text) {
  if (OTHER.test(text) && /[0-9]/.test(text)) return typed(null, "currency");
  const stripped = text.replace(STRIP, "");
  const body = stripped.match(AROUND)[1];
  if (!body) return stripped ? typed(null, "not_a_number") : typed();
  const minus = body.match(MINUS);
  if (minus) {
    const rest = readTyped(body.slice(minus[0].length));
    const nothing = rest.problem === "not_a_number" || (!rest.problem && rest.cents === null);
    return typed(null, nothing ? "not_a_number" : "negative");
  }
  const plain = body.replace(DASH_CENTS, ",00");
  const one = plain.match(ONE_GROUP);
  return one ? oneGroup(one[1], one[2]) : read(plain);
}

function oneGroup(head, tail) {
  const thousands = inCents(head + tail, "");
  if (!tail.endsWith("0")) return typed(thousands);
  return typed(null, "ambiguous", [thousands, inCents(head, tail.slice(0, 2))]);
}

function read(body) {
  const match = BODIES.map((pattern) => body.match(pattern)).find(Boolean);
  if (!match) return typed(null, "not_a_number");
  const whole = match[1].replace(/[^0-9]/g, "");
  const cents = match[2] ?? "";
  if (cents.length > 2) return typed(null, "cents");
  if (whole.replace(/^0+/, "").length > 11) return typed(null, "large");
  return typed(inCents(whole, cents));
}

/** A small number such as 1,6 (VTE, a percentage) in hundredths; null when it is none. */
export function readNumber(text) {
  const match = text.match(NUMBER);
  return match ? inCents(match[1], match[2] ?? "") : null;
}

/** Cents as the language writes an amount: 799.494,00 or 799,494.00. */
export function shown(cents, language = "nl") {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=([0-9]{3})+$)/g, ",");
  const text = `${cents < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
  return language === "nl" ? text.replace(/[.,]/g, (sign) => (sign === "." ? "," : ".")) : text;
}
