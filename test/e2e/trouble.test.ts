/** What goes wrong, as a person sees it: one clear message, the right exit code, nothing lost. */

import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsAtRates } from "../../src/emulator/faults.ts";
import { blipLists, directoryWith, emulatorWith, environmentFor, KEY, start } from "../support/cli.ts";

const NOBODY = 65_534;
const LISTS = { "lists/vip.yaml": "name: vip\nmembers:\n  - +55 31 99999-8888\n" };

function manyMembers(count: number): string {
  const members = Array.from(
    { length: count },
    (_, index) => `  - ${5531990000000 + index}@wa.gw.msging.net`,
  );
  return `name: many\nmembers:\n${members.join("\n")}\n`;
}

describe("files that are not valid", () => {
  const FILES = {
    "lists/a.yaml": "name: black friday\nmenbers:\n  - +55 31 99999-8888\n",
    "lists/b.yaml": "name: vip\nmembers:\n  - 12345\n  - [1]\n",
  };

  it("are all named at once, with line, column, caret and what to do", async () => {
    const { code, stdout, stderr } = await blipLists(["validate"], { cwd: directoryWith(FILES) });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain("lists/a.yaml:1:7: error: Blip cannot have this name");
    expect(stderr).toContain("write black-friday");
    expect(stderr).toContain(
      'lists/a.yaml:2:1: error: unknown key "menbers": did you mean "members"?\n  2 | menbers:\n    | ^\n',
    );
    expect(stderr).toContain("lists/b.yaml:3:5: error: too short for a phone number");
    expect(stderr).toContain("lists/b.yaml:4:5: error: a member must be");
    expect(stderr).toContain("lists is not valid: 4 errors");
  });

  it("are named in JSON too, where a plan in JSON was asked for", async () => {
    const { code, stdout } = await blipLists(["plan", "--format=json"], { cwd: directoryWith(FILES) });
    expect(code).toBe(3);
    const { formatVersion, error } = JSON.parse(stdout);
    expect(formatVersion).toBe(1);
    expect(error).toMatchObject({ exit: 3, code: "invalid-lists" });
    expect(error.diagnostics).toHaveLength(4);
    expect(error.diagnostics[1]).toEqual({
      severity: "error",
      code: "unknown-key",
      message: 'unknown key "menbers": did you mean "members"?',
      file: "lists/a.yaml",
      line: 2,
      column: 1,
    });
  });

  it("show their numbers masked where CI is set", async () => {
    const cwd = directoryWith({ "lists/a.yaml": "name: vip\nmembers:\n  - +55 31 99999-88888 # Ana\n" });
    const { stderr } = await blipLists(["validate"], { cwd, env: { CI: "true" } });
    expect(stderr).toContain("- +55 ** *****-****8 # Ana");
    expect(stderr).not.toContain("99999");
  });
});

describe("files that may not be read", () => {
  it("are named, as are directories", async () => {
    const cwd = directoryWith({
      "lists/a.yaml": "",
      "lists/sub/b.yaml": "",
      "lists/vip.yaml": "name: vip\n",
    });
    // Root may read everything: nobody may not.
    const isRoot = process.getuid?.() === 0;
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "lists/a.yaml"), 0);
    chmodSync(join(cwd, "lists/sub"), 0);
    const { code, stderr } = await blipLists(["validate"], { cwd, ...(isRoot ? { uid: NOBODY } : {}) });
    chmodSync(join(cwd, "lists/sub"), 0o700);
    expect(code).toBe(3);
    expect(stderr).toContain(
      "lists/a.yaml:1:1: error: the file cannot be read (EACCES): check its permissions",
    );
    expect(stderr).toContain("error: lists/sub cannot be read (EACCES): check its permissions");
  });
});

describe("command lines that are not valid", () => {
  it.each([
    [["plam"], "unknown command 'plam'"],
    [["plan", "--fromat", "json"], "Did you mean --format?"],
    [["plan", "--format", "xml"], "Use text, json"],
    [["plan", "a", "b"], "too many arguments"],
    [[], "no command given"],
    [["emulator", "--port", "99999"], "whole number from 0 to 65535"],
    [["emulator", "--set", "nope=1"], "there is no switch nope"],
    [["emulator", "--fault", "nope=1"], 'unknown fault "nope". Use one of reset-before-effect'],
    [["emulator", "--fault", "garbage=2"], "the rate must be a number from 0 to 1"],
    [["plan", "--list", ""], "--list is empty"],
    [["import", "--list", ""], "--list is empty"],
    [["emulator", "--state", "nope.yaml"], "no such file"],
    [["validate", "nowhere"], "there is no directory nowhere"],
  ])("%j exits with 3 and says why", async (args, message) => {
    const { code, stdout, stderr } = await blipLists(args, { cwd: directoryWith(LISTS) });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("keys and contracts", () => {
  it("a missing key exits with 4 and says where keys are found", async () => {
    const { code, stderr } = await blipLists(["plan"], {
      cwd: directoryWith(LISTS),
      env: { BLIP_CONTRACT: "acme" },
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/BLIP_KEY is not set: .*portal/);
  });

  it("a wrong key exits with 4", async () => {
    const blip = await emulatorWith();
    const env = { ...environmentFor(blip), BLIP_KEY: Buffer.from("acmebot:wrong").toString("base64") };
    const { code, stderr } = await blipLists(["plan"], { cwd: directoryWith(LISTS), env });
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /Blip refused the key \(HTTP 401\)\. Check that BLIP_KEY is the key of this bot: .*portal/,
    );
  });

  it("a key of another bot than bot.yaml says exits with 3", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({ ...LISTS, "lists/bot.yaml": "bot: otherbot\n" });
    const { code, stderr } = await blipLists(["plan"], { cwd, env: environmentFor(blip) });
    expect(code).toBe(3);
    expect(stderr).toContain('bot.yaml is for the bot "otherbot"');
    expect(blip.emulator.log.entries).toEqual([]);
  });

  it.each(["evil.example/", "a.b", "acme@evil.example", "../x"])(
    "the contract %j exits with 3",
    async (contract) => {
      const env = { BLIP_KEY: KEY, BLIP_CONTRACT: contract };
      const { code, stderr } = await blipLists(["plan"], { cwd: directoryWith(LISTS), env });
      expect(code).toBe(3);
      expect(stderr).toContain("BLIP_CONTRACT is not a contract id");
    },
  );
});

describe("a Blip that does not answer as it should", () => {
  it("is one clear line with method and uri, and exit 1, when nothing listens", async () => {
    const blip = await emulatorWith();
    await blip.close();
    const env = environmentFor(blip);
    const { code, stderr } = await blipLists(["plan"], { cwd: directoryWith(LISTS), env });
    expect(code).toBe(1);
    const { host } = new URL(blip.url);
    expect(stderr).toBe(
      `error: get /lists?$skip=0&$take=30000: cannot connect: ${host}: the connection was refused\n`,
    );
  });

  it("is one clear line when HTML comes instead of JSON", async () => {
    const blip = await emulatorWith({ faults: faultsAtRates({ garbage: 1 }, 1) });
    const { code, stderr } = await blipLists(["plan"], {
      cwd: directoryWith(LISTS),
      env: environmentFor(blip),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: get \/lists\S+: unexpected answer: HTML, not JSON\n$/);
  });

  it("is survived when it is a fault now and then", async () => {
    const faults = faultsAtRates({ "reset-after-effect": 0.05, unavailable: 0.05, garbage: 0.02 }, 7);
    const blip = await emulatorWith({ faults });
    const cwd = directoryWith({
      "lists/many.yaml": manyMembers(200),
      "lists/bot.yaml": "commandsPerSecond: 1000\n",
    });
    const { code, stdout } = await blipLists(["apply", "--yes"], { cwd, env: environmentFor(blip) });
    expect(stdout).toContain("Converged:");
    expect(code).toBe(0);
    expect(blip.emulator.state.lists.members("many")).toHaveLength(200);
  });
});

describe("an interrupt", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "%s stops sending, reports what was done, and exits with 130",
    async (signal) => {
      const count = 500;
      const sets = () => blip.emulator.log.entries.filter(({ method }) => method === "set");
      let running: ReturnType<typeof start> | null = null;
      const blip = await emulatorWith({
        switches: { latencyMs: 50 },
        sink: ({ method }) => {
          if (method === "set" && sets().length === 20) running?.kill(signal);
        },
      });
      const cwd = directoryWith({ "lists/many.yaml": manyMembers(count) });
      running = start(["apply", "--yes", "--format", "json"], { cwd, env: environmentFor(blip) });
      const { code, stdout } = await running.finished;
      expect(code).toBe(130);
      const { summary, converged } = JSON.parse(stdout);
      expect(converged).toBeNull();
      expect(summary.done).toBe(sets().length);
      expect(summary.done + summary.notAttempted).toBe(count + 1);
      expect(summary.notAttempted).toBeGreaterThan(0);
    },
  );
});

describe("an interrupt of a read that waits for another try", () => {
  it.each([
    ["after HTTP 429", { switches: { commandsPerSecond: 1, penaltyMs: 120_000 } }],
    ["after HTTP 503", { faults: faultsAtRates({ unavailable: 1 }, 1) }],
    ["after a lost connection", { faults: faultsAtRates({ "reset-after-effect": 1 }, 1) }],
  ])("%s ends it at once with 130", async (_, options) => {
    let running: ReturnType<typeof start> | null = null;
    let isInterrupted = false;
    const blip = await emulatorWith({
      ...options,
      lists: { vip: [] },
      sink: ({ outcome, fault }) => {
        if (isInterrupted || (outcome !== "too-many-requests" && fault === null)) return;
        isInterrupted = true;
        running?.kill("SIGINT");
      },
    });
    running = start(["plan", "--format", "json"], { cwd: directoryWith(LISTS), env: environmentFor(blip) });
    const { code, stdout } = await running.finished;
    expect(code).toBe(130);
    expect(JSON.parse(stdout).error).toMatchObject({ exit: 130, code: "interrupted" });
    expect(blip.emulator.log.entries.length).toBeLessThan(4);
  });
});

describe("BLIP_KEY", () => {
  it("appears in no output of any command", async () => {
    const blip = await emulatorWith();
    const closed = await emulatorWith();
    await closed.close();
    const broken = await emulatorWith({ faults: faultsAtRates({ garbage: 1 }, 1) });
    const cwd = directoryWith(LISTS);
    const debugging = { NODE_DEBUG: "undici,http,net,tls", NODE_OPTIONS: "--trace-warnings" };
    const runs: [string[], Record<string, string>][] = [
      [["validate"], environmentFor(blip)],
      [["plan"], environmentFor(blip)],
      [["plan", "--format", "json"], { ...environmentFor(blip), ...debugging }],
      [["apply", "--yes", "--format", "json"], { ...environmentFor(blip), ...debugging }],
      [["plan"], { ...environmentFor(broken), ...debugging }],
      [["plan"], { ...environmentFor(blip), BLIP_KEY: `${KEY}x`, ...debugging }],
      [["plan"], { ...environmentFor(blip), BLIP_KEY: Buffer.from("acmebot:wrong").toString("base64") }],
      [["plan", "--format", "json"], { BLIP_KEY: KEY, BLIP_ENDPOINT: closed.url }],
      [["demo"], environmentFor(blip)],
      [["--help"], environmentFor(blip)],
    ];
    for (const [args, env] of runs) {
      const { stdout, stderr } = await blipLists(args, { cwd, env });
      const output = stdout + stderr;
      expect(output.length).toBeGreaterThan(0);
      expect(output).not.toContain(env.BLIP_KEY);
      expect(output).not.toContain("not-a-secret-of-anybody");
    }
  });
});
