/** Numbers and members as people read them. */

import type { Member } from "../domain/customer.ts";
import { isIdentity } from "../domain/customer.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { maskLine, maskName, maskText } from "../domain/mask.ts";
import { formatPhone } from "../domain/phone.ts";
import { onOneLine } from "../domain/printable.ts";
import type { Source } from "../domain/state.ts";
import type { PlanSummary, Via } from "../reconcile/types.ts";

/** Whether what is rendered leaves the person's own terminal, so that phone numbers must be masked. */
export interface Audience {
  readonly masked: boolean;
  /** Hides the key of this run, keeping its length, where a text is cut before it is shown. */
  readonly hideKey?: (text: string) => string;
}

/** Whatever goes into comments, summaries and files that leave the machine. */
export const MASKED: Audience = { masked: true };

/** @returns `1,240` */
export function count(value: number): string {
  // Below a thousand there is nothing to separate, and the locales need not be loaded.
  return Number.isInteger(value) && Math.abs(value) < 1_000 ? String(value) : value.toLocaleString("en-US");
}

/** @returns `1 list` or `1,240 lists` */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** @returns `0.1 s`, `3 min 20 s`, `1 h 10 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * What a person named a list, a file or a directory. It may be a phone number itself, and a file's name may hold
 * anything: colours, line feeds, marks that turn the direction of writing.
 */
export function nameFor({ masked }: Audience, name: string): string {
  const shown = onOneLine(hideKeys(name));
  return masked ? maskName(shown) : shown;
}

/** @returns `lists/vip.yaml:7` */
export function place(audience: Audience, { file, line }: Source): string {
  return `${nameFor(audience, file)}:${line}`;
}

/** Any text that may hold phone numbers. */
export function textFor({ masked }: Audience, text: string): string {
  const shown = onOneLine(hideKeys(text));
  return masked ? maskText(shown) : shown;
}

/** What somebody else wrote: all its digits count as one number. */
export function quotedFor({ masked }: Audience, text: string): string {
  const shown = onOneLine(hideKeys(text));
  return masked ? maskLine(shown).text : shown;
}

/** A member as a person reads one: numbers spaced. */
export function memberForPeople(audience: Audience, member: Member): string {
  return textFor(audience, isIdentity(member) ? member : formatPhone(member));
}

/** A member as a program reads one: numbers in E.164, or spaced and masked. */
export function memberForPrograms(audience: Audience, member: Member): string {
  return audience.masked ? memberForPeople(audience, member) : member;
}

/** @returns `1,200 members unchanged, 7 undeclared, left as they are, 1 excluded` */
export function unchangedInWords({ unchanged, undeclared, excluded, blocked }: PlanSummary): string {
  const parts = [
    `${counted(unchanged, "member")} unchanged`,
    undeclared > 0
      ? `${count(undeclared)} undeclared, left as ${undeclared === 1 ? "it is" : "they are"}`
      : "",
    excluded > 0 ? `${count(excluded)} excluded` : "",
    blocked > 0 ? `${count(blocked)} blocked` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** How the identity of a member to add is known; empty where the file itself says it. */
export function viaInWords(audience: Audience, via: Via): string {
  switch (via) {
    case "declared":
      return "";
    case "identities-file":
      return "identities file";
    case "contact":
      return "contact";
    case "lookup":
      return "to be looked up";
    default:
      return `on list ${nameFor(audience, via.slice("list:".length))}`;
  }
}
