/** Files that a flag asks for by name: tried before anything is asked of Blip, written whole or not at all. */

import { randomUUID } from "node:crypto";
import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Exit, Failure } from "./failure.ts";
import { hiderOf } from "./hidden-key.ts";
import { reasonOf } from "./system-error.ts";
import type { World } from "./world.ts";

export interface OutputFile {
  /** Whether what is written takes the place of what was there. It does not in a pipe. */
  readonly isReplaced: boolean;
  /** @throws Failure (exit 1) where it cannot be written after all */
  write(text: string): void;
}

/** Read by its owner alone: it holds phone numbers. */
export const PRIVATE = 0o600;
export const SHARED = 0o644;

/**
 * Leaves nothing behind and what is there untouched until it is written to.
 * @param flag the flag that names it, for messages
 * @throws Failure (exit 3) where it cannot be written
 */
export function prepareFile(flag: string, file: string, mode: number, world: World): OutputFile {
  const path = resolve(world.cwd, file);
  const failure = (error: unknown, exit: number) =>
    new Failure(
      exit,
      "output-file",
      `${flag} ${file}: the file cannot be written (${reasonOf(error)}): name another, or allow it`,
    );
  const attempt = (exit: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      throw failure(error, exit);
    }
  };
  let target: string | null = path;
  attempt(Exit.invalid, () => {
    target = fileBehind(path);
    if (target !== null) replace(target, mode, null);
  });
  return {
    isReplaced: target !== null,
    write: (shown) =>
      attempt(Exit.failed, () => {
        const text = hiderOf(world)(shown);
        if (target === null) writeFileSync(path, text);
        else replace(target, mode, text);
      }),
  };
}

/**
 * @returns the path without symbolic links, or null for a pipe or a terminal, whose place nothing may take
 * @throws what the file system throws, and for a directory
 */
function fileBehind(path: string): string | null {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return path;
  if (info.isDirectory()) throw Object.assign(new Error("a directory"), { code: "EISDIR" });
  return info.isFile() ? realpathSync(path) : null;
}

/** Writes a file beside another and puts it in its place. @param text null to find out whether that is possible */
function replace(target: string, mode: number, text: string | null): void {
  const draft = join(dirname(target), `.blip-lists-${randomUUID()}.tmp`);
  try {
    closeSync(openSync(draft, "wx", mode));
    if (text === null) return;
    writeFileSync(draft, text);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}
