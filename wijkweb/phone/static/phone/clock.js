// Days and hours of Brussels, and a clock that learns how far this phone is off (R11).

const ZONE = "Europe/Brussels";
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const TIME = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const PARTS = [
  ["early_morning", 5],
  ["morning", 8],
  ["midday", 12],
  ["afternoon", 14],
  ["evening", 18],
  ["night", 23],
];

export const MINUTE = 60_000;
const LONGEST_ANSWER = 2 * MINUTE;
export const LONG_DAY = 24 * 60 * MINUTE;
export const PART_NAMES = PARTS.map(([name]) => name);

/** The local day of an instant, as 2022-03-16. */
export function dayOf(instant) {
  return DAY.format(instant);
}

/** The local time of an instant, as 14:05. */
export function timeOf(instant) {
  return TIME.format(instant);
}

/** The part of the day of an instant. */
export function partOf(instant) {
  const hour = Number(timeOf(instant).slice(0, 2));
  return PARTS.filter(([, from]) => from <= hour).at(-1)?.[0] ?? "night";
}

/** A day so many days later. */
export function plusDays(day, days) {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * LONG_DAY).toISOString().slice(0, 10);
}

/** How many days lie between two days. */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / LONG_DAY);
}

/** The Monday of the ISO week of a day. */
export function mondayOf(day) {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, -((weekday + 6) % 7));
}

/** Minutes rounded to five, at least five and at most a day. */
export function roundMinutes(minutes) {
  return Math.min(1440, Math.max(5, Math.round(minutes / 5) * 5));
}

/**
 * A clock in milliseconds. `learn` takes the server's "now" and the moments of asking and of the answer, and gives
 * the new offset to keep. A clock that was set while it asked measures nothing: it keeps what it knew.
 */
export function makeClock({ wall = Date.now, offset = 0 } = {}) {
  const own = { offset };
  return {
    now: () => wall() + own.offset,
    wall,
    set: (value) => (own.offset = value),
    learn(told, asked, answered) {
      const server = Date.parse(told);
      const taken = answered - asked;
      if (Number.isFinite(server) && taken >= 0 && taken <= LONGEST_ANSWER) own.offset = Math.round(server - (asked + answered) / 2);
      return own.offset;
    },
  };
}
