/** What the JSON Schemas of list files and of bot.yaml say of a document. */

import type { Actual, Expected, SchemaFacts, Subject } from "../../../domain/facts/schema.ts";
import type { Spoken, Words } from "../types.ts";
import { byCause } from "../types.ts";
import { characterName, either, hinted } from "./parts.ts";

type Visible<C extends keyof SchemaFacts> = Spoken<Extract<SchemaFacts[C], { what: "visible" }>>;
type WrongType = Visible<"schema-type">;
type WrongForm = Visible<"schema-pattern">;
type Invisible = Spoken<Extract<SchemaFacts["schema-type"], { what: "invisible" }>>;

const EXPECTED: Readonly<Record<Expected, string>> = {
  text: "text",
  "whole-number": "a whole number",
  number: "a number",
  boolean: "true or false",
  mapping: "a mapping (key: value)",
  list: "a list (- …)",
};

const ACTUAL: Readonly<Record<Actual, string>> = {
  empty: "empty",
  list: "a list",
  boolean: "true or false",
  mapping: "a mapping",
  text: "text",
};

const FORMS: Readonly<Record<WrongForm["form"], string>> = {
  contract:
    "must be letters, digits and hyphens only (the xyz of https://xyz.http.msging.net in Blip's portal)",
  bot: "must be the bot's identifier, without blanks and without @",
  country: "must be two capital letters of ISO 3166",
  other: "does not have the right form",
};

const unknownKey = byCause<SchemaFacts["unknown-key"]>({
  invisible: ({ character }) =>
    `there is an invisible character in this key (${characterName(character)}): delete it`,
  number: () => 'a number cannot be a key: write "phone: …", and "note: …" on the line below',
  unknown: ({ key, hint }) => `unknown key "${key}": ${hinted(hint, "keys")}`,
});

function about(subject: Spoken<Subject>): string {
  switch (subject.what) {
    case "document":
      return "this document";
    case "member":
      return "a member";
    case "entry":
      return `an entry of ${subject.key}`;
    default:
      return subject.key;
  }
}

function example(text: string | null): string {
  return text === null ? "" : `, for example ${text}`;
}

function invisibleIn({ subject, character }: Invisible): string {
  return `${about(subject)} has an invisible character in it (${characterName(character)}): delete it`;
}

function wrongType({ subject, expected, actual, isItems, example: right }: WrongType): string {
  const what = `${about(subject)} must be ${either(expected.map((one) => EXPECTED[one]))}, not ${ACTUAL[actual]}`;
  return isItems
    ? `${what}: write each entry on a line of its own, with "- " in front`
    : `${what}${example(right)}`;
}

export const schemaWords: Words<SchemaFacts> = {
  "unknown-key": unknownKey,
  "schema-required": ({ subject, key }) => `${about(subject)} has no ${key}: add "${key}: …"`,
  "schema-one-of": ({ subject, keys }) =>
    `${about(subject)} needs either ${either(keys)}: write exactly one of them`,
  "schema-minimum": ({ subject, least }) => `${about(subject)} must be at least ${least}`,
  "schema-maximum": ({ subject, most }) => `${about(subject)} must be at most ${most}`,
  "schema-type": byCause<SchemaFacts["schema-type"]>({ invisible: invisibleIn, visible: wrongType }),
  "schema-enum": byCause<SchemaFacts["schema-enum"]>({
    invisible: invisibleIn,
    visible: ({ subject, values }) => `${about(subject)} must be ${either(values)}`,
  }),
  "schema-pattern": byCause<SchemaFacts["schema-pattern"]>({
    invisible: invisibleIn,
    visible: ({ subject, form, example: right }) => `${about(subject)} ${FORMS[form]}${example(right)}`,
  }),
  "schema-min-length": byCause<SchemaFacts["schema-min-length"]>({
    invisible: invisibleIn,
    visible: ({ subject, example: right }) =>
      `${about(subject)} is empty: fill it in, or remove the line${example(right)}`,
  }),
};
