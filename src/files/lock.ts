/**
 * A lock that is a file: whoever could make it has it until they remove it. It says who that is, so that a process
 * that is gone holds nothing, and it is touched every few seconds, for those who cannot see the process.
 */

import { randomUUID } from "node:crypto";
import { closeSync, constants, lstatSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { codeOf } from "../domain/system-error.ts";
import { isRunning, processTable, startOf } from "./process-table.ts";
import { createFile, readRegularFile, replaceFile, SHARED } from "./safe-file.ts";

export interface Holder {
  readonly pid: number;
  /** The name of the machine. */
  readonly machine: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

interface Written extends Holder {
  /** Which processes its number is one of; null where that is not known. */
  readonly table: string | null;
  /** When the process began, in the system's own terms: another may get its number later. Null: not known. */
  readonly started: string | null;
  readonly token: string;
}

/** What is found in the place of the lock. */
interface Found {
  /** Null for a file that does not say. */
  readonly holder: Written | null;
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
const TOKEN = /^[0-9a-f-]{36}$/;
const CONTENTION_MAX = 100;
/** Whoever removes the lock of a dead process may die, and so may whoever removes theirs. */
const DEPTH_MAX = 3;

/**
 * Takes the lock, if nobody has it who is still there.
 * @returns the lock, or who has it; null for somebody who does not say
 * @throws NotWritable where something else is in its place, and what the system throws where it cannot be made
 */
export function takeLock(path: string, since: Date): { lock: Lock } | { holder: Holder | null } {
  const me: Written = {
    pid: process.pid,
    machine: hostname(),
    since: since.toISOString(),
    table: processTable(),
    started: startOf(process.pid),
    token: randomUUID(),
  };
  const found = take(path, me, 0);
  if (found !== null) return { holder: found.holder };
  removeLeftBehind(path);
  const beat = setInterval(() => touch(path, me, () => clearInterval(beat)), BEAT_MS);
  beat.unref();
  const release = () => {
    clearInterval(beat);
    if (find(path)?.token === me.token) rmSync(path, { force: true });
  };
  return { lock: { release } };
}

/** @returns null where it was taken, or what is in the way */
function take(path: string, me: Written, depth: number): Found | null {
  for (let attempt = 1; ; attempt += 1) {
    const found = find(path);
    if (found === null) {
      if (createFile(path, textOf(me), SHARED)) return null;
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
function displace(path: string, { token }: Found, me: Written, depth: number): boolean | null {
  const right = join(dirname(path), `.apply-${token}.lock`);
  if (take(right, { ...me, token: randomUUID() }, depth + 1) !== null) return null;
  try {
    if (find(path)?.token !== token) return false;
    replaceFile(path, textOf(me), SHARED);
    return true;
  } finally {
    rmSync(right, { force: true });
  }
}

function textOf(holder: Written): string {
  return `${JSON.stringify(holder)}\n`;
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
    const holder = parse(text);
    return holder === null ? nameless : { holder, token: holder.token };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    if (codeOf(error) === "EACCES") return nameless;
    throw error;
  }
}

function parse(text: string): Written | null {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = Object(JSON.parse(text));
  } catch {
    return null;
  }
  const { pid, machine, since, table, started, token } = value;
  if (!Number.isSafeInteger(pid) || Number(pid) <= 0 || typeof machine !== "string") return null;
  if (typeof since !== "string" || Number.isNaN(Date.parse(since))) return null;
  if (typeof token !== "string" || !TOKEN.test(token)) return null;
  const orNull = (one: unknown) => (typeof one === "string" ? one : null);
  return { pid: Number(pid), machine, since, table: orNull(table), started: orNull(started), token };
}

function isGone(path: string, { holder }: Found): boolean {
  if (holder === null || !isOfThisTable(holder)) return isUntouched(path);
  if (!isRunning(holder.pid)) return true;
  const started = startOf(holder.pid);
  return started === null || holder.started === null ? isUntouched(path) : started !== holder.started;
}

/** Whether a number of a process means the same here. */
function isOfThisTable({ table, machine }: Written): boolean {
  const here = processTable();
  return here === null && table === null ? machine === hostname() : here === table;
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

/** Writes what is there once more, which sets its time. A lock that is another's by now is left alone. */
function touch(path: string, me: Written, stop: () => void): void {
  try {
    if (find(path)?.token !== me.token) {
      stop();
      return;
    }
    const handle = openSync(path, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      writeSync(handle, textOf(me), 0);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The next beat may have more luck.
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
