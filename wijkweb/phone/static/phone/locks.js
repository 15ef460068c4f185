// One owner of the queue at a time, whatever the number of tabs (R12).

const LEASE = 60_000;

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
