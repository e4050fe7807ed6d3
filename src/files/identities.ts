/** Writes the identities file: a line for each answer at once, the whole of it sorted at the end. */

import { closeSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LookUpRecorder } from "../apply/look-ups.ts";
import type { Answers } from "../config/connection.ts";
import { IDENTITIES_FILE } from "../domain/directory.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import { name, reason } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import type { IdentitiesOwner, IdentityRecord, IdentityRecords } from "../domain/identity-records.ts";
import { formatIdentities, isSameOwner, parseIdentities } from "../domain/identity-records.ts";
import { IdentitiesWriter } from "./identities-writer.ts";
import {
  openToAppend,
  readRegularFile,
  regularFileAt,
  replaceFile,
  tryPlace,
  whyNotWritten,
} from "./safe-file.ts";

export interface IdentitiesPorts {
  readonly cwd: string;
  now(): Date;
  warn(said: Fact): void;
}

export interface IdentitiesFile extends LookUpRecorder {
  /** Sorts the file, if anything was recorded. */
  finish(): void;
}

/** Keeps nothing, where nothing is to be learned: in a demo, or without a number to look up. */
export const NO_IDENTITIES_FILE: IdentitiesFile = { found: () => {}, refused: () => {}, finish: () => {} };

/** Which file, and what is known before anything is looked up. */
export interface IdentitiesPlace {
  readonly directory: string;
  /** What the file held when it was read. */
  readonly before: IdentityRecords;
  readonly answers: Answers;
}

/**
 * Opens the file before anything is sent: an answer that cannot be kept must not be asked for. Nobody else may write
 * it meanwhile but people and Git, who put another in its place.
 * @throws Failure (exit 1) where it cannot be written, (exit 3) where it is another bot's
 */
export function openIdentitiesFile(place: IdentitiesPlace, ports: IdentitiesPorts): IdentitiesFile {
  const named = join(place.directory, IDENTITIES_FILE);
  const path = resolve(ports.cwd, named);
  const isKept = attempt(named, () => prepare(path, named, place.answers, ports));
  if (!isKept) return NO_IDENTITIES_FILE;
  const writer = new IdentitiesWriter(path, place);
  const record = (entry: IdentityRecord) => {
    try {
      writer.add(entry);
    } catch (error) {
      throw new FactError(fact("unwritable", { file: name(named), why: reason(whyNotWritten(error)) }));
    }
  };
  const resolvedAt = () => ports.now().toISOString();
  return {
    found: (phone, identity) => record({ phone, identity, source: "lookup", resolvedAt: resolvedAt() }),
    refused: (phone, cause) => record({ phone, identity: null, source: cause, resolvedAt: resolvedAt() }),
    finish: () => {
      try {
        writer.sort();
      } catch (error) {
        const why = reason(whyNotWritten(error));
        ports.warn(fact("identities-unsorted", { file: name(named), why }));
      }
    },
  };
}

/** Writes into a file that does not say so whose it is. What keeps it from doing so is a warning, and no more. */
export function claimIdentitiesFile({ directory, answers }: IdentitiesPlace, ports: IdentitiesPorts): void {
  const named = join(directory, IDENTITIES_FILE);
  const path = resolve(ports.cwd, named);
  if (!answers.mayTakeFile) return;
  try {
    if (regularFileAt(path) !== null) prepare(path, named, answers, ports);
  } catch (error) {
    if (error instanceof Failure) return;
    const why = reason(whyNotWritten(error));
    ports.warn(fact("identities-unclaimed", { file: name(named), why }));
  }
}

function attempt<T>(named: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw failureAs(Exit.failed, "identities-file", unwritable(named, error));
  }
}

function unwritable(named: string, error: unknown): Fact {
  return fact("identities-unwritable", { file: name(named), why: reason(whyNotWritten(error)) });
}

/** Makes the file ready for lines at its end. @returns whether answers are to be kept in it */
function prepare(path: string, named: string, answers: Answers, ports: IdentitiesPorts): boolean {
  const info = regularFileAt(path);
  if (info === null) {
    tryPlace(path);
    return true;
  }
  const { owner } = answers;
  const text = readRegularFile(path) ?? "";
  const known = parseIdentities({ file: named, text });
  const isClaimed = known.owner === null;
  if (isClaimed && known.records.size > 0 && answers.isLocal) {
    const file = name(named);
    ports.warn(
      answers.mayTakeFile
        ? fact("identities-taken", { file, own: botOf(owner) })
        : fact("identities-left", { file }),
    );
    if (!answers.mayTakeFile) return false;
  }
  if (known.owner !== null && !isSameOwner(known.owner, owner)) {
    if (answers.isLocal) return false;
    throw ofAnother(named, known.owner, owner);
  }
  const isTorn = text !== "" && !text.endsWith("\n");
  if (isClaimed || isTorn || info.nlink > 1) {
    const isReadable = known.diagnostics.every(({ severity }) => severity !== "error");
    replaceFile(path, isReadable ? formatIdentities({ ...known, owner }) : `${text}\n`, null);
  }
  closeSync(openToAppend(path, null));
  return true;
}

function ofAnother(named: string, other: IdentitiesOwner, owner: IdentitiesOwner): Failure {
  const said = fact("identities-other-bot", { file: name(named), other: botOf(other), own: botOf(owner) });
  return failureAs(Exit.invalid, "identities-file", said);
}

function botOf({ bot, contract }: IdentitiesOwner) {
  return { bot: name(bot), contract: name(contract) };
}
