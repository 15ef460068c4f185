import assert from "node:assert/strict";
import { test } from "node:test";
import { makeKeeper } from "../../wijkweb/report/static/report/minutes.js";

function world({ text = "", token = "1", kept = {}, answers = [] } = {}) {
  const field = { id: "a", text, seen: token };
  Object.assign(field, {
    read: () => field.text,
    write: (value) => (field.text = value),
    token: () => field.seen,
    renew: (value) => (field.seen = String(value)),
  });
  const store = new Map(Object.entries(kept));
  const copies = { get: (id) => store.get(id), set: (id, copy) => store.set(id, copy), drop: (id) => store.delete(id) };
  const sent = [];
  const told = [];
  const send = async (items) => (sent.push(items), answers.shift() ?? { status: 200, tokens: { a: 2 }, overtaken: [] });
  const clock = { setTimeout: () => 1, clearTimeout: () => {} };
  const keeper = makeKeeper({ fields: [field], copies, send, tell: (word) => told.push(word), clock });
  return { field, store, sent, told, keeper };
}

function type(at, text) {
  at.field.text = text;
  at.keeper.typed(at.field);
}

test("what is typed is kept at once, sent, and its copy goes once the server has it", async () => {
  const at = world();
  type(at, "Licht");
  assert.deepEqual(at.store.get("a"), { text: "Licht", token: "1" });
  await at.keeper.save();
  assert.deepEqual(at.sent, [{ a: { text: "Licht", token: "1" } }]);
  assert.equal(at.field.seen, "2");
  assert.equal(at.store.size, 0);
  await at.keeper.save();
  assert.equal(at.sent.length, 1);
});

test("a session that ended and a lost connection keep the copy", async () => {
  for (const [status, word] of [[401, "signed_out"], [0, "no_link"]]) {
    const at = world({ answers: [{ status }] });
    type(at, "Licht");
    await at.keeper.save();
    assert.equal(at.told.at(-1), word);
    assert.equal(at.store.get("a").text, "Licht");
  }
});

test("what was not sent comes back into the field", () => {
  const at = world({ text: "", kept: { a: { text: "Licht", token: "1" } } });
  at.keeper.restore();
  assert.equal(at.field.text, "Licht");
  assert.equal(at.told.at(-1), "restored");
});

test("beside what somebody else wrote meanwhile it stands under it", () => {
  const at = world({ text: "Het is donker", token: "2", kept: { a: { text: "Licht", token: "1" } } });
  at.keeper.restore();
  assert.equal(at.field.text, "Het is donker\n\nLicht");
});

test("a copy that the server has already goes", () => {
  const at = world({ text: "Licht in het park", token: "2", kept: { a: { text: "Licht in het park", token: "1" } } });
  at.keeper.restore();
  assert.equal(at.store.size, 0);
  assert.deepEqual(at.told, []);
});

test("an item that somebody else wrote in is not sent again by itself", async () => {
  const at = world({ answers: [{ status: 409, tokens: {}, overtaken: ["a"] }] });
  type(at, "Licht");
  await at.keeper.save();
  type(at, "Licht en lucht");
  await at.keeper.save();
  assert.equal(at.sent.length, 1);
  assert.equal(at.told.includes("overtaken"), true);
  assert.equal(at.store.get("a").text, "Licht en lucht");
});
