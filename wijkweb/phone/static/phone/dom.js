// Small hands for making elements. Text is always set as text.

const DRAWN = "http://www.w3.org/2000/svg";
const ICONS = {
  contact: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.3M18.5 14.5c1.8.9 2.8 2.8 3 5.5",
  today: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M9 15l2 2 4-4",
  signal: "M4 10v4h3l8 5V5L7 10zM18.5 9a4.5 4.5 0 0 1 0 6",
  mine: "M4 20V10M10 20V4M16 20v-8M21 20H3",
  pin: "M12 21s7-6.3 7-11.5A7 7 0 0 0 5 9.5C5 14.7 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  on: "M9 5l7 7-7 7",
  back: "M15 5l-7 7 7 7",
  go: "M7 4l13 8-13 8z",
  stop: "M6 6h12v12H6z",
  done: "M4 12.5l5 5L20 6.5",
  warning: "M12 4l9 16H3zM12 10v4.5M12 17.4v.1",
};

/** h("p.soft", {id: "x"}, "text", child): an element with its class, attributes or on-listeners, and children. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value === "boolean") element[key] = value;
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(DRAWN, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", "icon"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  const path = document.createElementNS(DRAWN, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A group of big buttons of which one (or with `many` some) can be on. `options` are [value, label] pairs. */
export function choice({ name, legend, options, value, many = false, wide = false, hidden = false }) {
  const chosen = new Set(many ? value : [value]);
  return h(
    wide ? "fieldset.choice.wide" : "fieldset.choice",
    {},
    h(hidden ? "legend.out-of-sight" : "legend", {}, legend),
    h(
      "div.options",
      {},
      options.map(([key, label]) =>
        h("label", {}, h("input", { type: many ? "checkbox" : "radio", name, value: String(key), checked: chosen.has(key) }), h("span", {}, label)),
      ),
    ),
  );
}

export function button(label, onclick, { look = "plain", mark = null, ...rest } = {}) {
  return h(`button.${look}`, { type: "button", onclick, ...rest }, mark && icon(mark), h("span", {}, label));
}

/** The head of a screen that is not a tab: back, and its title, which takes the focus. */
export function head(title, back, backLabel) {
  const heading = h("h1", { tabindex: "-1" }, title);
  return back
    ? h("div.screen-head", {}, h("button.back", { type: "button", onclick: back, "aria-label": backLabel }, icon("back")), heading)
    : h("div.screen-head", {}, heading);
}

/** What a form holds: the values by name; names of `many` as lists. */
export function held(form, many = []) {
  const data = new FormData(form);
  const found = Object.fromEntries(data.entries());
  for (const name of many) found[name] = data.getAll(name);
  return found;
}
