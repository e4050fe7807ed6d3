/**
 * The one way in which this tool writes files: no link is followed, nothing but a regular file is opened, and what
 * takes the place of a file is whole and on the disk before it does.
 */

import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import { literal } from "../domain/fact-fields.ts";
import type { WriteProblem } from "../domain/facts/files.ts";
import { codeOf, systemCode } from "../domain/system-error.ts";

/** Read by its owner alone: it holds phone numbers. */
export const PRIVATE = 0o600;
export const SHARED = 0o644;

/** What is in the place of a file and is not to be written to. */
export class NotWritable extends FactError {
  override readonly name = "NotWritable";
}

/** @returns what is said of the file */
export function whyNotWritten(error: unknown): Said {
  if (error instanceof NotWritable) return error.said;
  return fact("file-unwritable", { error: literal(systemCode(error)), problem: writeProblemOf(error) });
}

function writeProblemOf(error: unknown): WriteProblem {
  switch (codeOf(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return "disk-full";
    case "EROFS":
      return "read-only";
    case "EFBIG":
      return "too-large";
    default:
      return "other";
  }
}

/**
 * @returns what is at a path, or null where nothing is
 * @throws NotWritable for a link, a pipe, a device; an error with the code EISDIR for a directory; what the system throws
 */
export function regularFileAt(path: string): Stats | null {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return null;
  if (info.isSymbolicLink()) throw new NotWritable(fact("file-link"));
  if (info.isDirectory()) throw Object.assign(new Error("a directory"), { code: "EISDIR" });
  if (!info.isFile()) throw new NotWritable(fact("file-irregular"));
  return info;
}

/**
 * @returns the text of a regular file, or null where there is none. It never waits, as for a pipe.
 * @throws NotWritable, and what the system throws
 */
export function readRegularFile(path: string): string | null {
  if (regularFileAt(path) === null) return null;
  const handle = openRegular(path, constants.O_RDONLY);
  try {
    return readFileSync(handle, "utf8");
  } finally {
    closeSync(handle);
  }
}

/**
 * Opens a file to write at its end, and to read.
 * @param mode for one that is made; null: it is there, or it is an error (ENOENT)
 * @throws NotWritable, also for a file that has a second name: what is written would be in the other as well
 */
export function openToAppend(path: string, mode: number | null): number {
  regularFileAt(path);
  const create = mode === null ? 0 : constants.O_CREAT;
  const handle = openRegular(path, constants.O_RDWR | constants.O_APPEND | create, mode ?? undefined);
  if (fstatSync(handle).nlink <= 1) return handle;
  closeSync(handle);
  throw new NotWritable(fact("file-linked-twice"));
}

/** Whatever comes into the place of the file between a look at it and its opening is not opened either. */
function openRegular(path: string, flags: number, mode?: number): number {
  // Windows has neither.
  const guards = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = openSync(path, flags | guards, mode);
  if (fstatSync(handle).isFile()) return handle;
  closeSync(handle);
  throw new NotWritable(fact("file-irregular"));
}

/**
 * Puts a file in the place of the one that is there, if one is. When that fails, the old one is as it was.
 * @param mode who may read it; null: whoever could read the old one, and its owner alone where there is none
 * @throws NotWritable, and what the system throws
 */
export function replaceFile(path: string, text: string, mode: number | null): void {
  const before = regularFileAt(path);
  withDraft(path, mode ?? PRIVATE, (draft, handle) => {
    if (before !== null) keepOwner(handle, before);
    if (before !== null && mode === null) fchmodSync(handle, before.mode & 0o777);
    fill(handle, text);
    renameSync(draft, path);
  });
}

/**
 * Makes a file that is not there yet.
 * @returns false where something is in its place, whatever it is
 */
export function createFile(path: string, text: string, mode: number): boolean {
  return withDraft(path, mode, (draft, handle) => {
    fill(handle, text);
    try {
      linkSync(draft, path);
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      if (!WITHOUT_LINKS.has(codeOf(error) ?? "")) throw error;
      return createInPlace(path, text, mode);
    }
  });
}

/** What file systems say that have no hard links. */
const WITHOUT_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

function createInPlace(path: string, text: string, mode: number): boolean {
  let handle: number;
  try {
    handle = openSync(path, "wx", mode);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  try {
    fill(handle, text);
    return true;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** Finds out whether a file can be put there, and leaves nothing behind. @throws as {@link replaceFile} */
export function tryPlace(path: string): void {
  regularFileAt(path);
  withDraft(path, PRIVATE, () => {});
}

function withDraft<T>(path: string, mode: number, use: (draft: string, handle: number) => T): T {
  // Hidden: whoever reads the directory of lists passes over it, should the process be killed right here.
  const draft = join(dirname(path), `.blip-lists-${randomUUID()}.tmp`);
  try {
    const handle = openSync(draft, "wx", mode);
    try {
      return use(draft, handle);
    } finally {
      closeSync(handle);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function fill(handle: number, text: string): void {
  writeFileSync(handle, text);
  fsyncSync(handle);
}

/** In a container, say, where the tool runs as root on somebody's files. */
function keepOwner(handle: number, { uid, gid }: Stats): void {
  if (process.getuid?.() !== 0 || uid === 0) return;
  fchownSync(handle, uid, gid);
}
