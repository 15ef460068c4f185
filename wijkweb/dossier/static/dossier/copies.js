// The local copy of a text: kept in the browser from the first key until the server has that exact text.

const NAME = "wijkweb-copies";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("copies", { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function within(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("copies", mode, { durability: "strict" });
      const request = work(transaction.objectStore("copies"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps a copy {id, place, page, text, base, token, at}; resolves when it is on the disk. */
export const keep = (copy) => within("readwrite", (store) => store.put(copy));

/** Forgets a copy. */
export const forget = (id) => within("readwrite", (store) => store.delete(id));

/** The copies of a place (a person and a section) that no open page holds, the newest first. */
export async function waiting(place, locks = navigator.locks) {
  const all = await within("readonly", (store) => store.getAll());
  const held = new Set(((await locks?.query())?.held ?? []).map((lock) => lock.name));
  return all
    .filter((copy) => copy.place === place && !held.has(lockOf(copy.page)))
    .sort((one, other) => other.at - one.at);
}

/** Holds a page's own copies for as long as it is open, so that no other tab takes them over. */
export function hold(page, locks = navigator.locks) {
  locks?.request(lockOf(page), () => new Promise(() => {}));
}

const lockOf = (page) => `wijkweb-page-${page}`;
