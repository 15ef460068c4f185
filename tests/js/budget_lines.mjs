// Adds up budgets from standard input (one a line), for tests/dossier/test_money_live.py.
import { createInterface } from "node:readline";
import { add, findings, staffLength, summary } from "../../wijkweb/dossier/static/dossier/budget.js";

const plain = (value) => {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map(plain);
  return value;
};

for await (const line of createInterface({ input: process.stdin })) {
  const { payers, call } = JSON.parse(line);
  for (const payer of payers) {
    for (const one of payer.lines) one.cents = BigInt(one.cents);
    for (const plan of payer.staff) [plan.yearly, plan.indexation] = [BigInt(plan.yearly), BigInt(plan.indexation)];
  }
  const added = add(payers);
  const figures = summary(payers, added, call);
  const answer = {
    sums: Object.fromEntries([...added.sums].map(([name, cents]) => [name, String(cents)])),
    figures: Object.fromEntries(Object.entries(figures).map(([name, found]) => [name, plain(found)])),
    said: findings(payers, added, figures, call),
    lengths: payers.flatMap((payer) => payer.staff.map((plan) => plain(staffLength(plan)))),
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
