/** Writes the identities file: a line for each answer at once, the whole of it sorted at the end. */

import {
  appendFileSync,
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { LookUpRecorder } from "../apply/look-ups.ts";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { IdentityRecord, IdentityRecords } from "../domain/identity-records.ts";
import {
  formatIdentities,
  formatRecord,
  IDENTITIES_FILE,
  parseIdentities,
} from "../domain/identity-records.ts";
import type { E164 } from "../domain/phone.ts";

/** The file holds phone numbers: only its owner reads it, until Git says otherwise. */
const MODE = 0o600;

export interface IdentitiesPorts {
  readonly cwd: string;
  now(): Date;
  warn(message: string): void;
}

export interface IdentitiesFile extends LookUpRecorder {
  /** Sorts the file, if anything was recorded. */
  finish(): void;
}

/** Keeps nothing, where nothing is to be learned: in a demo, or without a number to look up. */
export const NO_IDENTITIES_FILE: IdentitiesFile = { found: () => {}, refused: () => {}, finish: () => {} };

/**
 * Opens the file before anything is sent: an answer that cannot be kept must not be asked for.
 * @param before what the file held when it was read
 * @throws Failure (exit 1) where it cannot be written
 */
export function openIdentitiesFile(
  directory: string,
  before: IdentityRecords,
  ports: IdentitiesPorts,
): IdentitiesFile {
  const path = resolve(ports.cwd, directory, IDENTITIES_FILE);
  const named = join(directory, IDENTITIES_FILE);
  const added = new Map<E164, IdentityRecord>();
  const handle = openAtEnd(path, named);
  const record = (entry: IdentityRecord) => {
    added.set(entry.phone, entry);
    try {
      if (fstatSync(handle).size === 0) appendFileSync(handle, formatIdentities(new Map()));
      appendFileSync(handle, formatRecord(entry));
    } catch (error) {
      throw new Error(`${named} cannot be written (${reasonOf(error)})`);
    }
  };
  const resolvedAt = () => ports.now().toISOString();
  return {
    found: (phone, identity) => record({ phone, identity, source: "lookup", resolvedAt: resolvedAt() }),
    refused: (phone, cause) => record({ phone, identity: null, source: cause, resolvedAt: resolvedAt() }),
    finish: () => {
      closeSync(handle);
      try {
        if (added.size > 0) rewrite(path, before, added);
        else if (statSync(path).size === 0) rmSync(path);
      } catch (error) {
        const problem = `${named} could not be rewritten in order (${reasonOf(error)}): what is missing in it is looked up again`;
        ports.warn(problem);
      }
    },
  };
}

function openAtEnd(path: string, named: string): number {
  try {
    const handle = openSync(path, "a", MODE);
    mendTornEnd(path, handle);
    return handle;
  } catch (error) {
    const problem = `${named}, where the answers of look-ups are kept, cannot be written (${reasonOf(error)}): allow it. Nothing was sent`;
    throw new Failure(Exit.failed, "identities-file", problem);
  }
}

/** A killed run may have left half a line: what follows must not be written behind it. */
function mendTornEnd(path: string, handle: number): void {
  const text = readFileSync(path, "utf8");
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const last = text.slice(whole.length);
  if (last === "") return;
  const isWhole = parseIdentities({ file: path, text: last }).records.size > 0;
  if (isWhole) appendFileSync(handle, "\n");
  else truncateSync(path, Buffer.byteLength(whole));
}

/**
 * Sorts the file: what it holds now, which may be more than was read, and what was learned.
 * All or nothing: whoever reads it meanwhile sees the old file or the new one.
 */
function rewrite(path: string, before: IdentityRecords, added: IdentityRecords): void {
  const { records, diagnostics } = parseIdentities({ file: path, text: readFileSync(path, "utf8") });
  // Somebody is editing it: nothing of theirs is thrown away for the sake of order.
  if (diagnostics.length > 0) return;
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const text = formatIdentities(new Map([...before, ...records, ...added]));
    writeFileSync(temporary, text, { mode: statSync(path).mode });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  return "code" in error ? String(error.code) : error.name;
}
