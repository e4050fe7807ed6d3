/** `apply --result`: what it came to, whatever it came to, for a comment. */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Result } from "../../src/report/result.ts";
import { parseResult } from "../../src/report/result.ts";
import { KEY } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const [ANA, BIA] = [1, 2].map((index) => String(whatsapp(mobile(index)))) as [string, string];
const FILES = { "lists/vip.yaml": listOf("vip", [ANA, BIA]) };

/** The file, which holds nobody's number and no key. */
function resultOf(shop: Workshop): Result {
  const text = shop.read("result.json");
  expect(text).not.toMatch(/9000000\d/);
  expect(text).not.toContain(KEY);
  const result = parseResult(text);
  if ("problem" in result) throw new Error(`the result ${result.problem}`);
  expect(result.directory).toBe("lists");
  return result;
}

describe("the result of an apply", () => {
  it("that did it all", async () => {
    const shop = await workshopWith(FILES);
    expect((await shop.run("apply --yes --result result.json")).code).toBe(0);
    expect(resultOf(shop)).toMatchObject({ exit: 0, headline: "3 of 3 actions done; converged" });
  });

  it("that had nothing to do", async () => {
    const shop = await workshopWith(FILES, { lists: { vip: [ANA, BIA] } });
    expect((await shop.run("apply --yes --result result.json")).code).toBe(0);
    expect(resultOf(shop)).toMatchObject({ exit: 0, headline: "nothing to change" });
  });

  it("a part of which failed", async () => {
    const shop = await workshopWith({ ...FILES, "lists/news.yaml": listOf("news", [ANA]) });
    shop.blip.emulator.state.takenLists.add("news");
    expect((await shop.run("apply --yes --result result.json")).code).toBe(7);
    const { exit, headline, report } = resultOf(shop);
    expect({ exit, headline }).toEqual({
      exit: 7,
      headline: "3 of 5 actions done, 1 failed, 1 not attempted; not converged",
    });
    expect(report).toContain("(`lists/news.yaml:1`)");
  });

  it.each([
    [1, "cannot connect", "", {}],
    [3, "lists is not valid: 1 error", "", { "lists/bad.yaml": "nam: vip\n" }],
    [3, "--plan plan.json: the file cannot be read (ENOENT)", "--plan plan.json", {}],
    [4, "Blip refused the key", "", {}],
    [5, "2 members to add, over the 1 of maxAdditions", "", { "lists/bot.yaml": "maxAdditions: 1\n" }],
    [6, "3 actions without approval", "", { "lists/bot.yaml": "approval: require\n" }],
  ])("that failed with %i", async (exit, message, flags, files) => {
    const shop = await workshopWith({ ...FILES, ...files });
    if (exit === 1) await shop.blip.close();
    const env = exit === 4 ? { BLIP_KEY: Buffer.from("acmebot:wrong").toString("base64") } : undefined;
    expect((await shop.run(`apply --yes --result result.json ${flags}`, env)).code).toBe(exit);
    const result = resultOf(shop);
    expect(result.exit).toBe(exit);
    expect(result.headline).toContain(message);
    expect(result.report).toContain(`**Exit code ${exit}**`);
  });

  it.each([
    ["apply --result result.json", "no terminal to ask for confirmation"],
    ["apply --yes --plan a.json --reviewed --result result.json", "cannot be used together"],
  ])("that was not asked for rightly, over an older one: %s", async (command, message) => {
    const shop = await workshopWith({ ...FILES, "result.json": "old" });
    expect((await shop.run(command)).code).toBe(3);
    expect(resultOf(shop)).toMatchObject({ exit: 3, headline: expect.stringContaining(message) });
  });

  it("that held something back", async () => {
    const shop = await workshopWith({ ...FILES, "lists/bot.yaml": "approval: require\n" });
    expect((await shop.run("apply --yes --reviewed --result result.json")).code).toBe(6);
    const { exit, headline, report } = resultOf(shop);
    expect({ exit, headline }).toEqual({
      exit: 6,
      headline: "0 of 3 actions done, 3 not attempted; held back",
    });
    expect(report).toContain("**Not attempted** (3)");
  });

  it.each([
    ["SIGINT", 130, 130],
    ["SIGKILL", null, 7],
  ] as const)("that was ended by %s is not taken for an older one", async (signal, code, exit) => {
    const members = Array.from({ length: 300 }, (_, index) => String(whatsapp(mobile(index))));
    let stop = () => {};
    const shop = await workshopWith(
      { "lists/vip.yaml": listOf("vip", members), "result.json": '{"exit": 0}' },
      {
        switches: { latencyMs: 50 },
        sink: ({ method }) => {
          if (method === "set" && shop.writes().length === 10) stop();
        },
      },
    );
    const running = shop.start("apply --yes --result result.json");
    stop = () => running.kill(signal);
    expect((await running.finished).code).toBe(code);
    expect(resultOf(shop).exit).toBe(exit);
    expect(shop.names()).toEqual(["lists", "result.json"]);
  });
});

describe("a result that cannot be written", () => {
  it("is refused before Blip is asked", async () => {
    const shop = await workshopWith(FILES);
    const { code, stderr } = await shop.run("apply --yes --result nowhere/result.json");
    expect(code).toBe(3);
    expect(stderr).toContain("--result nowhere/result.json: the file cannot be written (ENOENT)");
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it.each([
    ["after it was done is no success, and no failure that wrote nothing", "", 7],
    ["after it failed does not hide why", "maxAdditions: 1\n", 5],
  ])("%s", async (_what, settings, expected) => {
    const spoil = () => {
      rmSync(join(shop.cwd, "result.json"), { recursive: true, force: true });
      mkdirSync(join(shop.cwd, "result.json"));
    };
    const shop = await workshopWith(
      { ...FILES, "lists/bot.yaml": `commandsPerSecond: 48\n${settings}` },
      { sink: spoil },
    );
    const { code, stdout, stderr } = await shop.run("apply --yes --result result.json");
    expect(code).toBe(expected);
    expect(stderr).toContain("warning: --result result.json: the file cannot be written (");
    expect(stdout + stderr).toMatch(/Converged:|over the 1 of maxAdditions/);
    expect(shop.names()).toEqual(["lists", "result.json"]);
  });
});
