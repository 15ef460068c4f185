import assert from "node:assert/strict";
import { test } from "node:test";
import { life } from "./phone_interleave.mjs";

const WHOLE = process.env.WIJKWEB_FAULTS === "whole";
const LIVES = WHOLE ? 1000 : 100;
const SEED = 20220316;

async function lives(number, twist) {
  const sum = { made: 0, hit: 0, saved: 0, arrived: 0, harm: [] };
  for (let one = 0; one < number; one += 1) {
    const told = await life(SEED + one, twist);
    for (const name of ["made", "hit", "saved", "arrived"]) sum[name] += told[name];
    if (told.harm.length) sum.harm.push(`${SEED + one}: ${told.harm.join("; ")}`);
  }
  return sum;
}

test(`R19 ${LIVES} interleavings of tab kill, timeout after commit, two tabs, clock, full disk and update in mid-form`, async () => {
  const begin = performance.now();
  const sum = await lives(LIVES);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`# R19: ${LIVES} interleavings, ${sum.made} faults, ${sum.hit} hit, ${sum.saved} saved, ${sum.arrived} arrived, ${sum.harm.length} with harm, ${seconds} s`);
  assert.deepEqual(sum.harm, []);
  assert.ok(sum.hit >= sum.made * 0.6, `only ${sum.hit} of ${sum.made} faults hit`);
  assert.ok(sum.saved > LIVES * 2);
});

const TWINS = {
  "rows leave the phone when they are sent, without a receipt": {
    change(queue, store) {
      const { take } = queue;
      queue.take = async (most) => {
        const rows = await take(most);
        await queue.settle(rows.map(({ id }) => id), []);
        return rows;
      };
    },
  },
  "an id is made at each tap on save": {
    change(queue) {
      const { save } = queue;
      queue.save = (id, ...rest) => save(queue.newId(), ...rest);
    },
  },
  "undo does not ask whether the row was sent": {
    change(queue, store) {
      queue.undo = (id) => store.write(["rows"], (tx, give) => (tx.objectStore("rows").delete(id), give("removed")));
    },
  },
};

for (const [name, twist] of Object.entries(TWINS)) {
  test(`the twin does harm: ${name}`, async () => {
    const number = LIVES / 5;
    const sum = await lives(number, twist);
    console.log(`# twin (${name}): harm in ${sum.harm.length} of ${number}`);
    assert.ok(sum.harm.length > 0);
  });
}
