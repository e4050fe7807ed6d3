/** Who has a lock, as the lock says it, and whether they are still there. */

import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { isRunning, processTable, startOf } from "./process-table.ts";

export interface Holder {
  readonly pid: number;
  /** The name of the machine. */
  readonly machine: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

export interface LockText extends Holder {
  /** Which processes its number is one of; null where that is not known. */
  readonly table: string | null;
  /** When the process began, in the system's own terms: another may get its number later. Null: not known. */
  readonly started: string | null;
  readonly token: string;
}

const TOKEN = /^[0-9a-f-]{36}$/;
/** What steers a terminal is not passed on: anybody may have written the file. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

export function thisProcess(since: Date): LockText {
  return {
    pid: process.pid,
    machine: hostname(),
    since: since.toISOString(),
    table: processTable(),
    started: startOf(process.pid),
    token: randomUUID(),
  };
}

export function renderHolder(holder: LockText): string {
  return `${JSON.stringify(holder)}\n`;
}

/** @returns null for what says no such thing */
export function parseHolder(text: string): LockText | null {
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
  return {
    pid: Number(pid),
    machine: machine.replace(UNPRINTABLE, "\uFFFD"),
    since: new Date(since).toISOString(),
    table: orNull(table),
    started: orNull(started),
    token,
  };
}

/** @returns null where it cannot be seen from here: it runs elsewhere, or its number may be another's by now */
export function isGoneFromHere(holder: LockText): boolean | null {
  if (!isOfThisTable(holder)) return null;
  if (!isRunning(holder.pid)) return true;
  const started = startOf(holder.pid);
  return started === null || holder.started === null ? null : started !== holder.started;
}

/** Whether a number of a process means the same here. */
function isOfThisTable({ table, machine }: LockText): boolean {
  const here = processTable();
  return here === null && table === null ? machine === hostname() : here === table;
}
