// What a contact is before it is sealed: presets, minutes, the item; and the exact times, which only the phone has.

import { dayOf, partOf } from "./clock.js";

export const KINDS = ["direct", "presence", "attempt"];
export const MINUTES = [5, 10, 15, 20, 30, 45, 60, 90];
export const HEADS = ["1", "2", "3-5", "6-10", "10+"];
export const AGES = ["under_16", "16_25", "over_25"];
const SPAN_DAYS = 14;

/** A new form: the last place, track, group and minutes stand ready, so that a repeat contact is two taps. */
export function freshContact(last = {}, lists = {}) {
  const open = (name, key) => lists[name]?.find((code) => code.key === key && !code.closed)?.key;
  const first = (name) => lists[name]?.find((code) => !code.closed)?.key;
  return {
    id: null,
    kind: "direct",
    place: last.place ?? null,
    track: open("tracks", last.track) ?? first("tracks"),
    group: open("groups", last.group) ?? first("groups"),
    minutes: last.minutes ?? 15,
    heads: null,
    workers: 1,
    ages: null,
    again: null,
    themes: [],
    day: 0,
  };
}

/** What still lacks before a contact can be saved: "place", "heads", or "". */
export function lacking(form) {
  if (!form.place) return "place";
  return form.kind === "direct" && !form.heads ? "heads" : "";
}

/** When a contact began and ended: it ends now, or on an earlier day at this hour. */
export function spanOf(form, now) {
  const end = now - form.day * 86_400_000;
  return { start: end - form.minutes * 60_000, end };
}

/** The item of a form; a contact belongs to the day on which it began, and to no clock time (I1). */
export function itemOf(form, now) {
  const { start } = spanOf(form, now);
  const item = {
    v: 1,
    kind: form.kind,
    place: form.place,
    track: form.track,
    group: form.group,
    date: dayOf(start),
    part: partOf(start),
    minutes: form.minutes,
  };
  if (form.workers > 1) item.workers = form.workers;
  if (form.heads) item.heads = form.heads;
  if (form.ages) item.ages = form.ages;
  if (form.again !== null) item.again = form.again;
  if (form.themes.length) item.themes = [...form.themes].sort();
  return item;
}

/** The contact that takes another back: the same, with no minutes, under an id of its own. */
export const takenBack = (item, id) => ({ ...item, minutes: 0, revises: id });

/** Whether a contact overlaps with an own one that the phone still knows the times of (I2). */
export const overlaps = (span, spans) => spans.some((one) => span.start < one.end && one.start < span.end);

/** The spans that are kept: those of the last 14 days. */
export const recentSpans = (spans, now) => spans.filter((one) => one.end > now - SPAN_DAYS * 86_400_000);

/** The minutes of a round, from start to stop, in steps of five; at least five, at most a day. */
export function roundMinutes(start, stop) {
  return Math.min(Math.max(Math.round((stop - start) / 300_000) * 5, 5), 1440);
}

/** Places in the order in which they are wanted: the last used first, then by name; closed ones are not offered. */
export function offered(places, used, today) {
  const rank = (place) => {
    const at = used.indexOf(place.id);
    return at < 0 ? used.length : at;
  };
  return places
    .filter((place) => !place.closed || place.closed >= today)
    .sort((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}
