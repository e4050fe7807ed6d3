/**
 * The identities file, `identities.lock.csv`: what look-ups answered, so that no number is looked up twice.
 * One line for each number, sorted, so that Git merges it cleanly. Written by apply, kept in the repository.
 */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import { parseIdentity } from "../domain/identity.ts";
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
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/**
 * Reads the file. A last line without a line feed was torn when a run was killed: it is passed over.
 * Of two lines for one number (two branches were merged) the later answer counts.
 */
export function parseIdentities(file: LoadedFile): { records: IdentityRecords; diagnostics: Diagnostic[] } {
  const records = new Map<E164, IdentityRecord>();
  const diagnostics: Diagnostic[] = [];
  const lines = file.text.replace(/^\uFEFF/, "").split("\n");
  lines.pop();
  for (const [index, line] of lines.entries()) {
    const text = line.replace(/\r$/, "");
    if (text === "" || text === HEADER) continue;
    const record = parseRecord(text);
    if (record === null) {
      diagnostics.push(wrongLine(file.file, index + 1));
      continue;
    }
    const before = records.get(record.phone);
    if (before === undefined || before.resolvedAt <= record.resolvedAt) records.set(record.phone, record);
  }
  return { records, diagnostics };
}

function parseRecord(line: string): IdentityRecord | null {
  const [phoneText = "", identityText = "", source = "", resolvedAt = "", ...more] = line.split(",");
  const phone = parseE164(phoneText);
  const identity = identityText === "" ? null : parseIdentity(identityText);
  const isRight =
    phone !== null && (identity !== null || identityText === "") && source !== "" && more.length === 0;
  return isRight && DATE.test(resolvedAt) ? { phone, identity, source, resolvedAt } : null;
}

function wrongLine(file: string, line: number): Diagnostic {
  const message = `this is no line of an identities file (${HEADER}): restore it from Git, or delete it and the number is looked up again`;
  return { severity: "error", code: "identities-line", message, place: { file, line, column: 1 } };
}

/** The whole file, sorted by number. */
export function formatIdentities(records: IdentityRecords): string {
  const sorted = [...records.values()].sort((a, b) => (a.phone < b.phone ? -1 : 1));
  return [`${HEADER}\n`, ...sorted.map(formatRecord)].join("");
}

/** One line, with its line feed. */
export function formatRecord({ phone, identity, source, resolvedAt }: IdentityRecord): string {
  return `${phone},${identity ?? ""},${source.replace(/[^\w .:()-]+/g, " ").slice(0, 120)},${resolvedAt}\n`;
}
