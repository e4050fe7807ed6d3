/** Every number finds its identity once: the built tool as a process, real HTTP to an emulator. */

import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { E164 } from "../../src/domain/phone.ts";
import type { LogEntry } from "../../src/emulator/log.ts";
import { blipLists, directoryWith, emulatorWith, environmentFor, start } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";

const NOBODY = 65_534;
const LOCK = "lists/identities.lock.csv";
const HEADER = "phone,identity,source,resolved_at\n";
/** In the file of a run against an emulator. */
const OWNER = "# contract: acme@127.0.0.1, bot: acmebot\n";

function listOf(numbers: readonly string[], more = ""): string {
  return `name: vip\n${more}members:\n${numbers.map((number) => `  - "${number}"`).join("\n")}\n`;
}

function numbers(from: number, count: number): E164[] {
  return Array.from({ length: count }, (_, index) => mobile(from + index));
}

/** The numbers whose answers are in the file, in its order. */
function keptIn(cwd: string): string[] {
  return readFileSync(join(cwd, LOCK), "utf8").match(/^\+\d+/gm) ?? [];
}

function lookedUp(entries: readonly LogEntry[]): string[] {
  return entries.flatMap(({ uri }) => /\/accounts\/(\+\d+)/.exec(uri ?? "")?.[1] ?? []);
}

describe("numbers that are contacts under the other form", () => {
  it("are added as Blip knows them, without a look-up, and the next plan reads no contacts", async () => {
    const declared = numbers(0, 200);
    const half = declared.slice(0, 100);
    const blip = await emulatorWith();
    const { state } = blip.emulator;
    for (let index = 1_000; index < 50_900; index += 1)
      state.addContact({ identity: whatsapp(mobile(index)) });
    for (const [index] of half.entries()) state.addContact({ identity: whatsapp(mobile(index), "short") });
    const env = environmentFor(blip);
    const cwd = directoryWith({
      "lists/vip.yaml": listOf(declared),
      "lists/bot.yaml": "commandsPerSecond: 1000\n",
    });

    const planned = JSON.parse((await blipLists(["plan", "--format", "json"], { cwd, env })).stdout);
    expect(planned.summary).toMatchObject({ addRecipient: 200, lookup: 100 });
    expect(lookedUp(blip.emulator.log.entries)).toEqual([]);
    expect(existsSync(join(cwd, LOCK))).toBe(false);

    expect((await blipLists(["apply", "--yes"], { cwd, env })).code).toBe(0);
    const members = blip.emulator.state.lists.members("vip") ?? [];
    for (const [index] of half.entries()) expect(members).toContain(whatsapp(mobile(index), "short"));
    expect(lookedUp(blip.emulator.log.entries).sort()).toEqual(declared.slice(100));
    expect(readFileSync(join(cwd, LOCK), "utf8").startsWith(OWNER + HEADER)).toBe(true);
    expect(keptIn(cwd)).toEqual(declared.slice(100));

    blip.emulator.log.clear();
    const second = JSON.parse((await blipLists(["plan", "--format", "json"], { cwd, env })).stdout);
    expect(second.actions).toEqual([]);
    expect(blip.emulator.log.entries.filter(({ uri }) => uri?.startsWith("/contacts"))).toEqual([]);
  });
});

describe("an apply that is killed", () => {
  it("asks no number again whose answer had been kept", async () => {
    let running: ReturnType<typeof start> | null = null;
    const blip = await emulatorWith({
      switches: { latencyMs: 20 },
      sink: ({ resource }) => {
        if (typeof resource === "string" && added() === 30) running?.kill("SIGKILL");
      },
    });
    const added = () =>
      blip.emulator.log.entries.filter(({ resource }) => typeof resource === "string").length;
    const env = environmentFor(blip);
    const cwd = directoryWith({
      "lists/vip.yaml": listOf(numbers(0, 300)),
      "lists/bot.yaml": "commandsPerSecond: 1000\n",
    });
    running = start(["apply", "--yes"], { cwd, env });
    await running.finished;
    const kept = keptIn(cwd);
    expect(kept.length).toBeGreaterThanOrEqual(added());
    expect(kept.length).toBeLessThan(300);

    blip.emulator.log.clear();
    const { code } = await blipLists(["apply", "--yes"], { cwd, env });
    expect(code).toBe(0);
    const again = lookedUp(blip.emulator.log.entries);
    expect(again.length).toBeGreaterThan(0);
    expect(again.filter((number) => kept.includes(number))).toEqual([]);
  });
});

describe("the identities file", () => {
  it("that cannot be written is one clear line, and nothing is sent", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({ "lists/vip.yaml": listOf(numbers(0, 1)), [LOCK]: HEADER });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, LOCK), 0o444);
    chmodSync(join(cwd, "lists"), 0o555);
    const isRoot = process.getuid?.() === 0;
    const env = environmentFor(blip);
    const { code, stderr } = await blipLists(["apply", "--yes"], {
      cwd,
      env,
      ...(isRoot ? { uid: NOBODY } : {}),
    });
    chmodSync(join(cwd, "lists"), 0o755);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "lists/identities.lock.csv, which keeps the results of look-ups: the file cannot be written (EACCES). Check its permissions",
    );
    expect(blip.emulator.log.entries.filter(({ method }) => method === "set")).toEqual([]);
    expect(lookedUp(blip.emulator.log.entries)).toEqual([]);
  });

  it("with the marks of a merge is named by its lines, and exits with 3", async () => {
    const cwd = directoryWith({
      "lists/vip.yaml": listOf(numbers(0, 1)),
      [LOCK]: `${HEADER}<<<<<<< HEAD\n=======\n>>>>>>> b\n`,
    });
    const { code, stderr } = await blipLists(["validate"], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain("lists/identities.lock.csv:2:1: error: a merge conflict was left here");
    expect(stderr).toContain("lists/identities.lock.csv:4:1: error:");
  });

  it("keeps a number that Blip refused: it is blocked, no action, until asked for once more", async () => {
    const blip = await emulatorWith({ switches: { unknownNumber: "not-found" } });
    const env = environmentFor(blip);
    const cwd = directoryWith({ "lists/vip.yaml": listOf(numbers(0, 2)) });
    expect((await blipLists(["apply", "--yes"], { cwd, env })).code).toBe(7);
    expect(readFileSync(join(cwd, LOCK), "utf8")).toMatch(/^\+5531990000000,,not on WhatsApp,\d{4}-.*Z$/m);

    blip.emulator.log.clear();
    const { stdout } = await blipLists(["plan", "--format", "json"], { cwd, env });
    const { actions, summary, warnings } = JSON.parse(stdout);
    expect([actions, summary.blocked, warnings[0].code]).toEqual([[], 2, "blocked"]);
    expect((await blipLists(["apply", "--yes"], { cwd, env })).code).toBe(0);
    expect(lookedUp(blip.emulator.log.entries)).toEqual([]);

    await blipLists(["apply", "--yes", "--refresh-identities"], { cwd, env });
    expect(lookedUp(blip.emulator.log.entries)).toHaveLength(2);
  });

  it("keeps ten that WhatsApp does not know, and the thirty behind them are added in the same run", async () => {
    const blip = await emulatorWith({ switches: { unknownNumber: "not-found" } });
    const [unknown, good] = [numbers(0, 10), numbers(10, 30)];
    for (const number of good)
      blip.emulator.state.accounts.set(number.slice(1), { identity: whatsapp(number) });
    const env = environmentFor(blip);
    const cwd = directoryWith({ "lists/vip.yaml": listOf([...unknown, ...good]) });
    const { code, stdout } = await blipLists(["apply", "--yes", "--format", "json"], { cwd, env });
    expect(code).toBe(7);
    expect(JSON.parse(stdout).summary).toMatchObject({ done: 31, failed: 10, notAttempted: 0 });
    expect(blip.emulator.state.lists.members("vip")).toHaveLength(30);
    expect(lookedUp(blip.emulator.log.entries).sort()).toEqual([...unknown, ...good]);

    blip.emulator.log.clear();
    const second = await blipLists(["apply", "--yes"], { cwd, env });
    expect([second.code, lookedUp(blip.emulator.log.entries)]).toEqual([0, []]);
    expect(second.stdout).toContain("10 blocked");
  });

  it.each([35, 42, 62, 1])(
    "keeps nothing that is about the bot or its channel: after three of reason %i the next run tries again",
    async (lookUpRefusedReason) => {
      const blip = await emulatorWith({ switches: { lookUpRefusedReason } });
      const cwd = directoryWith({ "lists/vip.yaml": listOf(numbers(0, 40)) });
      const { code, stdout } = await blipLists(["apply", "--yes"], { cwd, env: environmentFor(blip) });
      expect(code).toBe(7);
      expect(stdout).toContain(`(reason ${lookUpRefusedReason}: WhatsApp is not available to this bot)`);
      expect(stdout).toContain("The cause is the bot or its channel, not the numbers");
      expect(lookedUp(blip.emulator.log.entries)).toHaveLength(3);
      expect(existsSync(join(cwd, LOCK))).toBe(false);

      const mended = await emulatorWith({ lists: { vip: [] } });
      const again = await blipLists(["apply", "--yes"], { cwd, env: environmentFor(mended) });
      expect([again.code, mended.emulator.state.lists.members("vip")?.length]).toEqual([0, 40]);
    },
  );
});

describe("maxLookups", () => {
  it("lets a plan be made, and makes apply refuse with 5 before anything is sent", async () => {
    const blip = await emulatorWith();
    const env = environmentFor(blip);
    const cwd = directoryWith({
      "lists/vip.yaml": listOf(numbers(0, 3)),
      "lists/bot.yaml": "maxLookups: 2\n",
    });
    const plan = await blipLists(["plan", "--format", "json"], { cwd, env });
    expect(plan.code).toBe(0);
    expect(JSON.parse(plan.stdout).warnings).toMatchObject([{ code: "max-lookups" }]);

    blip.emulator.log.clear();
    const { code, stderr } = await blipLists(["apply", "--yes"], { cwd, env });
    expect(code).toBe(5);
    expect(stderr).toContain("3 numbers to look up, over the 2 of maxLookups in bot.yaml");
    expect(blip.emulator.log.entries.every(({ method }) => method === "get")).toBe(true);
    expect(lookedUp(blip.emulator.log.entries)).toEqual([]);
  });
});
