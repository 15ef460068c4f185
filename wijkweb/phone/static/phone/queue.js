// What is saved and not yet with the server. A row leaves only on a receipt that names its id and its hash (R4).

import { LONG_DAY } from "./clock.js";
import { digest, seal } from "./seal.js";

export const PROOF_DAYS = 14;

/** Saving refused because this phone never got the server's key: it has to sign in first. */
export class NoKey extends Error {}

function eachRow(tx, store, visit) {
  tx.objectStore(store).openCursor().onsuccess = ({ target: { result: cursor } }) => {
    if (cursor && visit(cursor) !== false) cursor.continue();
  };
}

/** The queue of one phone. `sealer` and `tools` are handed in by tests only. */
export function makeQueue({ store, clock, sealer = seal, tools = crypto }) {
  const newId = () => tools.randomUUID();

  /**
   * Saves one item under its id and gives true once it is on disk; false when that id was saved before (a double
   * tap). `beside` are values of meta that belong to it, `start` is the exact time, that only the phone knows.
   */
  async function save(id, item, { start = null, beside = {} } = {}) {
    const key = await store.get("key");
    if (!key) throw new NoKey();
    const sealed = await sealer(key, id, item, tools);
    const row = { id, key: key.id, sealed, saved: clock.now(), state: "pending", tried: false };
    return store.write(["rows", "sent", "starts", "meta"], (tx, give) => {
      tx.objectStore("sent").get(id).onsuccess = ({ target: { result: gone } }) => {
        if (gone) return give(false);
        tx.objectStore("rows").get(id).onsuccess = ({ target: { result: known } }) => {
          if (known) return give(false);
          tx.objectStore("rows").add(row);
          if (start) tx.objectStore("starts").put({ ...start, id });
          for (const [name, value] of Object.entries({ ...beside, marker: true })) tx.objectStore("meta").put(value, name);
          give(true);
        };
      };
    });
  }

  /**
   * Takes a row back: "removed" when it never left this phone, "sent" when the server may have it. The id of a removed
   * row stays known, so that a second tap on save, still under way, does not bring it back.
   */
  async function undo(id) {
    const at = clock.now();
    return store.write(["rows", "sent", "starts"], (tx, give) => {
      tx.objectStore("starts").delete(id);
      tx.objectStore("rows").get(id).onsuccess = ({ target: { result: row } }) => {
        const here = row && !row.tried;
        if (here) {
          tx.objectStore("rows").delete(id);
          tx.objectStore("sent").put({ id, at, undone: true });
        }
        give(here ? "removed" : "sent");
      };
    });
  }

  /** The next rows to send, marked as tried before they leave; each with the hash that its receipt must name. */
  async function take(most) {
    const rows = await store.write(["rows"], (tx, give) => {
      const found = [];
      give(found);
      eachRow(tx, "rows", (cursor) => {
        if (cursor.value.state === "pending") {
          found.push(cursor.value);
          if (!cursor.value.tried) cursor.update({ ...cursor.value, tried: true });
        }
        return found.length < most;
      });
    });
    return Promise.all(rows.map(async (row) => ({ ...row, hash: await digest(row.sealed, tools) })));
  }

  /** Lets go of rows with a receipt, keeps refused ones with their reason; one transaction. */
  async function settle(done, refused) {
    const at = clock.now();
    return store.write(["rows", "sent"], (tx) => {
      for (const id of done) {
        tx.objectStore("rows").delete(id);
        tx.objectStore("sent").put({ id, at });
      }
      for (const { row, code } of refused) {
        const { hash, ...kept } = row;
        tx.objectStore("rows").put({ ...kept, tried: true, state: "attention", code });
      }
    });
  }

  /** Rows that need attention are tried again; with a code only those that stopped for it. */
  async function retry(code = null) {
    return store.write(["rows"], (tx) => {
      eachRow(tx, "rows", (cursor) => {
        const { state, code: reason, ...rest } = cursor.value;
        if (state === "attention" && (!code || reason === code)) cursor.update({ ...rest, state: "pending" });
      });
    });
  }

  async function counts() {
    const rows = await store.all("rows");
    const attention = rows.filter((row) => row.state === "attention");
    return { pending: rows.length - attention.length, attention, rows };
  }

  /** The pending rows as one file for the coordinator; sealed as they are, so it can be sent by any way (R15). */
  async function exported() {
    const [{ rows }, device] = [await counts(), await store.get("device")];
    const items = rows.map(({ id, key, sealed }) => ({ id, key, sealed }));
    return JSON.stringify({ version: 1, form: "wijkweb-rows-1", device: device ?? "", items });
  }

  /** Forgets exact times and proof of sending after 14 days. */
  async function forget() {
    const before = clock.now() - PROOF_DAYS * LONG_DAY;
    return store.write(["sent", "starts"], (tx) => {
      eachRow(tx, "sent", (cursor) => void (cursor.value.at < before && cursor.delete()));
      eachRow(tx, "starts", (cursor) => void (cursor.value.end < before && cursor.delete()));
    });
  }

  return { newId, save, undo, take, settle, retry, counts, exported, forget };
}
