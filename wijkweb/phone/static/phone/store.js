// What the phone keeps: sealed rows, receipts without content, and what the server told. Every write is strict.

const NAME = "wijkweb-phone";
const STORES = { rows: "id", sent: "id", facts: "name" };

function opened(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/** The store of a phone; `factory` is an IDBFactory. Each call resolves in oncomplete, so on the disk (R3). */
export async function openStore(factory = indexedDB) {
  let database = await opened(factory);
  const watch = () => {
    database.onversionchange = () => database.close();
    database.onclose = () => (database = null);
  };
  watch();

  async function within(names, mode, work) {
    if (!database) {
      database = await opened(factory);
      watch();
    }
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, mode, { durability: "strict" });
      const result = {};
      transaction.oncomplete = () => resolve(result.value);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])), (value) => {
        result.value = value;
      });
    });
  }

  const all = (name) =>
    within([name], "readonly", (stores, done) => {
      stores[name].getAll().onsuccess = (event) => done(event.target.result);
    });

  return {
    /** Keeps a sealed row: {id, key, sealed, hash, state, code, day}. A row that is there is never written over. */
    keep: (row) => within(["rows"], "readwrite", ({ rows }) => rows.add(row)),

    rows: () => all("rows"),
    receipts: () => all("sent"),

    /** Takes rows away for which there is a receipt, and notes id and time; one transaction (R4). */
    settle: (ids, at) =>
      within(["rows", "sent"], "readwrite", ({ rows, sent }) => {
        for (const id of ids) {
          rows.delete(id);
          sent.put({ id, at });
        }
      }),

    /** Marks a row that asks for attention, with the reason; it stays (R5). */
    mark: (id, state, code) =>
      within(["rows"], "readwrite", ({ rows }) => {
        rows.get(id).onsuccess = (event) => event.target.result && rows.put({ ...event.target.result, state, code });
      }),

    /** Takes a row back that was not sent; resolves to whether it was still there. */
    take: (id) =>
      within(["rows"], "readwrite", ({ rows }, done) => {
        rows.get(id).onsuccess = (event) => {
          done(Boolean(event.target.result));
          rows.delete(id);
        };
      }),

    fact: (name) =>
      within(["facts"], "readonly", ({ facts }, done) => {
        facts.get(name).onsuccess = (event) => done(event.target.result?.value);
      }),

    tell: (name, value) => within(["facts"], "readwrite", ({ facts }) => facts.put({ name, value })),

    /** Forgets receipts from before a time. */
    forget: (before) =>
      within(["sent"], "readwrite", ({ sent }) => {
        sent.getAll().onsuccess = (event) => {
          for (const one of event.target.result) if (one.at < before) sent.delete(one.id);
        };
      }),

    /** Empties the phone, after its rows went to quarantine (R17). */
    empty: () =>
      within(Object.keys(STORES), "readwrite", (stores) => Object.values(stores).forEach((store) => store.clear())),

    close: () => database?.close(),
  };
}
