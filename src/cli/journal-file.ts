/** `--journal FILE`: JSON lines, each written out before the tool goes on. */

import { closeSync, fchmodSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { Journal } from "../blip/journal.ts";
import { noJournal } from "../blip/journal.ts";
import { Exit, Failure } from "./failure.ts";
import { hiderOf } from "./hidden-key.ts";
import type { Interrupt } from "./interrupt.ts";
import { reasonOf } from "./system-error.ts";
import type { World } from "./world.ts";

export interface JournalFile extends Journal {
  close(): void;
}

const MODE = 0o600;
const FORMAT_VERSION = 1;
const NOTICE =
  "This file holds phone numbers of customers in full: keep it private, delete it when it has served.";

/**
 * Opens a journal, or goes on with an older one.
 * @param file null for none
 * @throws Failure (exit 3) when it cannot be written
 */
export function openJournal(file: string | null, world: World, interrupt: Interrupt): JournalFile {
  if (file === null) return { ...noJournal, close: () => {} };
  const handle = openFile(file, world);
  begin(file, handle);
  const hide = hiderOf(world);
  let isBroken = false;
  const write = (entry: object) => {
    if (isBroken) return;
    try {
      writeSync(handle, hide(`${JSON.stringify({ time: world.now().toISOString(), ...entry })}\n`));
    } catch (error) {
      isBroken = true;
      world.stderr.write(
        `error: the journal ${file} cannot be written on (${reasonOf(error)}): ending the run\n`,
      );
      if (!interrupt.stop.aborted) interrupt.interrupt();
    }
  };
  world.stderr.write(`Journal: ${file} (it holds phone numbers in full)\n`);
  return {
    intent: (id, attempt, subject) => write({ event: "intent", id, attempt, ...subject }),
    outcome: (id, outcome, error) => write({ event: "outcome", id, outcome, ...(error ? { error } : {}) }),
    close: () => closeSync(handle),
  };
}

/** An older journal may end in the middle of a line, and may be readable by others. */
function begin(file: string, handle: number): void {
  try {
    fchmodSync(handle, MODE);
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
  return new Failure(
    Exit.invalid,
    "journal",
    `--journal ${file}: the file cannot be written (${reasonOf(error)}): name another, or allow it`,
  );
}

function openFile(file: string, { cwd }: World): number {
  try {
    return openSync(resolve(cwd, file), "a+", MODE);
  } catch (error) {
    throw unwritable(file, error);
  }
}
