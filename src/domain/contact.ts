/** Contacts as Blip keeps them, and conditions that select some of them. */

import { parseMoment } from "./moment.ts";

/** A contact of the bot. All but the identity may be missing. */
export interface Contact {
  readonly identity: string;
  /** What clients wrote there: `+55…`, `55…` or local digits. */
  readonly phoneNumber: string | null;
  /** All that Blip sent of it: texts by the names of the fields, and the map `extras`. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The fields of a contact, as Blip spells them. `extras.…` stands beside them. */
export const CONTACT_FIELDS = [
  "identity",
  "name",
  "phoneNumber",
  "cellPhoneNumber",
  "email",
  "city",
  "group",
  "gender",
  "taxDocument",
  "source",
  "lastMessageDate",
] as const;

/** One thing that must hold for a contact. Texts compare without regard to case; a list means any of them. */
export type Condition = { readonly field: string } & (
  | { readonly test: "is" | "not" | "startsWith" | "contains"; readonly values: readonly string[] }
  | { readonly test: "set"; readonly expected: boolean }
  /** Milliseconds since 1970, UTC. */
  | { readonly test: "before" | "after"; readonly at: number }
  | { readonly test: "withinDays"; readonly days: number }
);

const DAY_MS = 86_400_000;

/** `unreadable`: all but a date holds, and what stands where the date should is none. */
export type MatchVerdict = "matches" | "differs" | "unreadable";

/** Whether all conditions hold. @param nowMs milliseconds since 1970, UTC */
export function verdictOf(contact: Contact, conditions: readonly Condition[], nowMs: number): MatchVerdict {
  let verdict: MatchVerdict = "matches";
  for (const condition of conditions) {
    const held = holds(fieldText(contact, condition.field), condition, nowMs);
    if (held === false) return "differs";
    if (held === null) verdict = "unreadable";
  }
  return verdict;
}

const EXTRAS = "extras.";

/** @returns the text of a field, empty where the contact has none */
function fieldText({ properties }: Contact, field: string): string {
  if (!field.startsWith(EXTRAS)) return textIn(properties, field);
  const { extras } = properties;
  if (typeof extras !== "object" || extras === null) return "";
  const wanted = field.slice(EXTRAS.length).toLowerCase();
  const name = Object.keys(extras).find((key) => key.toLowerCase() === wanted);
  return name === undefined ? "" : textIn(extras, name);
}

function textIn(properties: object, name: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(properties, name)?.value;
  const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isText ? String(value) : "";
}

function comparable(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** @returns null where a date is wanted and something stands there that is none */
function holds(value: string, condition: Condition, nowMs: number): boolean | null {
  const text = comparable(value);
  switch (condition.test) {
    case "is":
      return condition.values.some((wanted) => text === comparable(wanted));
    case "not":
      return condition.values.every((unwanted) => text !== comparable(unwanted));
    case "startsWith":
      return condition.values.some((start) => text.startsWith(comparable(start)));
    case "contains":
      return condition.values.some((part) => text.includes(comparable(part)));
    case "set":
      return (text !== "") === condition.expected;
    case "before":
      return holdsForMoment(value, (at) => at < condition.at);
    case "after":
      return holdsForMoment(value, (at) => at >= condition.at);
    case "withinDays":
      return holdsForMoment(value, (at) => at >= nowMs - condition.days * DAY_MS);
    default:
      return condition satisfies never;
  }
}

function holdsForMoment(value: string, test: (at: number) => boolean): boolean | null {
  if (value.trim() === "") return false;
  const at = parseMoment(value);
  return at === null ? null : test(at);
}
