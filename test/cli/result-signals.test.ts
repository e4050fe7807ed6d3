/** `apply --result`: whenever a signal comes, the file says the truth. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Applied } from "../../src/cli/apply.ts";
import { withResultFile } from "../../src/cli/result-file.ts";
import type { World } from "../../src/cli/world.ts";
import { directoryWith } from "../support/cli.ts";
import { worldAt } from "./worlds.ts";

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
    outcomes: [],
    verification: { status: "unneeded" },
    ended: null,
  },
  comparison: null,
  exit: 0,
};

/** A world that is sent signals, in which an apply writes its result. */
function signalled() {
  const listeners = new Set<() => void>();
  const cwd = directoryWith({ "result.json": "of an earlier run" });
  const result = () => JSON.parse(readFileSync(join(cwd, "result.json"), "utf8"));
  /** What the file said when the process ended. */
  const ends: unknown[] = [];
  const world: World = {
    ...worldAt(cwd),
    onInterrupt: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    exit: (code) => {
      ends.push({ code, result: result() });
      throw new Error("the process has ended");
    },
  };
  const apply = (run: (world: World) => Promise<Applied>) =>
    withResultFile({ result: "result.json", directory: "lists" }, world, run);
  const signal = () => {
    for (const listener of listeners) listener();
  };
  return { apply, signal, result, ends, listeners };
}

test("before the run listens, nothing was sent", async () => {
  const { apply, signal, ends } = signalled();
  await expect(
    apply(async () => {
      signal();
      return DONE;
    }),
  ).rejects.toThrow("has ended");
  const result = { exit: 130, headline: "interrupted before anything was sent" };
  expect(ends).toEqual([{ code: 130, result: expect.objectContaining(result) }]);
});

test("where the run ends at once, commands may have arrived", async () => {
  const { apply, ends } = signalled();
  await expect(
    apply(async (world) => {
      world.onInterrupt(() => {});
      return world.exit(130);
    }),
  ).rejects.toThrow("has ended");
  const result = { exit: 130, headline: "interrupted, and ended at once" };
  expect(ends).toEqual([{ code: 130, result: expect.objectContaining(result) }]);
});

test("when the run is over, what it came to is written all the same", async () => {
  const { apply, signal, result, listeners } = signalled();
  await apply(async (world) => {
    const release = world.onInterrupt(() => {});
    release();
    signal();
    return DONE;
  });
  expect(result()).toMatchObject({ exit: 0, headline: "nothing to change" });
  expect(listeners.size).toBe(0);
});
