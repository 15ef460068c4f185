// The words of the app in the language of its worker. Dutch comes with the page, English when it is asked for.

import { nl } from "./nl.js";

let words = nl;
let language = "nl";

/** Takes a language; the other catalogue is one request, kept by the worker of the page. */
export async function speak(code) {
  words = code === "en" ? (await import("./en.js")).en : nl;
  language = code === "en" ? "en" : "nl";
  document.documentElement.lang = language;
}

export const spoken = () => language;

/** The sentence of a key with its blanks filled: t("waiting", {number: 3}). `key_1` is for a number of one. */
export function t(key, facts = {}) {
  const own = facts.number === 1 ? words[`${key}_1`] : undefined;
  return (own ?? words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

/** The label of a code of a list in this language. */
export function label(one) {
  return one ? one[language] || one.nl : "";
}

/** A day in words: today, yesterday, or like wo 16 maart. */
export function dayWords(day, today, yesterday) {
  if (day === today) return t("today_word");
  if (day === yesterday) return t("yesterday");
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "nl-BE", { weekday: "short", day: "numeric", month: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T12:00:00Z`));
}

/** Minutes as hours: 95 is 1 u 35. */
export function hourWords(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return t("minutes_short", { minutes: rest });
  return rest ? t("hours_minutes", { hours, minutes: String(rest).padStart(2, "0") }) : t("hours", { hours });
}
