import assert from "node:assert/strict";
import { test } from "node:test";
import { add, findings, staffLength, staffYears, summary } from "../../wijkweb/dossier/static/dossier/budget.js";

const plan = (yearly, rest = {}) => ({ id: yearly, function: "f", start: "2022-01-01", end: "2025-12-31", yearly, indexation: 0n, ...rest });

test("the staff lines of a real dossier", () => {
  const lines = [8748718n, 5620683n, 5467949n].map((yearly) => plan(yearly));
  const whole = (line) => [...staffYears(line).values()].reduce((sum, cents) => sum + cents, 0n);
  assert.deepEqual(lines.map(whole), [34994872n, 22482732n, 21871796n]);
  assert.deepEqual(staffLength(lines[0]).reduce((above, below) => above / below), 4n);
});

test("half years and indexation", () => {
  const line = plan(1200000n, { start: "2022-07-01", end: "2023-12-31", indexation: 250n });
  assert.deepEqual([...staffYears(line)], [[2022, 600000n], [2023, 1230000n]]);
});

test("a real budget is 506,00 under the highest subsidy, with 21,86 % own money", () => {
  const call = {
    language: "nl", most: "80000000", own: { share: ["1", "5"], base: "total_cost" }, infrastructure: null, years: 4,
    posts: [{ key: "staff", title: "Personeel" }, { key: "operating", title: "Werking" }], bases: { total_cost: "de totale kost" },
    findings: { "subsidy.left": "{left} onder {most}", "own_share.enough": "{share}, {margin} meer" },
  };
  const line = (cents) => ({ row: "operating", post: "operating", label: "", year: 0, cents });
  const payers = [
    { id: "a", kind: "own", lines: [line(22370000n)], staff: [] },
    { id: "b", kind: "funder", lines: [line(600000n)], staff: [8748718n, 5620683n, 5467949n].map((yearly) => plan(yearly)) },
  ];
  const added = add(payers);
  const figures = summary(payers, added, call);
  assert.equal(figures.total, 102319400n);
  assert.deepEqual(findings(payers, added, figures, call), [["note", "506,00 onder 800.000,00"], ["note", "21,86 %, 23.826,50 meer"]]);
});
