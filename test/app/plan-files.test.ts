/** `plan --out` and `--review`: where files may go, and what is left when the plan comes to nothing. */

import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const NOBODY = 65_534;
const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));
const LISTS = { "lists/vip.yaml": listOf("vip", [String(whatsapp(mobile(1)))]) };

describe("a file that cannot be written", () => {
  it.each([
    ["--out nowhere/plan.json", "--out nowhere/plan.json: the file cannot be written (ENOENT)"],
    ["--out lists", "--out lists: the file cannot be written (EISDIR)"],
    ["--out=", "the file cannot be written (EISDIR)"],
    ["--review nowhere/review.json", "--review nowhere/review.json: the file cannot be written (ENOENT)"],
    ["--out plan.json --review nowhere/review.json", "--review nowhere/review.json"],
  ])("is refused before Blip is asked, and leaves no other behind: %s", async (flags, message) => {
    const shop = await workshopWith(LISTS);
    const { code, stderr } = await shop.run(`plan ${flags}`);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(shop.blip.emulator.log.entries).toEqual([]);
    expect(shop.names()).toEqual(["lists"]);
  });

  it("because the directory is another's is refused too", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({ ...LISTS, "sub/plan.json": "old" });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "sub"), 0o555);
    const isRoot = process.getuid?.() === 0;
    const options = { cwd, env: environmentFor(blip), ...(isRoot ? { uid: NOBODY } : {}) };
    const { code, stderr } = await blipLists(["plan", "--out", "sub/plan.json"], options);
    chmodSync(join(cwd, "sub"), 0o755);
    expect(code).toBe(3);
    expect(stderr).toContain("--out sub/plan.json: the file cannot be written (EACCES)");
  });
});

describe("a plan that fails", () => {
  it("leaves the files as they were, and no others", async () => {
    const shop = await workshopWith({ ...LISTS, "plan.json": "old", "review.json": "old" });
    await shop.blip.close();
    expect((await shop.run("plan --out plan.json --review review.json")).code).toBe(1);
    expect([shop.read("plan.json"), shop.read("review.json")]).toEqual(["old", "old"]);
    expect(shop.names()).toEqual(["lists", "plan.json", "review.json"]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 130],
    ["SIGKILL", null],
  ] as const)("because of %s leaves none either", async (signal, expected) => {
    let stop = () => {};
    const shop = await workshopWith(LISTS, { switches: { latencyMs: 300 }, sink: () => stop() });
    const running = shop.start("plan --out plan.json --review review.json");
    stop = () => running.kill(signal);
    expect((await running.finished).code).toBe(expected);
    expect(shop.names()).toEqual(["lists"]);
  });
});

describe("standard output as a file", () => {
  it("takes the saved plan too", async () => {
    const shop = await workshopWith(LISTS);
    const env = { PATH: process.env.PATH ?? "", ...shop.env };
    const piped = await new Promise<string>((resolve, reject) => {
      const command = '"$0" "$1" plan --out /dev/stdout | cat';
      execFile("sh", ["-c", command, process.execPath, MAIN], { cwd: shop.cwd, env }, (error, stdout) => {
        if (error) reject(error);
        else resolve(stdout);
      });
    });
    expect(piped).toContain('"seal": "hmac-sha256:');
    expect(piped).toContain("Plan: 1 list to create, 1 member to add");
  });
});
