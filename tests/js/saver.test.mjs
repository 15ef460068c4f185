import assert from "node:assert/strict";
import { test } from "node:test";
import { makeSaver } from "../../wijkweb/dossier/static/dossier/saver.js";
import { makeServer } from "../../wijkweb/dossier/static/dossier/server.js";

function world(answers) {
  const seen = { states: [], sent: [], kept: [], forgotten: [], overtaken: null };
  const timers = new Map();
  let at = 0;
  const clock = {
    setTimeout: (work, wait) => timers.set((at += 1), { work, wait }) && at,
    clearTimeout: (id) => timers.delete(id),
  };
  const field = { text: "" };
  const desk = {
    read: () => field.text,
    tell: (state) => seen.states.push(state),
    overtaken: (answer, texts) => (seen.overtaken = texts),
    done: () => {},
  };
  const copies = { keep: async (copy) => seen.kept.push(copy.text), forget: async (id) => seen.forgotten.push(id) };
  const send = async (body) => {
    seen.sent.push(body);
    const answer = answers.shift() ?? { status: 200, token: body.token + 1 };
    return typeof answer === "function" ? answer(body) : answer;
  };
  const start = { text: "", token: 0, page: "p", place: "who|where", person: "who" };
  const saver = makeSaver({ start, desk, copies, send, clock });
  const run = async () => {
    for (const [id, { work }] of [...timers]) {
      if (timers.delete(id)) await work();
    }
  };
  const type = (text) => {
    field.text = text;
    saver.typed();
  };
  return { seen, saver, type, run, field, timers };
}

test("what is typed is copied, sent, told as saved only after the answer, and forgotten", async () => {
  const { seen, type, run } = world([]);
  type("een");
  assert.deepEqual(seen.states, ["typing"]);
  await run();
  assert.deepEqual(seen.sent.map(({ text, token, sitting }) => [text, token, sitting]), [["een", 0, "p:1"]]);
  assert.deepEqual(seen.states, ["typing", "saving", "saved"]);
  assert.deepEqual(seen.kept, ["een"]);
  assert.deepEqual(seen.forgotten, ["who|where|p"]);
});

test("a save waits two seconds at the most after the last key", () => {
  const { type, timers } = world([]);
  type("een");
  assert.ok([...timers.values()].some(({ wait }) => wait >= 1000 && wait < 2000));
});

test("what is typed while a save is under way is not told as saved", async () => {
  const typesOn = (body) => {
    field.text = "een twee";
    return { status: 200, token: body.token + 1 };
  };
  const { seen, saver, field } = world([typesOn]);
  field.text = "een";
  await saver.save();
  assert.equal(seen.states.at(-1), "typing");
  assert.deepEqual(seen.forgotten, []);
});

for (const [answer, state] of [
  [{ status: 0, reason: "no_link" }, "no_link"],
  [{ status: 401, reason: "signed_out" }, "signed_out"],
  [{ status: 500 }, "server"],
  [{ status: 503 }, "server"],
]) {
  test(`after ${answer.status} it says why, keeps the copy, and tries again`, async () => {
    const { seen, type, run } = world([answer]);
    type("een");
    await run();
    assert.equal(seen.states.at(-1), state);
    assert.deepEqual(seen.forgotten, []);
    assert.ok(seen.kept.includes("een"));
    await run();
    assert.equal(seen.states.at(-1), "saved");
  });
}

test("who was overtaken keeps the text and saves no more until a choice is made", async () => {
  const { seen, saver, type, run, field } = world([{ status: 409, reason: "overtaken", token: 5 }]);
  type("mijn");
  await run();
  assert.deepEqual(seen.overtaken, { mine: "mijn", base: "" });
  type("mijn en meer");
  await run();
  assert.equal(seen.sent.length, 1);
  assert.equal(seen.kept.at(-1), "mijn en meer");
  field.text = "samen";
  await saver.resume({ base: "hun", token: 5 });
  assert.deepEqual([seen.sent.at(-1).text, seen.sent.at(-1).token, seen.sent.at(-1).kind], ["samen", 5, "merge"]);
  assert.equal(seen.states.at(-1), "saved");
});

test("a new session gets a new token; another person is told", async () => {
  const asked = [];
  const answers = (person) => async (address, init) => {
    asked.push([address, init.headers["X-CSRFToken"]]);
    const json = (status, body) => ({ status, headers: { get: () => "application/json" }, json: async () => body });
    if (address === "stand") return json(200, { csrf: "new", person });
    return init.headers["X-CSRFToken"] === "new" ? json(200, { token: 1 }) : json(403, {});
  };
  const own = makeServer({ stand: "stand", csrf: "old", person: "tine" }, answers("tine"));
  assert.equal((await own.send("save", {})).status, 200);
  assert.deepEqual(asked, [["save", "old"], ["stand", "old"], ["save", "new"]]);
  const other = makeServer({ stand: "stand", csrf: "old", person: "tine" }, answers("samir"));
  assert.equal((await other.send("save", {})).reason, "other_person");
});
