// The database of the phone. A write is one transaction, and done only when the browser says that it is on disk (R3).

const NAME = "wijkweb-telefoon";
const VERSION = 1;
const STORES = { rows: "id", sent: "id", starts: "id", meta: null };
export const ALL = Object.keys(STORES);

function opened(factory, lost) {
  return new Promise((done, fail) => {
    const asked = factory.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        asked.result.createObjectStore(name, keyPath ? { keyPath } : undefined);
      }
    };
    asked.onsuccess = () => {
      asked.result.onclose = lost;
      asked.result.onversionchange = () => {
        asked.result.close();
        lost();
      };
      done(asked.result);
    };
    asked.onerror = () => fail(asked.error);
  });
}

/** The store: `write(names, work)`, `read(names, work)`; both give what `work` handed to its second argument. */
export function makeStore(factory = indexedDB) {
  let base = null;
  const lost = () => (base = null);

  async function run(names, mode, work) {
    base ??= opened(factory, lost);
    let database;
    try {
      database = await base;
    } catch (error) {
      lost();
      throw error;
    }
    return new Promise((done, fail) => {
      const result = {};
      // a connection that the system closed throws here; the next try opens a new one
      const transaction = begun(database, names, mode, fail);
      if (!transaction) return;
      transaction.oncomplete = () => done(result.value);
      transaction.onabort = () => fail(transaction.error ?? new DOMException("aborted", "AbortError"));
      work(transaction, (value) => (result.value = value));
    });
  }

  function begun(database, names, mode, fail) {
    try {
      return database.transaction(names, mode, { durability: "strict" });
    } catch (error) {
      lost();
      fail(error);
      return null;
    }
  }

  return {
    write: (names, work) => run(names, "readwrite", work),
    read: (names, work) => run(names, "readonly", work),
    async get(key) {
      return run(["meta"], "readonly", (tx, give) => {
        tx.objectStore("meta").get(key).onsuccess = (event) => give(event.target.result);
      });
    },
    async set(values) {
      return run(["meta"], "readwrite", (tx) => {
        for (const [key, value] of Object.entries(values)) tx.objectStore("meta").put(value, key);
      });
    },
    /** All of meta as one object. */
    async metas() {
      return run(["meta"], "readonly", (tx, give) => {
        const found = {};
        give(found);
        tx.objectStore("meta").openCursor().onsuccess = ({ target: { result: cursor } }) => {
          if (!cursor) return;
          found[cursor.key] = cursor.value;
          cursor.continue();
        };
      });
    },
    async all(name) {
      return run([name], "readonly", (tx, give) => {
        tx.objectStore(name).getAll().onsuccess = (event) => give(event.target.result);
      });
    },
    /** A worker signs in. When it is another one, what was the former's goes, but for the rows that wait to be sent. */
    async enter(values) {
      return run(["meta", "starts"], "readwrite", (tx) => {
        const meta = tx.objectStore("meta");
        meta.get("worker").onsuccess = ({ target: { result: before } }) => {
          if (before !== values.worker) {
            meta.clear();
            tx.objectStore("starts").clear();
          }
          for (const [key, value] of Object.entries(values)) meta.put(value, key);
        };
      });
    },
    /** Empties what is this worker's and gives true, unless a row of theirs waits to be sent; of others it keeps the rows. */
    async wipe() {
      return run(ALL, "readwrite", (tx, give) => {
        tx.objectStore("meta").get("worker").onsuccess = ({ target: { result: worker = "" } }) => {
          tx.objectStore("rows").getAll().onsuccess = ({ target: { result: rows } }) => {
            const own = rows.filter((row) => row.owner === worker);
            const free = own.every((row) => row.state !== "pending");
            give(free);
            if (!free) return;
            own.forEach((row) => tx.objectStore("rows").delete(row.id));
            ["sent", "starts", "meta"].forEach((name) => tx.objectStore(name).clear());
          };
        };
      });
    },
  };
}
