// Reads amounts from standard input (one JSON text a line), for tests/rules/test_amounts.py.
import { createInterface } from "node:readline";
import { readNumber, readTyped } from "../../wijkweb/dossier/static/dossier/amount.js";

const euro = (cents) => (cents === null ? null : `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`);

for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  const { cents, problem, readings } = readTyped(text);
  process.stdout.write(`${JSON.stringify([euro(cents), problem, readings.map(euro), euro(readNumber(text))])}\n`);
}
