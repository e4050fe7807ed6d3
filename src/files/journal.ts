/** `--journal FILE`: JSON lines, each written out before the tool goes on. */

import { closeSync, fchmodSync, fstatSync, readSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { Journal } from "../domain/journal.ts";
import { noJournal } from "../domain/journal.ts";
import { reasonOf } from "../domain/system-error.ts";
import { openToAppend, PRIVATE, whyNotWritten } from "./safe-file.ts";

export interface JournalPorts {
  readonly cwd: string;
  now(): Date;
  log(text: string): void;
  /** Hides the key of the bot. */
  hide(text: string): string;
  /** Called once, where the journal cannot be written on. */
  onBroken(): void;
}

export interface JournalFile extends Journal {
  close(): void;
}

const FORMAT_VERSION = 1;
const NOTICE =
  "This file holds phone numbers of customers in full: keep it private, delete it when you no longer need it.";

/**
 * Opens a journal, or goes on with an older one.
 * @param file null for none
 * @throws Failure (exit 3) when it cannot be written
 */
export function openJournal(file: string | null, ports: JournalPorts): JournalFile {
  if (file === null) return { ...noJournal, close: () => {} };
  const handle = openFile(file, ports);
  begin(file, handle);
  let isBroken = false;
  const write = (entry: object) => {
    if (isBroken) return;
    try {
      writeSync(handle, ports.hide(`${JSON.stringify({ time: ports.now().toISOString(), ...entry })}\n`));
    } catch (error) {
      isBroken = true;
      ports.log(`error: the journal ${file} cannot be written on (${reasonOf(error)}): ending the run\n`);
      ports.onBroken();
    }
  };
  ports.log(`Journal: ${file} (it holds phone numbers in full)\n`);
  return {
    intent: (id, attempt, subject) => write({ event: "intent", id, attempt, ...subject }),
    outcome: (id, outcome, error) => write({ event: "outcome", id, outcome, ...(error ? { error } : {}) }),
    close: () => closeSync(handle),
  };
}

/** An older journal may end in the middle of a line, and may be readable by others. */
function begin(file: string, handle: number): void {
  try {
    fchmodSync(handle, PRIVATE);
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    if (size > 0) readSync(handle, last, 0, 1, size - 1);
    const isTorn = size > 0 && last.toString() !== "\n";
    writeSync(
      handle,
      `${isTorn ? "\n" : ""}${JSON.stringify({ formatVersion: FORMAT_VERSION, notice: NOTICE })}\n`,
    );
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): Failure {
  return new Failure(Exit.invalid, "journal", `--journal ${file}: ${whyNotWritten(error)}`);
}

function openFile(file: string, { cwd }: JournalPorts): number {
  try {
    return openToAppend(resolve(cwd, file), PRIVATE);
  } catch (error) {
    throw unwritable(file, error);
  }
}
