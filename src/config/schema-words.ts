/** The verdicts of the JSON Schemas in plain words. */

import type { ErrorObject } from "ajv";
import { nameOf, quotable, unseenAt, withoutUnseen } from "./characters.ts";
import { nearest, nearestTo } from "./nearest.ts";

/** A key longer than this is near none that is known. */
const KEY_LENGTH_COMPARED = 50;

/** What a pattern wants, where the meaning check does not say it better. */
const FORMS: Partial<Record<string, string>> = {
  contract:
    "must be letters, digits and hyphens alone (the xyz of https://xyz.http.msging.net in Blip's portal)",
  bot: "must be the bot's identifier, without blanks and without @",
  defaultCountry: "must be two capital letters of ISO 3166",
};

/** @returns the keys that the mapping may have in which a key is not known */
export function knownKeys(error: ErrorObject): readonly string[] {
  const schema = error.parentSchema as { properties?: Record<string, unknown> } | undefined;
  return Object.keys(schema?.properties ?? {});
}

/** @returns the known key that an unknown one was meant to be, or null */
export function meantKey(key: string, known: readonly string[]): string | null {
  return nearest(comparable(key), known);
}

export function unknownKey(key: string, error: ErrorObject): string {
  const at = unseenAt(key);
  if (at >= 0) {
    const character = nameOf(key.slice(at, at + 1));
    return `an invisible character (${character}) is no space to YAML and a part of this key: delete it`;
  }
  const known = knownKeys(error);
  if (known.includes("phone") && /^[+(]?\d/.test(key))
    return 'a number is no key: write "phone: …", and "note: …" on the line below';
  return `unknown key "${quotable(key)}": ${nearestTo(comparable(key), known, "keys")}`;
}

function comparable(key: string): string {
  return withoutUnseen(key).trim().toLowerCase().slice(0, KEY_LENGTH_COMPARED);
}

export function inWords(error: ErrorObject, path: readonly string[]): string {
  const what = subject(path);
  const unseen = typeof error.data === "string" ? unseenAt(error.data) : -1;
  if (unseen >= 0)
    return `${what} holds an invisible character (${nameOf(String(error.data).slice(unseen, unseen + 1))}): delete it`;
  switch (error.keyword) {
    case "required":
      return `${what} has no ${String(error.params.missingProperty)}: add "${String(error.params.missingProperty)}: …"`;
    case "type":
      return `${what} must be ${expected(error)}, not ${actual(error.data)}${expectsItems(error) ? ITEMS : expectsExample(error)}`;
    case "oneOf":
      return `${what} needs either ${oneOfThese(error)}: write exactly one of them`;
    case "minimum":
    case "maximum":
      return `${what} must be ${error.keyword === "minimum" ? "at least" : "at most"} ${String(error.params.limit)}`;
    case "enum":
      return `${what} must be ${(error.schema as readonly string[]).join(" or ")}`;
    case "pattern":
      return `${what} ${FORMS[what] ?? "has not the right form"}${expectsExample(error)}`;
    case "minLength":
      return `${what} is empty: fill it in or remove the line${expectsExample(error)}`;
    default:
      return `${what} ${error.message ?? "is not valid"}${expectsExample(error)}`;
  }
}

function subject(path: readonly string[]): string {
  const field = path.at(-1);
  if (field === undefined) return "this document";
  if (!/^\d+$/.test(field)) return field;
  return /^(?:members|exclude)$/.test(path.at(-2) ?? "") ? "a member" : `an entry of ${path.at(-2)}`;
}

/** @returns `phone or identity` */
function oneOfThese({ schema }: ErrorObject): string {
  const branches = schema as readonly { readonly required: readonly string[] }[];
  const names = branches.flatMap(({ required }) => required);
  return [names.slice(0, -1).join(", "), names.at(-1)].join(" or ");
}

function expected(error: ErrorObject): string {
  const types = [error.params.type]
    .flat()
    .map(String)
    .filter((type) => type !== "null");
  const words: Record<string, string> = {
    string: "text",
    integer: "a whole number",
    number: "a number",
    object: "a mapping (key: value)",
    array: "a list (- …)",
  };
  return types.map((type) => words[type] ?? type).join(" or ");
}

function actual(data: unknown): string {
  if (data === null || data === undefined) return "empty";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "boolean") return "true or false";
  return typeof data === "object" ? "a mapping" : "text";
}

const ITEMS = ': write each entry on a line of its own, with "- " in front';

function expectsItems({ params, data }: ErrorObject): boolean {
  return typeof data === "string" && [params.type].flat().includes("array");
}

function expectsExample(error: ErrorObject): string {
  const example = (error.parentSchema as { examples?: unknown[] } | undefined)?.examples?.[0];
  return example === undefined ? "" : `, for example ${JSON.stringify(example)}`;
}
