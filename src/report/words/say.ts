/** From a fact to its sentence: each field is masked by what it is, then one language is asked for the words. */

import type { Code, Fact, Facts, Said } from "../../domain/fact.ts";
import type { FactField } from "../../domain/fact-fields.ts";
import { onOneLine } from "../../domain/printable.ts";
import type { Audience } from "../format.ts";
import { memberForPeople, nameFor, place, quotedFor, textFor } from "../format.ts";
import { english } from "./english.ts";
import type { Spoken, Words } from "./types.ts";

/** @returns a sentence without its full stop, on one line */
export function sentenceOf(said: Said, audience: Audience): string {
  return "message" in said ? textFor(audience, said.message) : say(said, audience, english);
}

function say<C extends Code>(fact: Fact<C>, audience: Audience, words: Words): string {
  const sentence: (fields: Spoken<Facts[C]>) => string = words[fact.code];
  return sentence(spoken(fact.fields, audience, words) as Spoken<Facts[C]>);
}

function spoken(value: unknown, audience: Audience, words: Words): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => spoken(item, audience, words));
  if (isField(value)) return spokenField(value, audience, words);
  const entries = Object.entries(value).map(([key, field]) => [key, spoken(field, audience, words)]);
  return Object.fromEntries(entries);
}

function isField(value: object): value is FactField {
  return "as" in value;
}

function spokenField(field: FactField, audience: Audience, words: Words): string {
  switch (field.as) {
    case "literal":
      return onOneLine(field.text);
    case "name":
      return nameFor(audience, field.text);
    case "quoted":
      return quotedFor(audience, field.text);
    case "customer":
      return memberForPeople(audience, field.member);
    case "place":
      return place(audience, field.source);
    case "reason":
      return isFact(field.fact, words) ? say(field.fact, audience, words) : field.fact.code;
    default:
      return field satisfies never;
  }
}

function isFact(value: { readonly code: string }, words: Words): value is Fact {
  return Object.hasOwn(words, value.code);
}
