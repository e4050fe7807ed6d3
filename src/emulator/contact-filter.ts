/** The forms of `$filter` that Blip documents for contacts. One at a time, with or without parentheses around it. */

import { parseMoment } from "../domain/moment.ts";
import type { Contact } from "./state.ts";

export type ContactFilter = (contact: Contact) => boolean;

const TEXT_PROPERTIES = [
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
] as const;
type TextProperty = (typeof TEXT_PROPERTIES)[number];

const STARTS_WITH = /^startswith\(\s*(\w+)\s*,\s*'((?:[^']|'')*)'\s*\)$/i;
const SUBSTRING_OF = /^substringof\(\s*'((?:[^']|'')*)'\s*,\s*(\w+)\s*\)$/i;
const EQUALITY = /^(\w+)\s+(eq|ne)\s+'((?:[^']|'')*)'$/i;
const LAST_MESSAGE = /^lastmessagedate\s+(ge|le)\s+datetimeoffset'([^']+)'$/i;
const PARENTHESES = /^\(\s*(.*?)\s*\)$/s;

/** @returns the filter, or null for a form or a property that is not documented. Texts compare with regard to case. */
export function parseContactFilter(text: string): ContactFilter | null {
  const trimmed = text.trim();
  const bare = PARENTHESES.exec(trimmed)?.[1] ?? trimmed;
  return startsWith(bare) ?? substringOf(bare) ?? equality(bare) ?? lastMessage(bare);
}

function startsWith(text: string): ContactFilter | null {
  const [, name = "", quoted = ""] = STARTS_WITH.exec(text) ?? [];
  const property = textProperty(name);
  const value = unquoted(quoted);
  return property === null ? null : (contact) => contact[property]?.startsWith(value) ?? false;
}

function substringOf(text: string): ContactFilter | null {
  const [, quoted = "", name = ""] = SUBSTRING_OF.exec(text) ?? [];
  const property = textProperty(name);
  const value = unquoted(quoted);
  return property === null ? null : (contact) => contact[property]?.includes(value) ?? false;
}

function equality(text: string): ContactFilter | null {
  const [, name = "", operator = "", quoted = ""] = EQUALITY.exec(text) ?? [];
  const property = textProperty(name);
  if (property === null) return null;
  const value = unquoted(quoted);
  const wanted = operator.toLowerCase() === "eq";
  return (contact) => (contact[property] === value) === wanted;
}

function lastMessage(text: string): ContactFilter | null {
  const [, operator = "", date = ""] = LAST_MESSAGE.exec(text) ?? [];
  const limitMs = parseMoment(date);
  if (limitMs === null) return null;
  const isAfter = operator.toLowerCase() === "ge";
  return ({ lastMessageDate }) => {
    const dateMs = parseMoment(lastMessageDate ?? "");
    if (dateMs === null) return false;
    return isAfter ? dateMs >= limitMs : dateMs <= limitMs;
  };
}

function textProperty(name: string): TextProperty | null {
  return TEXT_PROPERTIES.find((property) => property.toLowerCase() === name.toLowerCase()) ?? null;
}

function unquoted(text: string): string {
  return text.replaceAll("''", "'");
}
