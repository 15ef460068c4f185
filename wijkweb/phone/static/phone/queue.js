// What is saved and not yet with the server. A row leaves only on a receipt that names its id and its hash (R4). Rows are
// sealed to the server's public key as they are saved; this phone cannot read them back (R16).

import { LONG_DAY } from "./clock.js";

export const PROOF_DAYS = 14;
const LETTERS = new TextEncoder();
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** Saving refused because this phone never got the server's key: it has to sign in first. */
export class NoKey extends Error {}

/** Whether a row was saved by this worker, who has a mark and no name. */
const isOf = (row, worker = "") => row.owner === worker;

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
    const made = { id, key: key.id, sealed, saved: clock.now(), state: "pending", tried: false };
    return store.write(["rows", "sent", "starts", "meta"], (tx, give) => {
      tx.objectStore("sent").get(id).onsuccess = ({ target: { result: gone } }) => {
        if (gone) return give(false);
        tx.objectStore("rows").get(id).onsuccess = ({ target: { result: known } }) => {
          if (known) return give(false);
          tx.objectStore("meta").get("worker").onsuccess = ({ target: { result: owner = "" } }) => {
            tx.objectStore("rows").add({ ...made, owner });
          };
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

  /**
   * The next rows of a worker to send, marked as tried before they leave; each with the hash that its receipt must name.
   * What another worker saved on this phone stays for that worker: it never goes out under this one's token.
   */
  async function take(most, worker = "") {
    const rows = await store.write(["rows"], (tx, give) => {
      const found = [];
      give(found);
      eachRow(tx, "rows", (cursor) => {
        if (cursor.value.state === "pending" && isOf(cursor.value, worker)) {
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

  /** What waits of the worker who is signed in; `others` are rows that wait for a worker who was signed in before. */
  async function counts() {
    const [all, worker] = [await store.all("rows"), await store.get("worker")];
    const rows = all.filter((row) => isOf(row, worker));
    const attention = rows.filter((row) => row.state === "attention");
    return { pending: rows.length - attention.length, attention, rows, others: all.filter((row) => !isOf(row, worker)) };
  }

  /** The rows of one worker as a file for the coordinator; sealed as they are, so it can be sent by any way (R15). */
  async function exported(owner = null) {
    const worker = owner ?? (await store.get("worker")) ?? "";
    const rows = (await store.all("rows")).filter((row) => isOf(row, worker));
    const items = rows.map(({ id, key, sealed }) => ({ id, key, sealed }));
    return JSON.stringify({ version: 1, form: "wijkweb-rows-1", worker, items });
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

export function toText(bytes) {
  let plain = "";
  for (const byte of bytes) plain += String.fromCharCode(byte);
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Seals an item under its id: ephemeral point, iv, ciphertext with tag, as base64url (sync.schema.json). */
export async function seal(key, id, item, tools = crypto) {
  const { subtle } = tools;
  const theirs = await subtle.importKey("raw", toBytes(key.public), CURVE, false, []);
  const own = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const root = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: LETTERS.encode("wijkweb-row-1") };
  const aes = await subtle.deriveKey(derived, root, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = tools.getRandomValues(new Uint8Array(12));
  const plain = LETTERS.encode(JSON.stringify(item));
  const hidden = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: LETTERS.encode(id) }, aes, plain);
  const point = await subtle.exportKey("raw", own.publicKey);
  const whole = new Uint8Array(65 + 12 + hidden.byteLength);
  whole.set(new Uint8Array(point), 0);
  whole.set(iv, 65);
  whole.set(new Uint8Array(hidden), 77);
  return toText(whole);
}

/** The SHA-256 of a text, in hex: what a receipt names. */
export async function digest(text, tools = crypto) {
  const bytes = new Uint8Array(await tools.subtle.digest("SHA-256", LETTERS.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
