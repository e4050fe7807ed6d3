/**
 * The identities file, `identities.lock.csv`: what look-ups answered, so that no number is looked up twice.
 * One line for each number, sorted, so that Git merges it cleanly. Written by apply, kept in the repository.
 */

import { customerOf } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import { identityDomain, parseIdentity, WHATSAPP_DOMAIN } from "../domain/identity.ts";
import type { E164 } from "../domain/phone.ts";
import { parseE164 } from "../domain/phone.ts";
import type { LoadedFile } from "./load.ts";

export const IDENTITIES_FILE = "identities.lock.csv";

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

const HEADER = "phone,identity,source,resolved_at";
const LINE =
  /^(?<phone>\+\d+),(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^",]*)),(?<source>[^,]+),(?<resolvedAt>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)$/;
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;

/**
 * Reads the file. A last line that ends early was torn when a run was killed: it is passed over.
 * Of two lines for one number (two branches were merged) the later answer counts.
 */
export function parseIdentities(file: LoadedFile): { records: IdentityRecords; diagnostics: Diagnostic[] } {
  const records = new Map<E164, IdentityRecord>();
  const diagnostics: Diagnostic[] = [];
  const lines = file.text.replace(/^\uFEFF/, "").split("\n");
  const last = lines.pop() ?? "";
  // A whole line ends with the Z of its moment: one that only lacks its line feed lost nothing.
  if (parseRecord(last.trim()) !== null) lines.push(last.trim());
  for (const [index, line] of lines.entries()) {
    const text = line.replace(/\r$/, "");
    if (text === "" || text === HEADER) continue;
    const record = parseRecord(text);
    if (record === null) {
      diagnostics.push(wrongLine(file.file, index + 1, CONFLICT.test(text)));
      continue;
    }
    if (isOfAnotherNumber(record)) diagnostics.push(otherNumber(file.file, index + 1));
    const before = records.get(record.phone);
    if (before === undefined || before.resolvedAt <= record.resolvedAt) records.set(record.phone, record);
  }
  return { records, diagnostics };
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

function otherNumber(file: string, line: number): Diagnostic {
  const message =
    "the identity on this line has the digits of another number: whoever it is gets what is meant for this one. Delete the line, and the number is looked up again";
  return { severity: "warning", code: "identity-of-another", message, place: { file, line, column: 1 } };
}

function wrongLine(file: string, line: number, isConflict: boolean): Diagnostic {
  const message = isConflict
    ? "a merge left its marks here: delete this line, and keep the lines of both sides"
    : `this is no line of an identities file (${HEADER}): restore it from Git, or delete it and the number is looked up again`;
  return { severity: "error", code: "identities-line", message, place: { file, line, column: 1 } };
}

/** The whole file, sorted by number. */
export function formatIdentities(records: IdentityRecords): string {
  const sorted = [...records.values()].sort((a, b) => (a.phone < b.phone ? -1 : 1));
  return [`${HEADER}\n`, ...sorted.map(formatRecord)].join("");
}

/** One line, with its line feed. */
export function formatRecord({ phone, identity, source, resolvedAt }: IdentityRecord): string {
  const written =
    identity === null || !/[",]/.test(identity) ? identity : `"${identity.replaceAll('"', '""')}"`;
  return `${phone},${written ?? ""},${source.replace(/[^\w .:()-]+/g, " ").slice(0, 120)},${resolvedAt}\n`;
}
