/** Writes the identities file: a line for each answer at once, the whole of it sorted at the end. */

import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { LookUpRecorder } from "../apply/look-ups.ts";
import type { IdentityRecord, IdentityRecords } from "../config/identities.ts";
import { formatIdentities, formatRecord, IDENTITIES_FILE } from "../config/identities.ts";
import type { E164 } from "../domain/phone.ts";
import type { World } from "./world.ts";

/** The file holds phone numbers: only its owner reads it, until Git says otherwise. */
const MODE = 0o600;

export interface IdentitiesFile extends LookUpRecorder {
  /** Sorts the file, if anything was recorded. */
  finish(): void;
}

/** Keeps nothing, where nothing is to be learned: in a demo. */
export const NO_IDENTITIES_FILE: IdentitiesFile = { found: () => {}, refused: () => {}, finish: () => {} };

/** @param before what the file held when it was read */
export function openIdentitiesFile(directory: string, before: IdentityRecords, world: World): IdentitiesFile {
  const path = resolve(world.cwd, directory, IDENTITIES_FILE);
  const records = new Map<E164, IdentityRecord>(before);
  let handle: number | null = null;
  const record = (entry: IdentityRecord) => {
    if (handle === null) {
      mendTornEnd(path, records);
      handle = openSync(path, "a", MODE);
    }
    records.set(entry.phone, entry);
    writeSync(handle, formatRecord(entry));
  };
  const resolvedAt = () => world.now().toISOString();
  return {
    found: (phone, identity) => record({ phone, identity, source: "lookup", resolvedAt: resolvedAt() }),
    refused: (phone, cause) => record({ phone, identity: null, source: cause, resolvedAt: resolvedAt() }),
    finish: () => {
      if (handle === null) return;
      closeSync(handle);
      handle = null;
      writeWhole(path, records);
    },
  };
}

/** A killed run may have left half a line: what follows must not be written behind it. */
function mendTornEnd(path: string, records: IdentityRecords): void {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (text === "" || !text.endsWith("\n")) writeWhole(path, records);
}

/** All or nothing: whoever reads the file meanwhile sees the old one or the new one. */
function writeWhole(path: string, records: IdentityRecords): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, formatIdentities(records), { mode: MODE });
  renameSync(temporary, path);
}
