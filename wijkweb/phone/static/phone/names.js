// Personal data in a short text, found on the phone before it is kept. The same rules as wijkweb/rules/names.py.

const NAME = "[A-ZÀ-ÖØ-Þ][\\p{L}\\p{N}_'’-]+";
const PLAIN = "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]+";
const W = "[\\p{L}\\p{N}_]";
const SMALL = "(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Ee]l|[Bb]en)";
const words = (text) => new Set(text.split(" "));

const NUMBER = /(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]{0,3}\d{3}[ .-]{0,3}\d{2}(?!\d)/gu;
const PHONE =
  /(?<![\d+])(?<!\d[ .-])(?:(?:\+|00)[1-9]\d[ ./]?(?:\(0\))?[ ./]?\d(?:[ ./-]?\d){6,9}|0[1-9](?:[ ./-]?\d){7,8})(?!\d)/gu;
const MAIL = new RegExp(`[\\p{L}\\p{N}_.+-]+@[\\p{L}\\p{N}_-]+\\.[\\p{L}\\p{N}_.-]*${W}`, "gu");
const IBAN = new RegExp(`(?<!${W})[A-Za-z]{2}\\d{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,3})?(?!${W})`, "gu");
const HANDLE = new RegExp(`(?<![\\p{L}\\p{N}_.])@[A-Za-z_][\\p{L}\\p{N}_.]{2,}`, "gu");
const ADDRESS = new RegExp(
  `(?<!${W})[A-Z][\\p{L}\\p{N}_'-]*(?:straat|laan|plein|weg|steenweg|dreef|kaai|lei|dijk|baan|hof|park|singel|vest|markt|gang)(?: nr\\.?)? \\d{1,4}(?: ?[A-Za-z](?!${W}))?`,
  "gu",
);
const BIRTH = new RegExp(
  `(?<!${W})(?:geboren|geb\\.?|°|born)(?: (?:op|in|te|on))? ?(?:\\d{1,2}[ ./-]\\d{1,2}[ ./-]\\d{2,4}|\\d{1,2} [a-z]+ \\d{4}|\\d{4})`,
  "gu",
);
const CUE = new RegExp(
  `(?<!${W})(?:[Hh]eet|[Nn]oemt zich|[Nn]aam is|[Nn]aam:|[Mm]evr\\.?|[Mm]evrouw|[Mm]eneer|[Mm]ijnheer|[Dd]hr\\.?|[Jj]uf|[Mm]eester|[Gg]ebeld met|[Gg]esproken met|[Vv]riend|[Bb]roer|[Zz]us|[Nn]eef|[Nn]icht|[Zz]oon|[Dd]ochter|[Mm]oeder|[Vv]ader|[Ff]amilie) (?:van )?(${NAME}(?: (?:[Vv]an |[Dd]e |[Dd]er |[Dd]en |[Ee]l |[Bb]en )*${NAME})*)`,
  "dgu",
);
const CAPITAL = new RegExp(`(?<![\\p{L}\\p{N}_@.])${PLAIN}(?: (?:${SMALL} )*${PLAIN})*(?!${W})`, "gu");
const START = /(?:^|[.!?:;]\s+|\n\s*|["“(]\s*|- )$/u;
const DOES = /^ (?:wil|heeft|zegt|vraagt|kwam|woont|belde|zoekt|durft|kreeg|vertelt|weet|slaapt|huilt|lacht) /u;
const COMMON = words(
  "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september oktober november december ramadan kerst pasen suikerfeest offerfeest vlaanderen vlaams vlaamse belgië belgisch belgische brussel gent gents gentse antwerpen europa europees bulgarije bulgaars bulgaarse bulgaren turkije turks turkse turken roma slowaaks slowaakse nederlands nederlandse frans franse engels engelse arabisch arabische marokko marokkaans marokkaanse vdab ocmw cpas clb ckg caw wzc facebook instagram tiktok whatsapp snapchat google excel word teams corona covid lijn nmbs stad wijk vda vzw jong straathoekwerk samenlevingsopbouw",
);
const STARTERS = words(
  "de het een er dit dat deze die veel weinig geen niet nu vandaag gisteren morgen jongeren ouders buren bewoners kinderen iedereen niemand iemand wie wat waar wanneer hoe waarom we wij ze zij hij ik jullie men als na voor door met zonder tijdens bij in op aan uit over onder tussen ook maar want toch weer nog alles alle enkele sommige meisjes jongens vrouwen mannen groep school werk plein park speelplein buurt straat politie",
);
const BETWEEN = words("van de der den el ben");

const HARD = [["mail", MAIL], ["number", NUMBER], ["birth", BIRTH], ["phone", PHONE], ["handle", HANDLE], ["address", ADDRESS]];

/** What in a text may be personal data: {kind, start, end, hard}, in its order. */
export function scan(text, vocabulary = []) {
  const taken = [];
  const take = (kind, start, end, hard) => {
    if (taken.every((other) => end <= other.start || start >= other.end)) taken.push({ kind, start, end, hard });
  };
  const known = new Set(vocabulary.flatMap((name) => name.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []));
  for (const [kind, start, end] of hard(text, known)) take(kind, start, end, true);
  for (const [start, end] of names(text, known)) take("name", start, end, false);
  return taken.sort((one, other) => one.start - other.start);
}

/** The text with each possible name replaced by [naam]. */
export function masked(text, vocabulary = []) {
  for (const found of scan(text, vocabulary).reverse()) {
    if (!found.hard) text = `${text.slice(0, found.start)}[naam]${text.slice(found.end)}`;
  }
  return text;
}

function isNumber(text) {
  const digits = text.replace(/\D/g, "");
  const first = digits.slice(0, 9);
  const check = Number(digits.slice(9));
  return digits.length === 11 && [97 - (Number(first) % 97), 97 - (Number(`2${first}`) % 97)].includes(check);
}

/** How much of a text is an account number: words behind it may look like a part of it. */
function iban(text) {
  while (text.length >= 15) {
    const plain = text.replace(/[ .-]/g, "").toUpperCase();
    let rest = 0;
    for (const letter of plain.slice(4) + plain.slice(0, 4)) {
      for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97;
    }
    if (rest === 1) return text.length;
    text = text.slice(0, Math.max(text.lastIndexOf(" "), text.lastIndexOf("."), text.lastIndexOf("-"), 0));
  }
  return 0;
}

function* hard(text, known) {
  for (const match of text.matchAll(IBAN)) {
    const size = iban(match[0]);
    if (size) yield ["iban", match.index, match.index + size];
  }
  for (const [kind, pattern] of HARD) {
    for (const match of text.matchAll(pattern)) {
      if (kind === "number" && !isNumber(match[0])) continue;
      if (kind === "address" && allKnown(match[0].split(" ")[0], known)) continue;
      yield [kind, match.index, match.index + match[0].length];
    }
  }
}

function* names(text, known) {
  for (const match of text.matchAll(CUE)) {
    const [start, end] = match.indices[1];
    if (!allKnown(match[1], known)) yield [start, end];
  }
  for (const match of text.matchAll(CAPITAL)) {
    let start = match.index;
    const end = start + match[0].length;
    if (START.test(text.slice(0, start))) {
      const first = match[0].split(" ")[0];
      const alone = first === match[0];
      if (alone && (STARTERS.has(first.toLowerCase()) || !DOES.test(text.slice(end)))) continue;
      const rest = match[0].slice(first.length);
      if (!alone && (STARTERS.has(first.toLowerCase()) || allKnown(rest, known))) start += first.length + 1;
    }
    if (!allKnown(text.slice(start, end), known)) yield [start, end];
  }
}

function allKnown(name, known) {
  const parts = (name.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !BETWEEN.has(word));
  return parts.every((word) => known.has(word) || COMMON.has(word));
}
