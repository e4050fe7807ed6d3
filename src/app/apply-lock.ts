/** One apply at a time in a directory of lists: it would not know what another looks up and adds. */

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { systemClock } from "../blip/clock.ts";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import { codeOf, systemCode } from "../domain/system-error.ts";
import type { Lock } from "../files/lock.ts";
import { takeLock } from "../files/lock.ts";
import type { Holder } from "../files/lock-holder.ts";
import { NotWritable } from "../files/safe-file.ts";
import type { Interrupt, Ports } from "./ports.ts";

/** Hidden, so that it is no list; and found by `*.lock` where Git is to ignore it. */
const LOCK_FILE = ".apply.lock";

const POLL_MS = 200;

interface LockOptions {
  readonly directory: string;
  /** Whether to wait for another apply to end. */
  readonly wait: boolean;
}

/**
 * Does something while no other apply is at work in the directory.
 * @throws Failure (exit 1) where one is, (exit 130) where waiting for it was interrupted
 */
export async function underLock<T>(
  options: LockOptions,
  interrupt: Interrupt,
  ports: Ports,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await acquire(options, interrupt, ports);
  try {
    return await work();
  } finally {
    lock?.release();
  }
}

/** @returns null where there can be no lock */
async function acquire(
  { directory, wait }: LockOptions,
  { stop }: Interrupt,
  ports: Ports,
): Promise<Lock | null> {
  const path = resolve(ports.cwd, directory);
  // Reading the lists says what is wrong.
  if (directory === "" || !isDirectory(path)) return null;
  let announced = "";
  for (;;) {
    const taken = attempt(directory, join(path, LOCK_FILE), ports);
    if (taken === null || "lock" in taken) return taken?.lock ?? null;
    const other = { directory: name(directory), holder: described(taken.holder) };
    if (!wait) throw failureAs(Exit.failed, "locked", fact("other-apply", other));
    const who = JSON.stringify(other);
    if (announced !== who) ports.notify(fact("waiting-for-apply", other));
    announced = who;
    await systemClock.sleep(POLL_MS, stop);
    if (stop.aborted) {
      throw new Failure(Exit.interrupted, fact("interrupted-waiting"), { code: "interrupted" });
    }
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Whoever cannot write here can still apply what needs no look-up: that alone is no reason to refuse. */
function attempt(directory: string, path: string, ports: Ports): ReturnType<typeof takeLock> | null {
  try {
    return takeLock(path, ports.now());
  } catch (error) {
    const named = join(directory, LOCK_FILE);
    if (error instanceof NotWritable || codeOf(error) === "EISDIR") {
      throw failureAs(Exit.failed, "locked", fact("lock-irregular", { file: name(named) }));
    }
    const fields = { file: name(named), directory: name(directory), error: literal(systemCode(error)) };
    ports.warn(fact("lock-unwritable", fields));
    return null;
  }
}

function described(holder: Holder | null) {
  if (holder === null) return null;
  const { pid, machine, since } = holder;
  return { process: pid, machine: name(machine), since: literal(since.replace(/\.\d+Z$/, "Z")) };
}
