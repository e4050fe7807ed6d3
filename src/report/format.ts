/** Names, members and texts from elsewhere, as whoever reads them may see them. */

import type { Member } from "../domain/customer.ts";
import { isIdentity } from "../domain/customer.ts";
import type { SentCommand } from "../domain/fact-fields.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { maskLine, maskName, maskText } from "../domain/mask.ts";
import { formatPhone } from "../domain/phone.ts";
import { onOneLine } from "../domain/printable.ts";
import type { Source } from "../domain/state.ts";

/** Who reads what is rendered. */
export interface Viewer {
  /** Whether it leaves the person's own terminal, so that phone numbers must be masked. */
  readonly masked: boolean;
  /** Hides the key of this run, keeping its length, where a text is cut before it is shown. */
  readonly hideKey?: (text: string) => string;
  /** How names of lists and members are set within a sentence. */
  readonly quote?: (name: string) => string;
}

/** Whatever goes into comments, summaries and files that leave the machine. */
export const MASKED: Viewer = { masked: true };

/**
 * What a person named a list, a file or a directory. It may be a phone number itself, and a file's name may hold
 * anything: colours, line feeds, marks that turn the direction of writing.
 */
export function nameFor({ masked }: Viewer, name: string): string {
  const shown = onOneLine(hideKeys(name));
  return masked ? maskName(shown) : shown;
}

/** @returns `lists/vip.yaml:7` */
export function place(viewer: Viewer, { file, line }: Source): string {
  return `${nameFor(viewer, file)}:${line}`;
}

/** Any text that may hold phone numbers. */
export function textFor({ masked }: Viewer, text: string): string {
  const shown = onOneLine(hideKeys(text));
  return masked ? maskText(shown) : shown;
}

/** What somebody else wrote: all its digits count as one number. */
export function quotedFor({ masked }: Viewer, text: string): string {
  const shown = onOneLine(hideKeys(text));
  return masked ? maskLine(shown).text : shown;
}

/** A member as a person reads one: numbers spaced. */
export function memberForPeople(viewer: Viewer, member: Member): string {
  return textFor(viewer, isIdentity(member) ? member : formatPhone(member));
}

/** A member as a program reads one: numbers in E.164, or spaced and masked. */
export function memberForPrograms(viewer: Viewer, member: Member): string {
  return viewer.masked ? memberForPeople(viewer, member) : member;
}

/** A command as it was sent: short, and as people write addresses. */
export function commandFor(viewer: Viewer, { method, uri }: SentCommand): string {
  const readable = uri.replaceAll("%40", "@").replaceAll("%2B", "+");
  return textFor(viewer, `${method} ${readable.slice(0, URI_MAX)}`);
}

const URI_MAX = 200;
