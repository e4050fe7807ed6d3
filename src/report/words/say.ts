/** From a fact to its sentence: each field is masked by what it is, then one language is asked for the words. */

import type { Code, Fact, Facts, Said } from "../../domain/fact.ts";
import type { FactField } from "../../domain/fact-fields.ts";
import { onOneLine } from "../../domain/printable.ts";
import type { Viewer } from "../format.ts";
import { commandFor, MASKED, memberForPeople, nameFor, place, quotedFor, textFor } from "../format.ts";
import { english, englishPhrases } from "./english.ts";
import type { Phrases } from "./phrases.ts";
import type { Spoken, Words } from "./types.ts";

/** @returns a sentence without its full stop, on one line */
export function sentenceOf(said: Said, viewer: Viewer): string {
  return "message" in said ? textFor(viewer, said.message) : say(said, viewer, english);
}

/** @returns the phrases of the language that is spoken */
export function phrases(): Phrases {
  return englishPhrases;
}

/** @returns the fields of a phrase, each as it may be shown */
export function shown<T>(fields: T, viewer: Viewer): Spoken<T> {
  return spoken(fields, viewer, english) as Spoken<T>;
}

function say<C extends Code>(fact: Fact<C>, viewer: Viewer, words: Words): string {
  const sentence: (fields: Spoken<Facts[C]>) => string = words[fact.code];
  return sentence(spoken(fact.fields, viewer, words) as Spoken<Facts[C]>);
}

function spoken(value: unknown, viewer: Viewer, words: Words): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => spoken(item, viewer, words));
  if (isField(value)) return spokenField(value, viewer, words);
  const entries = Object.entries(value).map(([key, field]) => [key, spoken(field, viewer, words)]);
  return Object.fromEntries(entries);
}

function isField(value: object): value is FactField {
  return "as" in value;
}

function spokenField(field: FactField, viewer: Viewer, words: Words): string {
  const { quote = (text: string) => text } = viewer;
  switch (field.as) {
    case "literal":
      return onOneLine(field.text);
    case "name":
      return quote(nameFor(field.isAlwaysMasked ? MASKED : viewer, field.text));
    case "quoted":
      return quotedFor(viewer, field.text);
    case "customer":
      return quote(memberForPeople(field.isAlwaysMasked ? MASKED : viewer, field.member));
    case "place":
      return place(viewer, field.source);
    case "command":
      return commandFor(viewer, field);
    case "reason":
      return spokenReason(field.fact, viewer, words);
    default:
      return field satisfies never;
  }
}

function spokenReason(
  fact: { readonly code: string; readonly message?: string },
  viewer: Viewer,
  words: Words,
): string {
  if (fact.message !== undefined) return textFor(viewer, fact.message);
  return isFact(fact, words) ? say(fact, viewer, words) : fact.code;
}

function isFact(value: { readonly code: string }, words: Words): value is Fact {
  return Object.hasOwn(words, value.code) && "fields" in value;
}
