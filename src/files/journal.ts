/** `--journal FILE`: JSON lines, each written out before the tool goes on. */

import { closeSync, fchmodSync, fstatSync, readSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Journal } from "../domain/journal.ts";
import { noJournal } from "../domain/journal.ts";
import { systemCode } from "../domain/system-error.ts";
import { openToAppend, PRIVATE, whyNotWritten } from "./safe-file.ts";

export interface JournalPorts {
  readonly cwd: string;
  now(): Date;
  /** Writes a line beside the result of the run. */
  notify(fact: Fact, severity?: "error"): void;
  /** Hides the key of the bot. */
  hide(text: string): string;
  /** @returns the sentence of a fact, with numbers in full */
  say(fact: Fact): string;
  /** Called once, where the journal cannot be written on. */
  onBroken(): void;
}

export interface JournalFile extends Journal {
  close(): void;
}

const FORMAT_VERSION = 1;

/**
 * Opens a journal, or goes on with an older one.
 * @param file null for none
 * @throws Failure (exit 3) when it cannot be written
 */
export function openJournal(file: string | null, ports: JournalPorts): JournalFile {
  if (file === null) return { ...noJournal, close: () => {} };
  const handle = openFile(file, ports);
  begin(file, handle, ports.say(fact("journal-notice")));
  let isBroken = false;
  const write = (entry: object) => {
    if (isBroken) return;
    try {
      writeSync(handle, ports.hide(`${JSON.stringify({ time: ports.now().toISOString(), ...entry })}\n`));
    } catch (error) {
      isBroken = true;
      const said = fact("journal-broken", { file: name(file), error: literal(systemCode(error)) });
      ports.notify(said, "error");
      ports.onBroken();
    }
  };
  ports.notify(fact("journal-opened", { file: name(file) }));
  return {
    intent: (id, attempt, subject) => write({ event: "intent", id, attempt, ...subject }),
    outcome: (id, outcome, fault) =>
      write({ event: "outcome", id, outcome, ...(fault ? { error: ports.say(fault) } : {}) }),
    close: () => closeSync(handle),
  };
}

/** An older journal may end in the middle of a line, and may be readable by others. */
function begin(file: string, handle: number, notice: string): void {
  try {
    fchmodSync(handle, PRIVATE);
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    if (size > 0) readSync(handle, last, 0, 1, size - 1);
    const isTorn = size > 0 && last.toString() !== "\n";
    writeSync(handle, `${isTorn ? "\n" : ""}${JSON.stringify({ formatVersion: FORMAT_VERSION, notice })}\n`);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): Failure {
  const why = reason(whyNotWritten(error));
  return new Failure(Exit.invalid, fact("journal", { file: name(file), why }));
}

function openFile(file: string, { cwd }: JournalPorts): number {
  try {
    return openToAppend(resolve(cwd, file), PRIVATE);
  } catch (error) {
    throw unwritable(file, error);
  }
}
