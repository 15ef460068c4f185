// As much of a page as the modules ask for: elements with a dataset, events, and look-up by selector.

export class Element {
  constructor(dataset = {}, rest = {}) {
    this.dataset = dataset;
    this.listeners = {};
    this.validity = "";
    this.reported = 0;
    Object.assign(this, rest);
  }

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  fire(name) {
    this.listeners[name]({ target: this });
  }

  setCustomValidity(text) {
    this.validity = text;
  }

  reportValidity() {
    this.reported += 1;
  }
}

/** A root that answers the two selectors of the modules: by data attribute and by id. */
export function root(elements) {
  const attribute = (selector) =>
    selector.slice("[data-".length, -1).replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  return {
    querySelectorAll: (selector) => elements.filter((element) => attribute(selector) in element.dataset),
    querySelector: (selector) => elements.find((element) => `#${element.id}` === selector),
  };
}
