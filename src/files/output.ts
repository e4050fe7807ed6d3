/** Files that a flag asks for by name: tried before anything is asked of Blip, written whole or not at all. */

import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import { regularFileAt, replaceFile, tryPlace, whyNotWritten } from "./safe-file.ts";

export interface OutputPorts {
  readonly cwd: string;
  /** Hides the key of the bot. */
  hide(text: string): string;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  log(text: string): void;
}

export interface OutputFile {
  /** Whether what is written takes the place of what was there. It does not on standard output. */
  readonly isReplaced: boolean;
  /** @throws Failure (exit 1) where it cannot be written after all */
  write(text: string): void;
}

/**
 * Leaves nothing behind and what is there untouched until it is written to.
 * @param flag the flag that names it, for messages
 * @throws Failure (exit 3) where it cannot be written
 */
export function prepareFile(flag: string, file: string, mode: number, ports: OutputPorts): OutputFile {
  const path = resolve(ports.cwd, file);
  const stream = streamAt(path);
  const { hide } = ports;
  if (stream !== null) return { isReplaced: false, write: (text) => writeTo(stream, hide(text), ports) };
  const attempt = (exit: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      throw unwritable(flag, file, exit, error);
    }
  };
  attempt(Exit.invalid, () => tryPlace(path));
  return {
    isReplaced: true,
    write: (text) => attempt(Exit.failed, () => replaceFile(path, hide(text), mode)),
  };
}

/** @throws Failure (exit 3) for what is no file that may be written to. Tries nothing. */
export function checkPlace(flag: string, file: string, { cwd }: { readonly cwd: string }): void {
  const path = resolve(cwd, file);
  if (streamAt(path) !== null) return;
  try {
    regularFileAt(path);
  } catch (error) {
    throw unwritable(flag, file, Exit.invalid, error);
  }
}

function unwritable(flag: string, file: string, exit: number, error: unknown): Failure {
  const why = reason(whyNotWritten(error));
  return new Failure(exit, fact("output-file", { flag: literal(flag), file: name(file), why }));
}

type Stream = "stdout" | "stderr" | "null";

const STREAMS: Readonly<Record<string, Stream>> = {
  "/dev/stdout": "stdout",
  "/dev/stderr": "stderr",
  "/dev/null": "null",
};

/** The names that a process has for its own streams are no files: nothing is opened for them. */
export function streamAt(path: string): Stream | null {
  return Object.hasOwn(STREAMS, path) ? (STREAMS[path] ?? null) : null;
}

function writeTo(stream: Stream, text: string, ports: OutputPorts): void {
  if (stream === "stdout") ports.print(text);
  if (stream === "stderr") ports.log(text);
}
