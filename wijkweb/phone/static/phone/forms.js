// Which forms are half filled, in this tab and in others: a new version never comes in between (R8).

const NAME = "wijkweb-form";

/** `mind(name, dirty)` notes a form; `free(work)` does work only when no form is dirty in any tab, else gives false. */
export function makeForms(locks = globalThis.navigator?.locks) {
  const dirty = new Set();
  let leave = null;

  function mind(name, on) {
    if (on) dirty.add(name);
    else dirty.delete(name);
    if (dirty.size && !leave && locks) {
      const over = new Promise((done) => (leave = done));
      locks.request(NAME, { mode: "shared" }, () => over);
    }
    if (!dirty.size && leave) {
      leave();
      leave = null;
    }
  }

  async function free(work) {
    if (dirty.size) return false;
    if (!locks) return (work(), true);
    return locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? (work(), true) : false));
  }

  return { mind, free, dirty: () => dirty.size > 0 };
}
