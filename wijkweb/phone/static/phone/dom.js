// Elements in one line. Text is always text: nothing that a server or a person said becomes markup.

/** An element: h("button", {class: "big", onclick: f}, "Save"). null and false children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

/** A row of choices, one of which may be taken: radio buttons in the shape of buttons, for thumb and screen reader. */
export function choices({ name, label, options, value, take, hidden = false }) {
  return h(
    "fieldset",
    { class: "choices" },
    h("legend", { class: hidden ? "out-of-sight" : null }, label),
    h(
      "div",
      { class: "grid" },
      options.map(([key, text]) =>
        h(
          "label",
          { class: "choice" },
          h("input", { type: "radio", name, value: key, checked: key === value, onchange: () => take(key) }),
          h("span", {}, text),
        ),
      ),
    ),
  );
}

/** Choices of which many may be taken. */
export function ticks({ label, options, values, take }) {
  const tick = ([key, text]) => {
    const box = h("input", { type: "checkbox", value: key, checked: values.includes(key) });
    box.addEventListener("change", () => take(key, box.checked));
    return h("label", { class: "choice" }, box, h("span", {}, text));
  };
  return h("fieldset", { class: "choices" }, h("legend", {}, label), h("div", { class: "grid" }, options.map(tick)));
}
