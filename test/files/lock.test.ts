/** A lock of a directory: whose it is, and when it is nobody's. */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { describe, expect, it } from "vitest";
import { takeLock } from "../../src/files/lock.ts";
import { processTable, startOf } from "../../src/files/process-table.ts";
import { directoryWith } from "../support/cli.ts";
import { makePipe } from "../support/pipe.ts";

const LOCK = ".apply.lock";
const SINCE = new Date("2026-11-03T12:00:00Z");
const SOURCE = fileURLToPath(new URL("../../src/files/lock.ts", import.meta.url));

/** A process that ran and has ended. */
const GONE = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));

const TOKEN = "00000000-0000-4000-8000-000000000000";
const THIS = { pid: process.pid, machine: hostname(), table: processTable(), started: startOf(process.pid) };
const ELSEWHERE = { pid: 7, machine: "elsewhere", table: "another boot pid:[1]", started: "100" };

function lockedBy(holder: object): string {
  return directoryWith({ [LOCK]: JSON.stringify({ since: SINCE.toISOString(), token: TOKEN, ...holder }) });
}

/** @param seconds since it was last touched */
function untouchedFor(seconds: number, cwd: string): string {
  const at = Date.now() / 1_000 - seconds;
  utimesSync(join(cwd, LOCK), at, at);
  return cwd;
}

function take(cwd: string) {
  return takeLock(join(cwd, LOCK), SINCE);
}

/** @returns whether it was taken, after which it is given back */
function isFree(cwd: string): boolean {
  const taken = take(cwd);
  if (!("lock" in taken)) return false;
  taken.lock.release();
  expect(readdirSync(cwd)).toEqual([]);
  return true;
}

describe("a lock", () => {
  it("is its first taker's until it is released, says whose it is, and leaves nothing behind", () => {
    const cwd = directoryWith({});
    const first = take(cwd);
    const { pid } = process;
    expect(take(cwd)).toEqual({
      holder: expect.objectContaining({ pid, machine: hostname(), since: SINCE.toISOString() }),
    });
    if ("lock" in first) first.lock.release();
    expect(readdirSync(cwd)).toEqual([]);
    expect(isFree(cwd)).toBe(true);
  });

  it("that another has by now is not released", () => {
    const cwd = directoryWith({});
    const taken = take(cwd);
    const others = JSON.stringify({ ...ELSEWHERE, since: SINCE.toISOString(), token: TOKEN });
    writeFileSync(join(cwd, LOCK), others);
    if ("lock" in taken) taken.lock.release();
    expect(readFileSync(join(cwd, LOCK), "utf8")).toBe(others);
  });
});

describe("whose a lock is", () => {
  it("is shown without what steers a terminal", () => {
    const taken = take(lockedBy({ ...ELSEWHERE, machine: "a\u001b[2Jb\nc" }));
    expect(taken).toMatchObject({ holder: { machine: "a\uFFFD[2Jb\uFFFDc" } });
  });
});

describe("a lock that was left behind", () => {
  it.each<[string, object]>([
    ["by a process that is gone", { ...THIS, pid: GONE }],
    ["by a process whose number another has by now", { ...THIS, started: "1" }],
  ])("%s is nobody's at once", (_, holder) => {
    expect(isFree(lockedBy(holder))).toBe(true);
  });

  it.each<[string, object]>([
    ["by a process on another machine", ELSEWHERE],
    ["by one in another container of this machine", { ...THIS, pid: GONE, table: "another boot pid:[1]" }],
    ["by one of which it is not known when it began", { ...THIS, started: null }],
    ["by nobody who says so", { pid: "x" }],
    ["half written", { token: "../../x" }],
    ["and is larger than any", { ...THIS, machine: "x".repeat(10_000) }],
  ])("%s is nobody's once it is not touched any more, and not before", (_, holder) => {
    const cwd = lockedBy(holder);
    expect(isFree(cwd)).toBe(false);
    expect(isFree(untouchedFor(30, cwd))).toBe(false);
    expect(isFree(untouchedFor(90, cwd))).toBe(true);
  });

  it("by somebody who was just about to take over another's goes the same way", () => {
    const cwd = lockedBy({ ...THIS, pid: GONE });
    const claim = JSON.stringify({
      ...THIS,
      pid: GONE,
      since: SINCE.toISOString(),
      token: TOKEN.replace("4", "5"),
    });
    writeFileSync(join(cwd, `.apply-${TOKEN}.lock`), claim);
    expect(isFree(cwd)).toBe(true);
  });

  it("is one process's that is still there, however long it is not touched", () => {
    expect(isFree(untouchedFor(3_600, lockedBy(THIS)))).toBe(false);
  });

  it("is taken by one of many who want it at the same time", async () => {
    const cwd = lockedBy({ ...THIS, pid: GONE });
    const built = join(directoryWith({}), "lock.mjs");
    await build({ input: SOURCE, platform: "node", output: { file: built } });
    const program = `
      const { takeLock } = await import(${JSON.stringify(built)});
      process.stdout.write("lock" in takeLock(${JSON.stringify(join(cwd, LOCK))}, new Date(0)) ? "mine\\n" : "other's\\n");
      process.stdin.resume();
    `;
    const wanting = Array.from({ length: 6 }, () => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program]);
      const said = new Promise<string>((resolve) => child.stdout.setEncoding("utf8").once("data", resolve));
      return { child, said };
    });
    const said = await Promise.all(wanting.map(({ said }) => said));
    for (const { child } of wanting) child.stdin.end();
    expect(said.filter((word) => word === "mine\n")).toHaveLength(1);
  });
});

describe("what is in the place of a lock", () => {
  it.each<[string, (path: string) => void]>([
    ["a link", (path) => symlinkSync("target", path)],
    ["a pipe", makePipe],
    ["a directory", (path) => mkdirSync(path)],
  ])("is an error, and is not touched: %s", (_, make) => {
    const cwd = directoryWith({ target: "kept" });
    make(join(cwd, LOCK));
    expect(() => take(cwd)).toThrow();
    expect(readFileSync(join(cwd, "target"), "utf8")).toBe("kept");
    expect(readdirSync(cwd).sort()).toEqual([LOCK, "target"]);
  });
});
