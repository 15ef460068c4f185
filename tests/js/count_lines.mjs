// Counts texts from standard input (one JSON text a line), for tests/rules/test_words.py.
import { createInterface } from "node:readline";
import { count } from "../../wijkweb/commons/static/commons/words.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { text, unit, own_table: ownTable } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(count(text, { unit, ownTable }))}\n`);
}
