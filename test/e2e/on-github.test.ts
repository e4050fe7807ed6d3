/** A run on GitHub Actions: what the page of the run and the steps that follow get of it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";
import { sourcesLoadedBy } from "../support/loaded.ts";

const LISTS = {
  "lists/vip.yaml": "name: vip\nmembers:\n  - +55 31 99999-8888\n  - 5531999997777@wa.gw.msging.net\n",
};

/** A directory with the files that a runner makes for a step. */
function step(files: Readonly<Record<string, string>> = LISTS) {
  const cwd = directoryWith({ ...files, "runner/summary.md": "", "runner/output": "" });
  const env = {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: join(cwd, "runner/summary.md"),
    GITHUB_OUTPUT: join(cwd, "runner/output"),
  };
  return {
    cwd,
    env,
    summary: () => readFileSync(env.GITHUB_STEP_SUMMARY, "utf8"),
    outputs: () => outputsIn(env.GITHUB_OUTPUT),
  };
}

/** `name<<delimiter`, the value, the delimiter. */
function outputsIn(file: string): Record<string, string> {
  const blocks = readFileSync(file, "utf8").matchAll(/^(\w+)<<(.+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...blocks].map(([, name, , value]) => [name, value]));
}

describe("plan on GitHub", () => {
  it("gives the step a summary and outputs, and leaves standard output to the result", async () => {
    const { cwd, env, summary, outputs } = step();
    const running = await emulatorWith();
    const run = await blipLists(["plan", "--format", "json"], {
      cwd,
      env: { ...env, ...environmentFor(running) },
    });
    expect(run.code).toBe(0);
    const { digest } = JSON.parse(run.stdout);
    expect(outputs()).toEqual({ changes: "true", digest, exitcode: "0" });
    expect(summary()).toContain("| `vip` |");
    expect(summary()).toContain("`+55 31 9****-8888`");
  });

  it("says that nothing changes, and what the exit code is", async () => {
    const { cwd, env, outputs } = step();
    const lists = { vip: ["5531999998888@wa.gw.msging.net", "5531999997777@wa.gw.msging.net"] };
    const running = await emulatorWith({ lists });
    const args = ["plan", "--detailed-exitcode"];
    await blipLists(args, { cwd, env: { ...env, ...environmentFor(running) } });
    expect(outputs()).toMatchObject({ changes: "false", exitcode: "0" });
  });

  it("turns a gate into an annotation", async () => {
    const { cwd, env } = step({ ...LISTS, "lists/bot.yaml": "maxAdditions: 1\n" });
    const running = await emulatorWith();
    const { code, stderr } = await blipLists(["plan"], { cwd, env: { ...env, ...environmentFor(running) } });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^::warning title=max-additions::2 members to add, over the 1 of maxAdditions/m);
  });
});

describe("apply on GitHub", () => {
  it("puts the plan and what came of it into the summary", async () => {
    const { cwd, env, summary, outputs } = step();
    const running = await emulatorWith();
    const { code } = await blipLists(["apply", "--yes"], {
      cwd,
      env: { ...env, ...environmentFor(running) },
    });
    expect(code).toBe(0);
    expect(summary()).toMatch(/^### lists: 1 list to create, 2 members to add/m);
    expect(summary()).toMatch(/^### lists: 3 of 3 actions done/m);
    expect(outputs()).toMatchObject({ changes: "true", exitcode: "0" });
  });

  it("says there why it was refused", async () => {
    const { cwd, env, summary, outputs } = step({ ...LISTS, "lists/bot.yaml": "maxNewLists: 0\n" });
    const running = await emulatorWith();
    const { code } = await blipLists(["apply", "--yes"], {
      cwd,
      env: { ...env, ...environmentFor(running) },
    });
    expect(code).toBe(5);
    expect(outputs()).toMatchObject({ exitcode: "5" });
    expect(summary()).toMatch(/\*\*Exit code 5\*\*.*1 lists? to create, over the 0 of maxNewLists/);
  });
});

describe("an apply that did not do everything", () => {
  it("names what failed on the line that declares it, and how it ended", async () => {
    const { cwd, env } = step();
    const running = await emulatorWith();
    running.emulator.state.takenLists.add("vip");
    const { code, stderr } = await blipLists(["apply", "--yes"], {
      cwd,
      env: { ...env, ...environmentFor(running) },
    });
    expect(code).toBe(7);
    expect(stderr).toMatch(
      /^::error file=lists\/vip\.yaml,line=1,col=1,title=failed::create the list vip: /m,
    );
    expect(stderr).toMatch(/^::error title=apply::0 of 3 actions done, 1 failed, 2 not attempted/m);
  });

  it("says how much was left, and what next", async () => {
    const { cwd, env } = step({ ...LISTS, "lists/bot.yaml": "approval: require\n" });
    const running = await emulatorWith();
    const { code, stderr } = await blipLists(["apply", "--yes", "--reviewed"], {
      cwd,
      env: { ...env, ...environmentFor(running) },
    });
    expect(code).toBe(6);
    expect(stderr).toMatch(
      /^::error title=not-approved::3 actions not sent: not in the approved plan\. Open a/m,
    );
  });
});

describe("a plan over a gate that a person has accepted", () => {
  it("is not said to be refused, and its digest can be copied out of the summary", async () => {
    const { cwd, env, summary } = step({ ...LISTS, "lists/bot.yaml": "maxAdditions: 1\n" });
    const running = await emulatorWith();
    const options = { cwd, env: { ...env, ...environmentFor(running) } };
    expect((await blipLists(["apply", "--yes", "--result", "result.json"], options)).code).toBe(5);
    const result = JSON.parse(readFileSync(join(cwd, "result.json"), "utf8"));
    const [, digest = ""] = /`--accept (sha256:[0-9a-f]{64})`/.exec(result.report) ?? [];
    expect(summary()).toContain(`\`--accept ${digest}\``);
    const { code, stdout } = await blipLists(["apply", "--yes", "--accept", `\u200b${digest} `], options);
    expect(code).toBe(0);
    expect(stdout).toContain("Accepted: 2 members to add, over the 1 of maxAdditions in bot.yaml.");
    expect(stdout).not.toContain("will refuse");
  });
});

describe("validate on GitHub", () => {
  it("puts each problem on its line, masked", async () => {
    const { cwd, env, summary, outputs } = step({
      "lists/a.yaml": "name: a\nmembers:\n  - +55 31 99999-8888\n  - +55 31 99999-88x8\n",
      "lists/b, c.yaml": "name: b\nmembers:\n  - +55 31 99999-8888\n  - (31) 99999-8888\n",
    });
    const { code, stderr, stdout } = await blipLists(["validate"], { cwd, env });
    expect(code).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^::error file=lists\/a\.yaml,line=4,col=5,title=[\w-]+::/m);
    expect(stderr).toMatch(/^::warning file=lists\/b%2C c\.yaml,line=4,col=5,title=duplicate-member::/m);
    expect(outputs()).toEqual({ exitcode: "3" });
    expect(summary()).toContain("`lists/a.yaml:4`");
  });

  it("does without the files that a runner would name", async () => {
    const { cwd } = step();
    const { code, stdout } = await blipLists(["validate"], { cwd, env: { GITHUB_ACTIONS: "true" } });
    expect(code).toBe(0);
    expect(stdout).toBe("Valid: 1 list with 2 members in lists.\n");
  });
});

describe("what only GitHub needs", () => {
  const OF_GITHUB = /\/src\/github\/|\/node_modules\/@actions\//;
  const OF_ITS_API = /\/node_modules\/(?:@octokit|fflate)\//;

  it("is loaded there alone", async () => {
    const { cwd, env } = step();
    const running = await emulatorWith();
    const blip = environmentFor(running);
    const elsewhere = await sourcesLoadedBy(["plan", "--review", "review.json"], { cwd, env: blip });
    expect(elsewhere.filter((source) => OF_GITHUB.test(source) || OF_ITS_API.test(source))).toEqual([]);
    expect(elsewhere.some((source) => source.endsWith("/src/app/plan.ts"))).toBe(true);
    const there = await sourcesLoadedBy(["plan"], { cwd, env: { ...env, ...blip } });
    expect(there.some((source) => OF_GITHUB.test(source))).toBe(true);
    expect(there.filter((source) => OF_ITS_API.test(source))).toEqual([]);
  });
});
