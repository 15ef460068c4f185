import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { dayOf, daysBetween, makeClock, mondayOf, partOf, plusDays, roundMinutes, timeOf } from "../../wijkweb/phone/static/phone/clock.js";
import { contactOf, missing, notVisited, offered, overlapping, ownWeeks, takenBack, timesOf } from "../../wijkweb/phone/static/phone/contact.js";
import { en } from "../../wijkweb/phone/static/phone/en.js";
import { codeFrom } from "../../wijkweb/phone/static/phone/frame.js";
import { scan } from "../../wijkweb/phone/static/phone/names.js";
import { nl } from "../../wijkweb/phone/static/phone/nl.js";
import { fits } from "./phone_schema.mjs";

const FOLDER = new URL("../../wijkweb/phone/static/phone/", import.meta.url);
const VECTORS = JSON.parse(readFileSync(new URL("../rules/names.json", import.meta.url)));
const LATE = Date.parse("2022-03-16T23:10:00Z"); // 00:10 in Brussels, the day after
const CHOICE = { kind: "direct", place: "aaaabbbbcccc", track: "rust", group: "jongeren", minutes: 30, heads: "3-5", workers: 1, again: "", themes: [] };

test("both languages have the same sentences with the same blanks", () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(nl).sort());
  const blanks = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const key of Object.keys(nl)) assert.deepEqual(blanks(en[key]), blanks(nl[key]), key);
});

test("every sentence that a screen asks for is there", () => {
  const asked = readdirSync(FOLDER).filter((name) => name.endsWith(".js"))
    .flatMap((name) => [...readFileSync(new URL(name, FOLDER), "utf8").matchAll(/\bt\("(\w+)"/g)].map(([, key]) => key));
  assert.ok(asked.length > 80);
  assert.deepEqual(asked.filter((key) => !(key in nl)), []);
});

test("a contact belongs to the day in Brussels on which it began", () => {
  const item = contactOf(CHOICE, LATE);
  assert.deepEqual([item.date, item.part], ["2022-03-16", "night"]);
  assert.deepEqual([dayOf(LATE), timeOf(LATE), partOf(LATE)], ["2022-03-17", "00:10", "night"]);
  fits("item", item);
});

test("an item carries only what was chosen, and fits the schema with everything chosen", () => {
  assert.deepEqual(Object.keys(contactOf(CHOICE, LATE)), ["v", "kind", "place", "track", "group", "date", "part", "minutes", "heads"]);
  const full = contactOf({ ...CHOICE, workers: 3, ages: "16_25", again: "no", themes: ["werk"], date: "2022-03-01", part: "morning" }, LATE);
  fits("item", full);
  assert.deepEqual([full.workers, full.again, full.date, full.part], [3, false, "2022-03-01", "morning"]);
  fits("item", takenBack(full, "00000000-0000-4000-8000-000000000000"));
  assert.throws(() => fits("item", { ...full, note: "x" }));
});

test("only a contact needs a head-count", () => {
  assert.equal(missing({ ...CHOICE, heads: "" }), "heads");
  assert.equal(missing({ ...CHOICE, heads: "", kind: "attempt" }), "");
  assert.deepEqual(["place", "track", "group"].map((name) => missing({ ...CHOICE, [name]: "" })), ["place", "track", "group"]);
});

test("two own contacts of one kind that run into each other are told, and neighbours are not", () => {
  const first = timesOf(CHOICE, LATE);
  const clash = (minutes, changes = {}) => overlapping([first], timesOf({ ...CHOICE, ...changes }, LATE + minutes * 60_000));
  assert.deepEqual([clash(29), clash(30), clash(29, { kind: "presence" })], [first, undefined, undefined]);
  assert.equal(timesOf({ ...CHOICE, part: "morning" }, LATE), null);
  // of another day nobody knows the time
  assert.equal(overlapping([{ ...first, begin: first.end - 1, end: first.end - 1 }], first), undefined);
});

test("a round is rounded to five minutes, at least five", () => {
  assert.deepEqual([0.2, 7.4, 7.6, 62, 9999].map(roundMinutes), [5, 5, 10, 60, 1440]);
});

test("R9 a code that was closed is offered up to its day, and never taken away", () => {
  const list = [{ key: "a", closed: null }, { key: "b", closed: "2022-03-16" }];
  assert.deepEqual([offered(list, "2022-03-15").length, offered(list, "2022-03-16").length, list.length], [2, 1, 2]);
});

test("own weeks add what waits to what the server told; presence is no contact", () => {
  const totals = { weeks: [{ monday: "2022-03-14", minutes: 60, contacts: 2, nothing: false }], signals: 0 };
  const begin = Date.parse("2022-03-15T10:00:00Z");
  const waiting = [{ begin, minutes: 30, kind: "direct" }, { begin, minutes: 30, kind: "presence" }];
  assert.deepEqual(ownWeeks(totals, waiting, "2022-03-22"), [
    { monday: "2022-03-21", minutes: 0, contacts: 0, nothing: false },
    { monday: "2022-03-14", minutes: 90, contacts: 3, nothing: false },
  ]);
});

test("places that were not visited: the longest ago first, never before all", () => {
  const places = [["a", "2022-03-10"], ["b", null], ["c", "2022-03-15"], ["d", "2022-02-01"]].map(([name, last]) => ({ name, last, closed: null }));
  assert.deepEqual(notVisited(places, "2022-03-17", 7).map(({ name }) => name), ["b", "d", "a"]);
});

test("days and weeks hold over the change to summer time", () => {
  assert.deepEqual([plusDays("2022-03-26", 2), daysBetween("2022-03-26", "2022-03-28")], ["2022-03-28", 2]);
  assert.deepEqual(["2022-03-27", "2022-03-28", "2022-01-01"].map(mondayOf), ["2022-03-21", "2022-03-28", "2021-12-27"]);
});

test("a clock that hears nonsense keeps its offset", () => {
  const clock = makeClock({ wall: () => 1000, offset: 5 });
  assert.deepEqual([clock.learn("gisteren", 0, 0), clock.now()], [5, 1005]);
});

test("a clock that was set while it asked keeps its offset", () => {
  const clock = makeClock({ wall: () => 1000, offset: 5 });
  const told = "2022-03-16T12:00:00Z";
  const asked = Date.parse(told) - 14 * 86_400_000;
  assert.equal(clock.learn(told, asked, Date.parse(told)), 5);
  assert.equal(clock.learn(told, Date.parse(told) + 3_600_000, Date.parse(told)), 5);
  assert.equal(clock.learn(told, asked, asked + 1000), 14 * 86_400_000 - 500);
});

test("the code of the square code goes out of the address at once", () => {
  const gone = [];
  const past = { replaceState: (...words) => gone.push(words[2]) };
  assert.equal(codeFrom({ hash: "#code=ABCD2345", pathname: "/telefoon/" }, past), "ABCD2345");
  assert.equal(codeFrom({ hash: "#code=<script>", pathname: "/telefoon/" }, past), "");
  assert.equal(codeFrom({ hash: "", pathname: "/telefoon/" }, past), "");
  assert.deepEqual(gone, ["/telefoon/", "/telefoon/"]);
});

test("the scan on the phone finds exactly what the scan at the door finds", () => {
  for (const { text, found } of [...VECTORS.tuning, ...VECTORS.held_out]) {
    assert.deepEqual(scan(text, VECTORS.vocabulary).map((one) => [one.kind, one.start, one.end, one.hard]), found, text);
  }
});

test("the scan of a note takes less than five milliseconds", () => {
  const notes = [...VECTORS.tuning, ...VECTORS.held_out];
  const begin = performance.now();
  for (let round = 0; round < 20; round += 1) for (const { text } of notes) scan(text, VECTORS.vocabulary);
  const each = (performance.now() - begin) / 20 / notes.length;
  console.log(`# scan: ${each.toFixed(3)} ms a note`);
  assert.ok(each < 5);
});
