// A budget added up and held against its call: the same rules as wijkweb/rules/{budget,entries,standing}.py.
// Amounts are BigInt numbers of cents, shares are exact fractions [numerator, denominator].

import { shown } from "./amount.js";

const STAFF = "staff";

const days = (year, month) => BigInt(new Date(Date.UTC(year, month, 0)).getUTCDate());
const date = (text) => text.split("-").map(Number);
const before = (one, other) => one.join("-").localeCompare(other.join("-"), undefined, { numeric: true }) < 0;

/** The part of a calendar year that a period covers; a month is a twelfth, a day a part of its month. */
function part(start, end, year) {
  const first = before(start, [year, 1, 1]) ? [year, 1, 1] : start;
  const last = before(end, [year, 12, 31]) ? end : [year, 12, 31];
  const [long, short] = [days(year, first[1]), days(year, last[1])];
  const whole = BigInt(last[1] - first[1] - 1) * long * short;
  return [whole + (long - BigInt(first[2] - 1)) * short + BigInt(last[2]) * long, 12n * long * short];
}

const rounded = (above, below) => (2n * above + below) / (2n * below);

/** The cost of a staff line by year, in cents: {start, end, yearly, indexation (hundredths of a percent)}. */
export function staffYears(plan) {
  const [start, end] = [date(plan.start), date(plan.end)];
  const years = new Map();
  for (let year = start[0]; year <= end[0]; year += 1) {
    const [above, below] = part(start, end, year);
    const times = BigInt(year - start[0]);
    const rise = [(10_000n + plan.indexation) ** times, 10_000n ** times];
    years.set(year, rounded(plan.yearly * above * rise[0], below * rise[1]));
  }
  return years;
}

/** The length of a staff line in years, as a fraction. */
export function staffLength(plan) {
  const [start, end] = [date(plan.start), date(plan.end)];
  let sum = [0n, 1n];
  for (let year = start[0]; year <= end[0]; year += 1) {
    const [above, below] = part(start, end, year);
    sum = [sum[0] * below + above * sum[1], sum[1] * below];
  }
  return sum;
}

/** Every sum of a budget by name, and what the subsidy is spent on by post. */
export function add(payers) {
  const sums = new Map();
  const spent = new Map();
  const plus = (name, cents) => sums.set(name, (sums.get(name) ?? 0n) + cents);
  const put = (payer, post, label, year, cents) => {
    for (const name of ["all", `kind:${payer.kind}`, `payer:${payer.id}`, `post:${post}`]) plus(name, cents);
    plus(`year:${year}`, cents);
    plus(`part:${post}:${payer.id}`, cents);
    const key = JSON.stringify([post, label]);
    if (payer.kind === "funder") spent.set(key, (spent.get(key) ?? 0n) + cents);
  };
  for (const payer of payers) {
    for (const line of payer.lines) {
      if (line.post === STAFF && payer.staff.length) continue;
      put(payer, line.post, line.label, line.year, line.cents);
      plus(`row:${payer.id}:${line.row}`, line.cents);
    }
    for (const plan of payer.staff) {
      for (const [year, cents] of staffYears(plan)) {
        put(payer, STAFF, "", year, cents);
        for (const name of [`row:${payer.id}:${STAFF}`, `cell:${payer.id}:${year}`, `staff:${plan.id}`]) plus(name, cents);
      }
    }
  }
  return { sums, spent };
}

const share = (part, whole) => (whole ? [part, whole] : null);

/** The figures that the clauses ask for; null where the budget does not say. */
export function summary(payers, { sums, spent }, call) {
  const of = (kind) => sums.get(`kind:${kind}`) ?? 0n;
  const known = !payers.some((payer) => payer.kind === "public") || payers.some((payer) => payer.kind === "own");
  const subsidy = payers.length ? of("funder") : null;
  const own = payers.length && known ? of("own") : null;
  const others = own === null ? null : of("public") + of("private");
  const total = own === null ? null : subsidy + own + others;
  const least = call.own && subsidy !== null ? leastOwn(call.own, subsidy, others ?? 0n) : null;
  const built = [...spent].filter(([key]) => call.infrastructure?.posts.includes(JSON.parse(key)[0]));
  return {
    subsidy,
    own,
    others,
    total,
    least_own: least,
    margin: own !== null && least !== null ? own - least : null,
    left: call.most !== null && subsidy !== null ? BigInt(call.most) - subsidy : null,
    own_share_of_total: own === null ? null : share(own, total),
    own_share_of_subsidy: own === null ? null : share(own, subsidy),
    infrastructure_share: call.infrastructure && subsidy ? share(built.reduce((sum, [, cents]) => sum + cents, 0n), subsidy) : null,
  };
}

function leastOwn({ share: [above, below], base }, subsidy, others) {
  const [part, whole] = [BigInt(above), BigInt(below)];
  const beside = base === "total_cost" ? subsidy + others : subsidy;
  const under = base === "subsidy" ? whole : whole - part;
  return (part * beside + under - 1n) / under;
}

/** A fraction as a percentage with at most two decimals: 21,86 %. */
export function percentage([part, whole], language) {
  const hundredths = rounded(part * 10_000n, whole);
  const rest = hundredths % 100n;
  const decimals = rest ? `.${String(rest).padStart(2, "0")}`.replace(/0+$/, "") : "";
  const text = `${hundredths / 100n}${decimals} %`;
  return language === "nl" ? text.replace(".", ",") : text;
}

function years([above, below]) {
  const hundredths = (above * 100n + below - 1n) / below;
  return above % below === 0n ? `${above / below}` : (Number(hundredths) / 100).toFixed(2).replace(/\.?0+$/, "");
}

/** What the clauses say: [severity, sentence], in the order of the server. */
export function findings(payers, added, figures, call) {
  const euro = (cents) => shown(cents, call.language);
  const said = [];
  const tell = (severity, code, facts) =>
    said.push([severity, call.findings[code].replace(/\{(\w+)\}/g, (_, name) => facts[name])]);
  const { subsidy, own, others, left, margin, least_own: least } = figures;
  if (call.most !== null && subsidy === null) tell("warning", "subsidy.unknown", {});
  if (left !== null) {
    const facts = { subsidy: euro(subsidy), most: euro(BigInt(call.most)), left: euro(left), over: euro(-left) };
    tell(left < 0n ? "breach" : "note", left < 0n ? "subsidy.over" : "subsidy.left", facts);
  }
  if (call.own && margin === null) tell("warning", "own_share.unknown", {});
  if (margin !== null) {
    const base = call.own.base === "total_cost" ? own + subsidy + others : call.own.base === "subsidy" ? subsidy : own + subsidy;
    const facts = {
      own: euro(own),
      share: percentage(share(own, base) ?? [0n, 1n], call.language),
      least_share: percentage(call.own.share.map(BigInt), call.language),
      base: call.bases[call.own.base],
      least: euro(least),
      margin: euro(margin),
      short: euro(-margin),
    };
    tell(margin < 0n ? "breach" : "note", margin < 0n ? "own_share.short" : "own_share.enough", facts);
  }
  const found = figures.infrastructure_share;
  if (found && found[0] * BigInt(call.infrastructure.share[1]) > BigInt(call.infrastructure.share[0]) * found[1]) {
    const facts = [found, call.infrastructure.share.map(BigInt)].map((one) => percentage(one, call.language));
    tell("breach", "infrastructure.over", { share: facts[0], most_share: facts[1] });
  }
  const posts = call.posts.map((post) => post.key);
  for (const [key, cents] of added.spent) {
    const [post, label] = JSON.parse(key);
    if (posts.length && !posts.includes(post) && cents) {
      const known = call.posts.map((one) => one.title).join(", ");
      tell("breach", "posts.not_eligible", { label: label || post, amount: euro(cents), known });
    }
  }
  const funded = subsidy ? payers.filter((payer) => payer.kind === "funder" && added.sums.get(`payer:${payer.id}`)) : [];
  for (const plan of call.years ? funded.flatMap((payer) => payer.staff) : []) {
    const length = staffLength(plan);
    if (length[0] <= BigInt(call.years) * length[1]) continue;
    const number = call.language === "nl" ? years(length).replace(".", ",") : years(length);
    tell("breach", "duration.over", { years: number, most: call.years, label: plan.function });
  }
  return said;
}
