/** Writes the identities file: a line for each answer at once, the whole of it sorted at the end. */

import { closeSync } from "node:fs";
import { join, resolve } from "node:path";
import type { LookUpRecorder } from "../apply/look-ups.ts";
import type { Answers } from "../config/connection.ts";
import type { IdentitiesOwner, IdentityRecord, IdentityRecords } from "../config/identities.ts";
import { formatIdentities, IDENTITIES_FILE, isSameOwner, parseIdentities } from "../config/identities.ts";
import { Exit, Failure } from "./failure.ts";
import { IdentitiesWriter } from "./identities-writer.ts";
import {
  adviceFor,
  NotWritable,
  openToAppend,
  readRegularFile,
  regularFileAt,
  replaceFile,
  tryPlace,
  whyNotWritten,
} from "./safe-file.ts";
import { reasonOf } from "./system-error.ts";
import type { World } from "./world.ts";

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
export function openIdentitiesFile(place: IdentitiesPlace, world: World): IdentitiesFile {
  const named = join(place.directory, IDENTITIES_FILE);
  const path = resolve(world.cwd, named);
  const isKept = attempt(named, () => prepare(path, named, place.answers, world));
  if (!isKept) return NO_IDENTITIES_FILE;
  const writer = new IdentitiesWriter(path, place);
  const record = (entry: IdentityRecord) => {
    try {
      writer.add(entry);
    } catch (error) {
      throw new Error(`${named}: ${whyNotWritten(error)}`);
    }
  };
  const resolvedAt = () => world.now().toISOString();
  return {
    found: (phone, identity) => record({ phone, identity, source: "lookup", resolvedAt: resolvedAt() }),
    refused: (phone, cause) => record({ phone, identity: null, source: cause, resolvedAt: resolvedAt() }),
    finish: () => {
      try {
        writer.sort();
      } catch (error) {
        world.stderr.write(
          `Warning: ${named}: ${whyNotWritten(error)}. It is not in order, and what is missing in it is looked up again\n`,
        );
      }
    },
  };
}

/** Writes into a file that does not say so whose it is. What keeps it from doing so is a warning, and no more. */
export function claimIdentitiesFile({ directory, answers }: IdentitiesPlace, world: World): void {
  const named = join(directory, IDENTITIES_FILE);
  const path = resolve(world.cwd, named);
  if (!answers.mayTakeFile) return;
  try {
    if (regularFileAt(path) !== null) prepare(path, named, answers, world);
  } catch (error) {
    if (error instanceof Failure) return;
    world.stderr.write(`Warning: ${named} does not say which bot it is of: ${whyNotWritten(error)}\n`);
  }
}

function attempt<T>(named: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const why =
      error instanceof NotWritable
        ? `: ${error.message}`
        : `, cannot be written (${reasonOf(error)}): ${adviceFor(error, "allow it")}`;
    const problem = `${named}, where the answers of look-ups are kept${why}. Nothing was sent`;
    throw new Failure(Exit.failed, "identities-file", problem);
  }
}

/** Makes the file ready for lines at its end. @returns whether answers are to be kept in it */
function prepare(path: string, named: string, answers: Answers, world: World): boolean {
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
    const fate = answers.mayTakeFile
      ? `taken for that of ${owner.bot} of ${owner.contract}`
      : "left as it is, and answers are not kept";
    world.stderr.write(
      `Warning: ${named} does not say which bot it is of: it is ${fate}. Restore it from Git where that is wrong\n`,
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
  const message = `${named} holds answers of the bot ${other.bot} of ${other.contract}, so those of ${owner.bot} of ${owner.contract} cannot be kept there: move it away, or give this bot a directory of its own. Nothing was sent`;
  return new Failure(Exit.invalid, "identities-file", message);
}
