import assert from "node:assert/strict";
import { test } from "node:test";
import { pointAt, spotOf, watchMap } from "../../wijkweb/field/static/field/pick.js";
import { Element, root } from "./page.mjs";

const SHEET = { west: 0.51, north: 0.334, scale: 1_000_000 };

test("a spot and its point are each other's way back", () => {
  const spot = spotOf("51.05432, 3.72374", SHEET);
  assert.equal(pointAt(spot.x, spot.y, SHEET), "51.05432, 3.72374");
});

test("what is no point yet is nowhere", () => {
  for (const text of ["", "51", "51.05,", "de kerk", "51,05432 3,72374"]) assert.equal(spotOf(text, SHEET), null);
});

function page(value) {
  const pin = new Element({ wijkPin: "" }, { at: {}, setAttribute(name, number) { this.at[name] = Number(number); } });
  const field = new Element({ wijkPoint: "" }, { id: "id_point", value });
  const map = new Element(
    { wijkPick: "id_point", wijkWest: "0.51", wijkNorth: "0.334", wijkScale: "1000000" },
    { getScreenCTM: () => ({ a: 0.5, d: 0.5, e: 10, f: 20 }) },
  );
  watchMap(root([pin, field, map]));
  return { pin, field, map };
}

test("a click on the map fills in the point and puts the pin there", () => {
  const { pin, field, map } = page("");
  assert.equal(pin.at.cx, -9999);
  map.listeners.click({ clientX: 110, clientY: 220 });
  assert.equal(field.value, pointAt(200, 400, SHEET));
  assert.ok(Math.abs(pin.at.cx - 200) < 0.1 && Math.abs(pin.at.cy - 400) < 0.1);
});

test("a point that is typed or there already shows on the map", () => {
  const { pin, field } = page("51.05432, 3.72374");
  const { x } = spotOf("51.05432, 3.72374", SHEET);
  assert.ok(Math.abs(pin.at.cx - x) < 0.1);
  field.value = "nergens";
  field.fire("input");
  assert.equal(pin.at.cx, -9999);
});
