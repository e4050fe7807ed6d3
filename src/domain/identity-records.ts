/**
 * The identities file, `identities.lock.csv`: what look-ups answered, so that no number is looked up twice.
 * One line for each number, sorted, so that Git merges it cleanly. Written by apply, kept in the repository.
 * It is of one bot of one contract, and says so in its first line: another bot's answers are about other accounts.
 */

import { customerOf } from "./customer.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { MERGE_CONFLICT } from "./diagnostic.ts";
import { fact } from "./fact.ts";
import { literal, quoted } from "./fact-fields.ts";
import type { Identity } from "./identity.ts";
import { identityDomain, parseIdentity, WHATSAPP_DOMAIN } from "./identity.ts";
import type { E164 } from "./phone.ts";
import { parseE164 } from "./phone.ts";

/** What one look-up answered. */
export interface IdentityRecord {
  readonly phone: E164;
  /** Null where Blip refused the number for good. */
  readonly identity: Identity | null;
  /** `lookup`, or why there is no identity. */
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly resolvedAt: string;
}

export type IdentityRecords = ReadonlyMap<E164, IdentityRecord>;

/** Whose answers a file holds. In lower case, so that a merge never meets two spellings of one. */
export interface IdentitiesOwner {
  /** The contract; behind an `@`, the address of this machine that took its place. */
  readonly contract: string;
  readonly bot: string;
}

export interface IdentitiesText {
  /** Null for a file that does not say: those of before it was said do not. */
  readonly owner: IdentitiesOwner | null;
  /** What people wrote into it, a line each. */
  readonly comments: readonly string[];
  readonly records: IdentityRecords;
}

export const NO_IDENTITIES: IdentitiesText = { owner: null, comments: [], records: new Map() };

const HEADER = "phone,identity,source,resolved_at";
const LINE =
  /^(?<phone>\+\d+),(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",]*)),(?<source>[^,]+),(?<resolvedAt>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)$/;
const OWNER = /^# contract: (?<contract>[^\s\p{C}]{1,200}), bot: (?<bot>[^\s\p{C}]{1,200})$/u;
/** A line that means to say whose the file is, and says it wrong, must not pass for a comment. */
const LIKE_OWNER = /^#\s*contract\b/i;

/**
 * Reads the file. A last line that ends early was torn when a run was killed: it is passed over.
 * Of two lines for one number (two branches were merged) the later answer counts.
 */
export function parseIdentities(file: {
  readonly file: string;
  readonly text: string;
}): IdentitiesText & { diagnostics: Diagnostic[] } {
  const records = new Map<E164, IdentityRecord>();
  const comments: string[] = [];
  const diagnostics: Diagnostic[] = [];
  let owner: IdentitiesOwner | null = null;
  for (const [index, text] of linesOf(file.text).entries()) {
    const place = { file: file.file, line: index + 1, column: 1 };
    if (text === "" || text === HEADER) continue;
    if (text.startsWith("#")) {
      const said = parseOwner(text);
      if (said !== null && (owner === null || isSameOwner(owner, said))) owner = said;
      else if (said !== null) diagnostics.push(secondOwner(place, owner ?? said));
      else if (LIKE_OWNER.test(text)) diagnostics.push(wrongLine(place, text));
      else comments.push(text);
      continue;
    }
    const record = parseRecord(text);
    if (record === null) {
      diagnostics.push(wrongLine(place, text));
      continue;
    }
    if (isOfAnotherNumber(record)) diagnostics.push(otherNumber(place));
    const before = records.get(record.phone);
    if (before === undefined || before.resolvedAt <= record.resolvedAt) records.set(record.phone, record);
  }
  return { owner, comments, records, diagnostics };
}

function linesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const last = lines.pop() ?? "";
  if (isWholeLine(last)) lines.push(last.trim());
  return lines.map((line) => line.replace(/\r$/, ""));
}

/**
 * Whether a last line that lacks its line feed lost nothing else: that of a number ends with the Z of its moment, and
 * comments are written by people.
 */
export function isWholeLine(text: string): boolean {
  return text.startsWith("#") || parseRecord(text.trim()) !== null;
}

function parseOwner(line: string): IdentitiesOwner | null {
  const { contract, bot } = OWNER.exec(line.trimEnd())?.groups ?? {};
  return contract && bot ? { contract: contract.toLowerCase(), bot: bot.toLowerCase() } : null;
}

export function isSameOwner(a: IdentitiesOwner, b: IdentitiesOwner): boolean {
  return a.contract === b.contract && a.bot === b.bot;
}

function parseRecord(line: string): IdentityRecord | null {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) return null;
  const { phone: phoneText = "", quoted, plain = "", source = "", resolvedAt = "" } = groups;
  const identityText = quoted?.replaceAll('""', '"') ?? plain;
  const phone = parseE164(phoneText);
  const identity = identityText === "" ? null : parseIdentity(identityText);
  if (phone === null || (identity === null && identityText !== "")) return null;
  if (identity !== null && identityDomain(identity) !== WHATSAPP_DOMAIN) return null;
  return { phone, identity, source, resolvedAt };
}

/**
 * WhatsApp may know a number under another form of it, or under a name that is no number at all. The digits of
 * somebody else are worth a look: whoever is on this line is sent the messages of the number.
 */
function isOfAnotherNumber({ phone, identity }: IdentityRecord): boolean {
  if (identity === null) return false;
  const customer = customerOf(identity);
  return customer.startsWith("+") && customer !== customerOf(phone);
}

function otherNumber(place: Place): Diagnostic {
  return { severity: "warning", ...fact("identity-of-another"), place };
}

function secondOwner(place: Place, { contract, bot }: IdentitiesOwner): Diagnostic {
  const owner = { bot: quoted(bot), contract: quoted(contract) };
  return { severity: "error", ...fact("identities-line", { what: "other-owner", ...owner }), place };
}

function wrongLine(place: Place, text: string): Diagnostic {
  const cause = MERGE_CONFLICT.test(text)
    ? ({ what: "merge-conflict" } as const)
    : ({ what: "form", heading: literal(HEADER) } as const);
  return { severity: "error", ...fact("identities-line", cause), place };
}

/** The whole file, sorted by number. */
export function formatIdentities({ owner, comments, records }: IdentitiesText): string {
  const sorted = [...records.values()].sort((a, b) => (a.phone < b.phone ? -1 : 1));
  const first = owner === null ? [] : [formatOwner(owner)];
  const others = comments.map((line) => `${line}\n`);
  return [...first, ...others, `${HEADER}\n`, ...sorted.map(formatRecord)].join("");
}

/** The line that says whose the file is, with its line feed. */
export function formatOwner({ contract, bot }: IdentitiesOwner): string {
  return `# contract: ${contract}, bot: ${bot}\n`;
}

/** Both answers; of two for one number the later. */
export function mergeRecords(a: IdentityRecords, b: IdentityRecords): IdentityRecords {
  const merged = new Map(a);
  for (const [phone, record] of b) {
    const other = merged.get(phone);
    if (other === undefined || other.resolvedAt <= record.resolvedAt) merged.set(phone, record);
  }
  return merged;
}

/** One line, with its line feed. */
export function formatRecord({ phone, identity, source, resolvedAt }: IdentityRecord): string {
  const written =
    identity === null || !/[",]/.test(identity) ? identity : `"${identity.replaceAll('"', '""')}"`;
  return `${phone},${written ?? ""},${source.replace(/[^\w .:()-]+/g, " ").slice(0, 120)},${resolvedAt}\n`;
}
