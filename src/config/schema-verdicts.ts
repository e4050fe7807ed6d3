/** The verdicts of the JSON Schemas as facts. */

import type { ErrorObject } from "ajv";
import type { Fact, Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Quoted } from "../domain/fact-fields.ts";
import { literal, quoted } from "../domain/fact-fields.ts";
import type { Actual, Expected, Subject } from "../domain/facts/schema.ts";
import { codePointOf, quote, unseenAt, withoutUnseen } from "./characters.ts";
import { hintFor, nearest } from "./nearest.ts";

/** A key longer than this is near none that is known. */
const KEY_LENGTH_COMPARED = 50;

/** What a pattern wants, by the key, where the meaning check does not say it better. */
const FORMS: Partial<Record<string, "contract" | "bot" | "country">> = {
  contract: "contract",
  bot: "bot",
  defaultCountry: "country",
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

export function unknownKey(key: string, error: ErrorObject): Facts["unknown-key"] {
  const at = unseenAt(key);
  if (at >= 0) return { what: "invisible", character: codePointOf(key.slice(at)) };
  const known = knownKeys(error);
  if (known.includes("phone") && /^[+(]?\d/.test(key)) return { what: "number" };
  return { what: "unknown", key: quote(key), hint: hintFor(comparable(key), known, literal) };
}

function comparable(key: string): string {
  return withoutUnseen(key).trim().toLowerCase().slice(0, KEY_LENGTH_COMPARED);
}

/** @param path the keys and places that lead to what is wrong */
export function verdictOf(error: ErrorObject, path: readonly string[]): Fact {
  const subject = subjectOf(path);
  switch (error.keyword) {
    case "required":
      return fact("schema-required", { subject, key: literal(String(error.params.missingProperty)) });
    case "oneOf":
      return fact("schema-one-of", { subject, keys: oneOfThese(error).map(literal) });
    case "minimum":
      return fact("schema-minimum", { subject, least: Number(error.params.limit) });
    case "maximum":
      return fact("schema-maximum", { subject, most: Number(error.params.limit) });
    default:
      return verdictOnText(error, subject, path.at(-1) ?? "");
  }
}

/** Of a value that may be a text, with a character in it that nobody sees. */
function verdictOnText(error: ErrorObject, subject: Subject, field: string): Fact {
  const text = typeof error.data === "string" ? error.data : "";
  const unseen = unseenAt(text);
  const invisible =
    unseen < 0 ? null : ({ what: "invisible", subject, character: codePointOf(text.slice(unseen)) } as const);
  const visible = { what: "visible", subject } as const;
  const example = exampleOf(error);
  switch (error.keyword) {
    case "type":
      return fact("schema-type", invisible ?? { ...visible, ...typesOf(error), example });
    case "enum": {
      const values = [error.params.allowedValues].flat().map((value) => literal(String(value)));
      return fact("schema-enum", invisible ?? { ...visible, values });
    }
    case "pattern":
      return fact("schema-pattern", invisible ?? { ...visible, form: FORMS[field] ?? "other", example });
    case "minLength":
      return fact("schema-min-length", invisible ?? { ...visible, example });
    default:
      throw new Error(`no words for the keyword ${error.keyword} of a schema`);
  }
}

function subjectOf(path: readonly string[]): Subject {
  const field = path.at(-1);
  if (field === undefined) return { what: "document" };
  if (!/^\d+$/.test(field)) return { what: "value", key: quote(field) };
  const list = path.at(-2) ?? "";
  return /^(?:members|exclude)$/.test(list) ? { what: "member" } : { what: "entry", key: quote(list) };
}

/** @returns the keys of which one must be there */
function oneOfThese({ schema }: ErrorObject): string[] {
  const branches = schema as readonly { readonly required: readonly string[] }[];
  return branches.flatMap(({ required }) => required);
}

const TYPES: Partial<Record<string, Expected>> = {
  string: "text",
  integer: "whole-number",
  number: "number",
  boolean: "boolean",
  object: "mapping",
  array: "list",
};

function typesOf({ params, data }: ErrorObject) {
  const types = [params.type].flat().map(String);
  const expected = types.flatMap((type) => TYPES[type] ?? []);
  return { expected, actual: actualOf(data), isItems: typeof data === "string" && types.includes("array") };
}

function actualOf(data: unknown): Actual {
  if (data === null || data === undefined) return "empty";
  if (Array.isArray(data)) return "list";
  if (typeof data === "boolean") return "boolean";
  return typeof data === "object" ? "mapping" : "text";
}

function exampleOf(error: ErrorObject): Quoted | null {
  const example = (error.parentSchema as { examples?: unknown[] } | undefined)?.examples?.[0];
  return example === undefined ? null : quoted(JSON.stringify(example));
}
