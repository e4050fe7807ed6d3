/** Files that a flag asks for by name: tried before anything is asked of Blip, written whole or not at all. */

import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Exit, Failure } from "./failure.ts";
import type { World } from "./world.ts";

export interface OutputFile {
  /** @throws Failure (exit 1) where it cannot be written after all */
  write(text: string): void;
  /** Takes back what was prepared, unless it was written. */
  close(): void;
}

/** Read by its owner alone: it holds phone numbers. */
export const PRIVATE = 0o600;
export const SHARED = 0o644;

/**
 * @param flag the flag that names it, for messages
 * @throws Failure (exit 3) where it cannot be written
 */
export function prepareFile(flag: string, file: string, mode: number, { cwd }: World): OutputFile {
  const path = resolve(cwd, file);
  const fail = (error: unknown, exit: number) =>
    new Failure(
      exit,
      "output-file",
      `${flag} ${file}: the file cannot be written (${reasonOf(error)}): name another, or allow it`,
    );
  try {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info?.isDirectory()) throw Object.assign(new Error("a directory"), { code: "EISDIR" });
    // A pipe or a terminal is written to as it is: nothing may take its place.
    if (info !== undefined && !info.isFile()) return direct(path, (error) => fail(error, Exit.failed));
    const target = info === undefined ? path : realpathSync(path);
    const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    closeSync(openSync(draft, "wx", mode));
    return replacing(target, draft, (error) => fail(error, Exit.failed));
  } catch (error) {
    throw fail(error, Exit.invalid);
  }
}

function direct(path: string, fail: (error: unknown) => Failure): OutputFile {
  return { write: (text) => attempt(() => writeFileSync(path, text), fail), close: () => {} };
}

function replacing(target: string, draft: string, fail: (error: unknown) => Failure): OutputFile {
  return {
    write: (text) =>
      attempt(() => {
        writeFileSync(draft, text);
        renameSync(draft, target);
      }, fail),
    close: () => rmSync(draft, { force: true }),
  };
}

function attempt(write: () => void, fail: (error: unknown) => Failure): void {
  try {
    write();
  } catch (error) {
    throw fail(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
