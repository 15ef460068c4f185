// Looks for personal data in a short note: the same rules as rules/names.py, held to the same vectors, and the same
// words as rules/names_words.py.

const words = (...lines) => new Set(lines.join(" ").split(" "));

/** words after which a capital is a name */
const CUES = words(
  "heet heten heette genaamd noemt mevr mevrouw meneer mijnheer dhr mr mw meester juf gezin familie fam broer",
  "zus neef nicht tante oom opa oma buurman buurvrouw vriend vriendin collega naam",
);
/** words after which a capital is a house or a people, no person */
const ARTICLES = words("de het een den 't vzw");
/** words that begin a sentence about somebody and are no name */
const STARTERS = words(
  "de het een er hij zij ze we wij ik je jij u men dit dat deze die wie wat waar hier daar niemand iemand",
  "iedereen alles niets jongen jongens meisje meisjes jongere jongeren man vrouw moeder vader mama papa ouder",
  "ouders kind kinderen buur buren gezin familie politie school stad gemeente team groep klant gast vriend",
  "vriendin broer zus zoon dochter oma opa tante oom nicht neef baas huisbaas huurbaas arts dokter huisarts juf",
  "meester tolk coach wijkagent agent sporthal opvang niet ook nu dan toen soms vaak vandaag gisteren morgen",
  "bewoner jeugd mevrouw meneer mijnheer alleen geen veel enkele sommige elke ieder nog al zo wel misschien",
  "sinds tijdens vanaf in op aan bij voor na met zonder door over om als wanneer omdat want maar en of tot",
  "tussen volgens per naar van uit binnen buiten achter naast onder boven",
);
/** endings of Dutch nouns */
const ENDINGS = words("er ing heid tie schap ster aar ent eur ist kracht dienst huis plein straat werk club");
/** what a single person does */
const VERBS = words(
  "zei zegt vertelt vertelde vraagt vroeg wil wilde woont woonde heeft had is was komt kwam gaat ging krijgt",
  "kreeg zoekt zocht moet kan kon mag werkt werkte slaapt belt belde durft weet werd zit zat loopt speelt",
);
/** first names that are no Dutch words */
const FIRST_NAMES = words(
  "ahmed mohamed muhammad ali yusuf youssef ibrahim mustafa mehmet hasan hassan omar bilal hamza emir emre",
  "fatma fatima ayse aisha elif zeynep esra meryem hatice emine khadija samira nadia amina yasmine ivan georgi",
  "dimitar stefan petar nikolay plamen yordan todor maria elena silvia kevin jan piet pieter joris tom lars",
  "noah lucas emma louise sofie sarah ann anja karin jef luc marc dirk wim bart",
);
/** beginnings of capitals that are no person: peoples, tongues, towns, channels */
const STEMS = words(
  "turks bulgaar slovaak slowaak nederland vlaams vlaand vlaming engels duits marokk arabi afgha ghanes roemeen",
  "roemeens oekra somali albane koerdi spaans europ afrik brussel antwerp kortrijk oostend brugge mechel leuven",
  "hasselt sint- facebook whatsapp instagram snapchat tiktok youtube islam moslim suikerfeest offerfeest",
  "sinterklaas",
);
/** capitals that are no person, whole */
const PLAIN = words(
  "turk turken roma belg belgen belgië belgisch belgische frans franse fransen arabier arabieren pool poolse",
  "polen pools spanje italië italiaans italiaanse syrië syrisch syriër syriërs ghana gent gents gentse aalst",
  "genk christen christenen christelijk christelijke jood joden joods ramadan kerst kerstmis nieuwjaar pasen",
  "carnaval google teams maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart",
  "april mei juni juli augustus september oktober november december",
);
/** what is counted after a street: no house number */
const COUNTS = words("keer uur man maal min minuten meter procent euro personen jeugd x");
/** words that stand after a house number */
const BESIDE = words(
  "boven beneden binnen buiten tegen tussen langs sinds samen alleen toen maanden weken dagen jaren naast",
);
/** months */
const MONTHS = words("januari februari maart april mei juni juli augustus september oktober november december");
/** what a street ends with */
const STREETS = words(
  "straat straatje laan steenweg dreef kaai lei steeg baan singel vest weg plein park hof dok gracht markt",
);
/** where people have a handle */
const SOCIAL = words("insta instagram snap snapchat tiktok facebook fb telegram discord");

const any = (list) => [...list].sort().join("|");
const WORD = /\p{L}(?:\p{L}|['’-](?=\p{L}))*/gu;
const MAIL = /[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;
const RRN = /(?<![0-9])[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[-. ]?[0-9]{3}[-. ]?[0-9]{2}(?![0-9])/g;
const DATE = new RegExp(
  `(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01])(?:[-/. ](?:0?[1-9]|1[0-2])[-/. ]|\\.? (?:${any(MONTHS)})\\.? )([0-9]{4}|[0-9]{2})(?![0-9])`,
  "gi",
);
const PHONE = /(?<![0-9+])(?:(?:\+|00)[1-9][0-9]{0,2}|0)(?:[ ./()-]{0,3}[0-9]){7,13}(?![0-9])/g;
const AT = /(?<![A-Za-z0-9._])@[A-Za-z0-9_][A-Za-z0-9._]*[A-Za-z0-9_]/g;
const HANDLE = new RegExp(
  `(?<![A-Za-z])(?:${any(SOCIAL)})(?: is)?[:=]? *((?=[A-Za-z0-9._]*[A-Za-z])(?=[A-Za-z0-9._]*[0-9_])[A-Za-z0-9._]*[A-Za-z0-9_])(?![A-Za-z0-9])`,
  "gid",
);
const ADDRESS = new RegExp(`\\p{L}(?:\\p{L}|-)*(?:${any(STREETS)}) ([0-9]{1,4}[A-Za-z]?)(?![A-Za-z0-9])`, "giu");
const BORN = /(?:geboren|geb\.?|geboortedatum|°|born)[^.!?]{0,25}$/i;
const LAST_BIRTH = 2015;
const LETTER = /\p{L}/u;

const span = (match) => [match.index, match.index + match[0].length];
const digits = (text) => text.replace(/[^0-9]/g, "");
const meets = (start, end, spans) => spans.some(([from, to]) => start < to && from < end);
const all = (pattern, text, good = () => true) => [...text.matchAll(pattern)].filter(good).map(span);

function isAccount([text]) {
  const plain = text.replaceAll(" ", "");
  let rest = 0;
  for (const letter of plain.slice(4) + plain.slice(0, 4)) rest = Number(String(rest) + parseInt(letter, 36)) % 97;
  return rest === 1;
}

function isRegisterNumber([text]) {
  const all = digits(text);
  const [first, check] = [all.slice(0, 9), Number(all.slice(9))];
  const good = check === 97 - (Number(first) % 97) || check === 97 - (Number(`2${first}`) % 97);
  return good && Number(all.slice(2, 4)) % 20 <= 12 && Number(all.slice(4, 6)) <= 31;
}

function isBirth(match) {
  const year = Number(match[1]);
  return (match[1].length === 4 && year > 1900 && year <= LAST_BIRTH) || BORN.test(match.input.slice(0, match.index));
}

function phones(text) {
  const days = all(DATE, text);
  return all(PHONE, text, (match) => {
    const number = digits(match[0]).length;
    const abroad = match[0].startsWith("+") || match[0].startsWith("00");
    return !meets(...span(match), days) && number >= 9 && number <= (abroad ? 15 : 10);
  });
}

function isAddress(match) {
  const rest = match.input.slice(match.index + match[0].length);
  const after = rest.startsWith(" ") ? [...rest.slice(1).matchAll(WORD)][0] : undefined;
  const word = after?.index === 0 ? after[0].toLowerCase() : "";
  return !(COUNTS.has(word) || (word.length > 3 && !BESIDE.has(word) && (word.endsWith("en") || word.endsWith("s"))));
}

const HARD = {
  mail: (text) => all(MAIL, text),
  iban: (text) => all(IBAN, text, isAccount),
  rrn: (text) => all(RRN, text, isRegisterNumber),
  birth: (text) => all(DATE, text, isBirth),
  phone: phones,
  handle: (text) => [...all(AT, text), ...[...text.matchAll(HANDLE)].map((match) => match.indices[1])],
  address: (text) => all(ADDRESS, text, isAddress),
};

/** What is personal in a note, in the order of the text: {kind, start, end, hard}. Vocabulary is nobody's name. */
export function scan(text, vocabulary = []) {
  const found = [];
  for (const [kind, look] of Object.entries(HARD)) {
    for (const [start, end] of look(text)) {
      if (!found.some((one) => start < one.end && one.start < end)) found.push({ kind, start, end, hard: true });
    }
  }
  const taken = [...found.map((one) => [one.start, one.end]), ...known(text, vocabulary)];
  found.push(...names(text, taken).map(([start, end]) => ({ kind: "name", start, end, hard: false })));
  return found.sort((a, b) => a.start - b.start);
}

function known(text, vocabulary) {
  const low = text.toLowerCase();
  const spans = [];
  for (const phrase of new Set(vocabulary.map((one) => one.trim().toLowerCase()))) {
    for (let at = phrase ? low.indexOf(phrase) : -1; at >= 0; at = low.indexOf(phrase, at + 1)) {
      const end = at + phrase.length;
      if (!LETTER.test(low.charAt(at - 1)) && !LETTER.test(low.charAt(end))) spans.push([at, end]);
    }
  }
  return spans;
}

function names(text, taken) {
  const words = [...text.matchAll(WORD)];
  const found = [];
  words.forEach((match, number) => {
    const [start, end] = span(match);
    const last = found.at(-1);
    const follows = Boolean(last) && text.slice(last[1], start) === " ";
    if (meets(start, end, taken) || !isName(text, words, number, follows)) return;
    if (follows) last[1] = end;
    else found.push([start, end]);
  });
  return found;
}

function isName(text, words, number, follows) {
  const [word] = words[number];
  const low = word.toLowerCase();
  if (!/^\p{Lu}/u.test(word) || word.length < 2 || word === word.toUpperCase() || PLAIN.has(low)) return false;
  if ([...STEMS].some((stem) => low.startsWith(stem))) return false;
  const before = number ? words[number - 1] : null;
  const said = before ? before[0].toLowerCase() : "";
  if (follows || CUES.has(said)) return true;
  const gap = before ? text.slice(span(before)[1], words[number].index) : "";
  if (before && !/[.!?\n]/.test(gap)) return !ARTICLES.has(said);
  return FIRST_NAMES.has(low) || beginsAsPerson(low, words, number);
}

/** At the start of a sentence everything has a capital: what comes after tells. */
function beginsAsPerson(low, words, number) {
  if (STARTERS.has(low) || [...ENDINGS].some((ending) => low.endsWith(ending))) return false;
  const [after, second] = words.slice(number + 1, number + 3).map((match) => match[0].toLowerCase());
  return VERBS.has(after) || (after === "en" && (second === "haar" || second === "zijn"));
}
