/**
 * A lock that is a file: whoever could make it has it until they remove it. It says who that is, so that a process
 * that is gone holds nothing, and it is touched every few seconds, for those who cannot see the process.
 */

import { randomUUID } from "node:crypto";
import { closeSync, constants, lstatSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf } from "../domain/system-error.ts";
import type { Holder, LockText } from "./lock-holder.ts";
import { isGoneFromHere, parseHolder, renderHolder, thisProcess } from "./lock-holder.ts";
import { createFile, readRegularFile, replaceFile, SHARED } from "./safe-file.ts";

/** What is found in the place of the lock. */
interface Found {
  /** Null for a file that does not say. */
  readonly holder: LockText | null;
  /** Names this lock among all that there were. */
  readonly token: string;
}

export interface Lock {
  release(): void;
}

const BEAT_MS = 5_000;
/** So long a lock stands untouched whose process cannot be seen from here. */
const STALE_MS = 60_000;
/** What was left behind by killed processes goes after this. */
const LEFT_BEHIND_MS = 3_600_000;
const BYTES_MAX = 4_096;
const CONTENTION_MAX = 100;
/** Whoever removes the lock of a dead process may die, and so may whoever removes theirs. */
const DEPTH_MAX = 3;

/**
 * Takes the lock, if nobody has it who is still there.
 * @returns the lock, or who has it; null for somebody who does not say
 * @throws NotWritable where something else is in its place, and what the system throws where it cannot be made
 */
export function takeLock(path: string, since: Date): { lock: Lock } | { holder: Holder | null } {
  const me = thisProcess(since);
  const found = take(path, me, 0);
  if (found !== null) return { holder: found.holder };
  quietly(() => removeLeftBehind(path));
  const isMine = () => find(path)?.token === me.token;
  const beat = setInterval(() => quietly(() => (isMine() ? touch(path, me) : clearInterval(beat))), BEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    quietly(() => {
      if (isMine()) rmSync(path, { force: true });
    });
  };
  return { lock: { release } };
}

/** What fails does no harm: a lock that stays is nobody's as soon as its process has ended. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // The next beat may have more luck.
  }
}

/** @returns null where it was taken, or what is in the way */
function take(path: string, me: LockText, depth: number): Found | null {
  for (let attempt = 1; ; attempt += 1) {
    const found = find(path);
    if (found === null) {
      if (createFile(path, renderHolder(me), SHARED)) return null;
      if (attempt > CONTENTION_MAX) return { holder: null, token: "" };
      continue;
    }
    if (!isGone(path, found) || depth > DEPTH_MAX || attempt > CONTENTION_MAX) return found;
    const isMine = displace(path, found, me, depth);
    if (isMine === null) return found;
    if (isMine) return null;
  }
}

/**
 * Puts a lock in the place of one whose process is gone. Several may want to at the same time: of those that saw the
 * same lock, the one that gets a lock named after it.
 * @returns whether that was done; false where the lock was another by then, null where somebody else is at it
 */
function displace(path: string, { token }: Found, me: LockText, depth: number): boolean | null {
  const right = join(dirname(path), `.apply-${token}.lock`);
  if (take(right, { ...me, token: randomUUID() }, depth + 1) !== null) return null;
  try {
    if (find(path)?.token !== token) return false;
    replaceFile(path, renderHolder(me), SHARED);
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

/** @returns null where there is no lock */
function find(path: string): Found | null {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (info === undefined) return null;
  const nameless: Found = { holder: null, token: `${info.ino}-${Math.trunc(info.birthtimeMs)}` };
  if (info.isFile() && info.size > BYTES_MAX) return nameless;
  try {
    const text = readRegularFile(path);
    if (text === null) return null;
    const holder = parseHolder(text);
    return holder === null ? nameless : { holder, token: holder.token };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    if (codeOf(error) === "EACCES") return nameless;
    throw error;
  }
}

function isGone(path: string, { holder }: Found): boolean {
  return (holder === null ? null : isGoneFromHere(holder)) ?? isUntouched(path);
}

/** By the clock of the file system: those of two machines may differ. */
function isUntouched(path: string): boolean {
  const probe = join(dirname(path), `.apply-${randomUUID()}.lock`);
  try {
    if (!createFile(probe, "", SHARED)) return false;
    return statSync(probe).mtimeMs - lstatSync(path).mtimeMs > STALE_MS;
  } catch {
    // Whoever cannot write here cannot take the lock either.
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Writes what is there once more, which sets its time, by the clock of the file system. */
function touch(path: string, me: LockText): void {
  const handle = openSync(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    writeSync(handle, renderHolder(me), 0);
  } finally {
    closeSync(handle);
  }
}

const LEFT_BEHIND = /^\.(?:apply-.+\.lock|blip-lists-.+\.tmp)$/;

function removeLeftBehind(path: string): void {
  const directory = dirname(path);
  const now = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const name of readdirSync(directory).filter((one) => LEFT_BEHIND.test(one))) {
    const info = lstatSync(join(directory, name), { throwIfNoEntry: false });
    if (info?.isFile() && now - info.mtimeMs > LEFT_BEHIND_MS) rmSync(join(directory, name), { force: true });
  }
}
