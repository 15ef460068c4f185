// Days, weeks and parts of a day in Brussels, by a clock that the server puts right (R11).

const ZONE = "Europe/Brussels";
const PARTS = [[5, "night"], [8, "early_morning"], [12, "morning"], [14, "midday"], [18, "afternoon"], [22, "evening"], [24, "night"]];

const day = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const hour = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "numeric", hourCycle: "h23" });

/** The local day of a moment, as 2022-03-16. */
export const dayOf = (time) => day.format(new Date(time));

/** The part of the day of a moment. */
export const partOf = (time) => PARTS.find(([before]) => Number(hour.format(new Date(time))) < before)[1];

/** The Monday of the week of a day, so many weeks back. */
export function mondayOf(text, back = 0) {
  const date = new Date(`${text}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7) - 7 * back);
  return date.toISOString().slice(0, 10);
}

/** How many days lie between two days. */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
