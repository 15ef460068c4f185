// What was tapped becomes an item of sync.schema.json. No page, no database.

import { dayOf, daysBetween, MINUTE, mondayOf, partOf, plusDays } from "./clock.js";

export const KINDS = ["direct", "presence", "attempt"];
export const HEADS = ["1", "2", "3-5", "6-10", "10+"];
export const AGES = ["under_16", "16_25", "over_25"];
export const MINUTES = [5, 10, 15, 20, 30, 45, 60];
export const LEVELS = ["team", "city", "flanders"];
export const REASONS = ["leave", "ill", "training", "other_work", "weather", "other"];

/** What is still missing of a choice: "place", "track", "group", "heads" or "". Only a contact needs a head-count. */
export function missing(choice) {
  if (!choice.place) return "place";
  if (!choice.track) return "track";
  if (!choice.group) return "group";
  return choice.kind === "direct" && !choice.heads ? "heads" : "";
}

/** The item of a choice. It belongs to the day on which it began; `begin` is known after a round, else worked out. */
export function contactOf(choice, now) {
  const begin = choice.begin ?? now - choice.minutes * MINUTE;
  const item = {
    v: 1,
    kind: choice.kind,
    place: choice.place,
    track: choice.track,
    group: choice.group,
    date: choice.date || dayOf(begin),
    part: choice.part || partOf(begin),
    minutes: choice.minutes,
  };
  if (choice.workers > 1) item.workers = choice.workers;
  if (choice.heads) item.heads = choice.heads;
  if (choice.ages) item.ages = choice.ages;
  if (choice.again !== undefined && choice.again !== "") item.again = choice.again === "yes";
  if (choice.themes?.length) item.themes = [...choice.themes].slice(0, 8);
  return item;
}

/** The exact time of a choice, or null when another day or part of the day was chosen: then nobody knows it. */
export function timesOf(choice, now) {
  if ((choice.date && choice.date !== dayOf(now)) || choice.part) return null;
  const begin = choice.begin ?? now - choice.minutes * MINUTE;
  return { kind: choice.kind, begin, end: begin + choice.minutes * MINUTE, minutes: choice.minutes };
}

/** The first of the own contacts of the same kind that a new one runs into, or undefined. */
export function overlapping(starts, time) {
  return starts.find((one) => one.kind === time.kind && one.begin < one.end && one.begin < time.end && time.begin < one.end);
}

/** The correction that takes a contact back. */
export function takenBack(item, id) {
  return { ...item, minutes: 0, revises: id };
}

/** Codes that are still offered on a day (R9). */
export function offered(list, day) {
  return (list ?? []).filter((one) => !one.closed || one.closed > day);
}

/** Places in the order of the last visit, the longest ago first; those visited within so many days are left out. */
export function notVisited(places, day, days) {
  const ago = (place) => (place.last ? daysBetween(place.last, day) : Infinity);
  return offered(places, day)
    .filter((place) => ago(place) >= days)
    .sort((a, b) => ago(b) - ago(a) || a.name.localeCompare(b.name));
}

/** Own weeks, the newest first: what the server told, and what still waits on this phone. */
export function ownWeeks(totals, waiting, day) {
  const weeks = new Map((totals?.weeks ?? []).map((week) => [week.monday, { ...week }]));
  for (const { begin, minutes, kind } of waiting) {
    if (kind !== "direct") continue;
    const monday = mondayOf(dayOf(begin));
    const week = weeks.get(monday) ?? { monday, minutes: 0, contacts: 0, nothing: false };
    weeks.set(monday, { ...week, minutes: week.minutes + minutes, contacts: week.contacts + 1 });
  }
  const now = mondayOf(day);
  if (!weeks.has(now)) weeks.set(now, { monday: now, minutes: 0, contacts: 0, nothing: false });
  return [...weeks.values()].sort((a, b) => b.monday.localeCompare(a.monday)).slice(0, 8);
}

/** The Mondays for which "nothing this week" can be said: this week and the one before. */
export function quietMondays(day) {
  const monday = mondayOf(day);
  return [monday, plusDays(monday, -7)];
}
