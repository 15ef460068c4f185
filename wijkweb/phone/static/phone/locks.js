// Tabs of one phone among each other: one owner of the queue (R12), and no new version in mid-form (R8).

const LEASE = 60_000;
const FORM = "wijkweb-form";

/** The browser's own locks, or a lease in the database where there are none; both with `request(name, options, work)`. */
export function makeLocks({ store, native = globalThis.navigator?.locks, wall = Date.now, tools = crypto }) {
  if (native) return native;
  const owner = tools.randomUUID();

  async function claim(name) {
    return store.write(["meta"], (tx, give) => {
      const meta = tx.objectStore("meta");
      meta.get(`lease:${name}`).onsuccess = ({ target: { result: lease } }) => {
        const free = !lease || lease.owner === owner || lease.until < wall() || lease.until > wall() + 2 * LEASE;
        if (free) meta.put({ owner, until: wall() + LEASE }, `lease:${name}`);
        give(free);
      };
    });
  }

  async function leave(name) {
    return store.write(["meta"], (tx) => {
      tx.objectStore("meta").delete(`lease:${name}`);
    });
  }

  return {
    async request(name, options, work) {
      if (!(await claim(name))) return work(null);
      try {
        return await work({ name });
      } finally {
        await leave(name);
      }
    },
  };
}

/** `mind(name, dirty)` notes a form; `free(work)` does work only when no form is dirty in any tab, else gives false. */
export function makeForms(locks = globalThis.navigator?.locks) {
  const dirty = new Set();
  let leave = null;

  function mind(name, on) {
    if (on) dirty.add(name);
    else dirty.delete(name);
    if (dirty.size && !leave && locks) {
      const over = new Promise((done) => (leave = done));
      locks.request(FORM, { mode: "shared" }, () => over);
    }
    if (!dirty.size && leave) {
      leave();
      leave = null;
    }
  }

  async function free(work) {
    if (dirty.size) return false;
    if (!locks) return (work(), true);
    return locks.request(FORM, { ifAvailable: true }, (lock) => (lock ? (work(), true) : false));
  }

  return { mind, free, dirty: () => dirty.size > 0 };
}
