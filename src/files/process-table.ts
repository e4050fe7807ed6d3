/** Which processes run on this machine, as far as one can see them. */

import { readFileSync, readlinkSync } from "node:fs";
import { codeOf } from "../domain/system-error.ts";

/** @returns whether a process of this number is there, whoever's it is */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
  // One that was killed is in the table until somebody takes note.
  return !["Z", "X"].includes(fieldsOf(pid)?.[0] ?? "");
}

/** @returns when a process began, in ticks since the machine did; null where the system does not say, or it is gone */
export function startOf(pid: number): string | null {
  return fieldsOf(pid)?.[STARTED] ?? null;
}

/** Field 22 of proc(5) is the 20th from the third on. */
const STARTED = 19;

/** What follows the name of the program, which may hold anything, brackets too: the state first. */
function fieldsOf(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * Names the table that numbers of processes are of: containers on one machine have one each, and a machine that was
 * started anew has another.
 * @returns null where the system does not say
 */
export function processTable(): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return null;
  }
}
