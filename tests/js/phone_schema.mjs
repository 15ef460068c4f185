// As much of JSON Schema as field/sync.schema.json uses; throws with the path of what does not fit.
import { readFileSync } from "node:fs";

const SCHEMA = JSON.parse(readFileSync(new URL("../../wijkweb/field/sync.schema.json", import.meta.url)));
const KNOWN = new Set([
  "description", "type", "properties", "required", "additionalProperties", "enum", "const", "pattern", "anyOf", "$ref",
  "items", "maxItems", "uniqueItems", "minimum", "maximum", "multipleOf", "minLength", "maxLength",
]);
const TYPES = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

export function fits(part, document) {
  check({ $ref: `#/$defs/${part}` }, document, part);
}

function demand(good, at, about) {
  if (!good) throw new Error(`${at}: ${about}`);
}

function check(schema, value, at) {
  for (const word of Object.keys(schema)) demand(KNOWN.has(word), at, `unknown word ${word}`);
  if (schema.$ref) return check(SCHEMA.$defs[schema.$ref.slice("#/$defs/".length)], value, at);
  if (schema.anyOf) {
    const good = schema.anyOf.some((one) => {
      try {
        check(one, value, at);
        return true;
      } catch {
        return false;
      }
    });
    return demand(good, at, "none of anyOf");
  }
  if (schema.type) demand(TYPES[schema.type](value), at, `is no ${schema.type}`);
  if (schema.enum) demand(schema.enum.includes(value), at, `${value} is none of ${schema.enum}`);
  if ("const" in schema) demand(value === schema.const, at, `is not ${schema.const}`);
  if (schema.pattern) demand(new RegExp(schema.pattern).test(value), at, `${value} is not like ${schema.pattern}`);
  for (const [word, good] of [
    ["minimum", (most) => value >= most], ["maximum", (most) => value <= most], ["multipleOf", (by) => value % by === 0],
    ["minLength", (least) => value.length >= least], ["maxLength", (most) => value.length <= most],
    ["maxItems", (most) => value.length <= most], ["uniqueItems", () => new Set(value).size === value.length],
  ]) if (word in schema) demand(good(schema[word]), at, word);
  if (schema.items) value.forEach((one, number) => check(schema.items, one, `${at}[${number}]`));
  for (const name of schema.required ?? []) demand(name in value, at, `lacks ${name}`);
  for (const [name, one] of Object.entries(schema.type === "object" ? value : {})) {
    const own = schema.properties[name];
    demand(own || schema.additionalProperties !== false, at, `knows no ${name}`);
    if (own) check(own, one, `${at}.${name}`);
  }
}
