/** `apply --result`: whenever a signal comes, the file says the truth. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Interrupt } from "../../src/app/ports.ts";
import type { Applied } from "../../src/app/result-file.ts";
import { withResultFile } from "../../src/app/result-file.ts";
import { Stopped } from "../../src/blip/pacer.ts";
import { portsOf } from "../../src/cli/ports.ts";
import { directoryWith } from "../support/cli.ts";
import { runtimeAt } from "../support/runtimes.ts";

const DONE: Applied = {
  report: {
    plan: {
      formatVersion: 1,
      contract: "acme",
      bot: "acmebot",
      digest: `sha256:${"0".repeat(64)}`,
      desired: `sha256:${"0".repeat(64)}`,
      summary: {
        createList: 0,
        addRecipient: 0,
        lookup: 0,
        unchanged: 0,
        undeclared: 0,
        excluded: 0,
        blocked: 0,
        commands: 0,
        seconds: 0,
      },
      lists: [],
      actions: [],
      gates: [],
      warnings: [],
    },
    left: [],
    outcomes: [],
    verification: { status: "unneeded" },
    ended: null,
  },
  comparison: null,
  exit: 0,
};

/** A process that is sent signals, in which an apply writes its result. */
function signalled() {
  const listeners = new Set<() => void>();
  const cwd = directoryWith({ "result.json": "of an earlier run" });
  const result = () => JSON.parse(readFileSync(join(cwd, "result.json"), "utf8"));
  /** What the file said when the process ended. */
  const ends: unknown[] = [];
  const runtime = {
    ...runtimeAt(cwd),
    onInterrupt: (callback: () => void) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    exit: (code: number): never => {
      ends.push({ code, result: result() });
      throw new Error("the process has ended");
    },
  };
  const apply = (run: (interrupt: Interrupt) => Promise<Applied>) =>
    withResultFile({ result: "result.json", directory: "lists" }, portsOf(runtime), run);
  const signal = () => {
    for (const listener of listeners) listener();
  };
  return { apply, signal, result, ends, listeners };
}

test("before anything was sent, the file says so", async () => {
  const { apply, signal, result } = signalled();
  await expect(
    apply(async ({ stop }) => {
      signal();
      expect(stop.aborted).toBe(true);
      throw new Stopped();
    }),
  ).rejects.toThrow(Stopped);
  expect(result()).toMatchObject({ exit: 130, headline: "interrupted: nothing was changed at Blip" });
});

test("where a second one ends the run at once, commands may have arrived", async () => {
  const { apply, signal, ends } = signalled();
  await expect(
    apply(async () => {
      signal();
      signal();
      return DONE;
    }),
  ).rejects.toThrow("has ended");
  const result = { exit: 130, headline: "interrupted, and stopped at once" };
  expect(ends).toEqual([{ code: 130, result: expect.objectContaining(result) }]);
});

test("when the run is over, its result is written all the same", async () => {
  const { apply, signal, result, listeners } = signalled();
  await apply(async () => {
    signal();
    return DONE;
  });
  expect(result()).toMatchObject({ exit: 0, headline: "nothing to change" });
  expect(listeners.size).toBe(0);
});
