/** One apply at a time in a directory, and what each has looked up is kept: real processes, real files. */

import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import type { Running } from "../support/cli.ts";
import { mobile } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const LOCK = ".apply.lock";
const IDENTITIES = "lists/identities.lock.csv";
const NUMBERS = Array.from({ length: 60 }, (_, index) => mobile(index));

/** A shop whose first apply is at work. @param act called when so many numbers have been looked up */
async function atWork(lookUps: number, act: (first: Running) => void) {
  let first: Running | null = null;
  let hasActed = false;
  const shop = await workshopWith(
    { "lists/vip.yaml": listOf("vip", NUMBERS), "lists/bot.yaml": "commandsPerSecond: 1000\n" },
    {
      switches: { latencyMs: 20 },
      sink: () => {
        if (first === null || hasActed || lookedUp(shop).length < lookUps) return;
        hasActed = true;
        act(first);
      },
    },
  );
  first = shop.start("apply --yes");
  return { shop, first };
}

/** A first apply that stands still in the midst of its work until it gets a SIGCONT. */
async function halted(lookUps = 20) {
  let halt: () => void = () => {};
  const isHalted = new Promise<void>((resolve) => {
    halt = resolve;
  });
  const working = await atWork(lookUps, (first) => {
    first.kill("SIGSTOP");
    halt();
  });
  await isHalted;
  return working;
}

function lookedUp({ blip }: Workshop): string[] {
  return blip.emulator.log.entries.flatMap(({ uri }) => /\/accounts\/(\+\d+)/.exec(uri ?? "")?.[1] ?? []);
}

function keptIn(shop: Workshop): string[] {
  return shop.read(IDENTITIES).match(/^\+\d+/gm) ?? [];
}

describe("two applies at once, with no identities file yet", () => {
  it("of which one is interrupted: the other waits, every answer is in the file, and none was asked for twice", async () => {
    const { shop, first } = await halted();
    const second = shop.start("apply --yes --wait");
    await second.said("Waiting");
    first.kill("SIGINT");
    first.kill("SIGCONT");
    expect((await first.finished).code).toBe(130);
    expect((await second.finished).code).toBe(0);
    expect(keptIn(shop)).toEqual(NUMBERS);
    expect(lookedUp(shop).sort()).toEqual(NUMBERS);
    expect(shop.blip.emulator.state.lists.members("vip")).toHaveLength(NUMBERS.length);
    expect(shop.names("lists")).not.toContain(LOCK);
  });

  it("of which one is killed: the next begins at once, and asks for nothing whose answer was kept", async () => {
    const { shop, first } = await atWork(30, (running) => running.kill("SIGKILL"));
    expect((await first.finished).code).toBeNull();
    expect(shop.names("lists")).toContain(LOCK);
    const kept = keptIn(shop);
    expect(kept.length).toBeGreaterThan(0);
    shop.blip.emulator.log.clear();
    const { code, stderr } = await shop.run("apply --yes --wait");
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("Waiting")]);
    expect(keptIn(shop)).toEqual(NUMBERS);
    expect(lookedUp(shop).filter((number) => kept.includes(number))).toEqual([]);
    expect(shop.names("lists")).not.toContain(LOCK);
  });
});

describe("a second apply in a directory", () => {
  it("says who is at work there, ends with 1, and sends nothing", async () => {
    const { shop, first } = await halted();
    const { pid, since } = JSON.parse(shop.read(`lists/${LOCK}`));
    const second = await shop.run("apply lists/../lists/ --yes --format json", { CI: "true" });
    expect(second.code).toBe(1);
    const { error } = JSON.parse(second.stdout);
    expect(error).toMatchObject({ exit: 1, code: "locked" });
    const who = `process ${pid} on ${hostname()}, since ${since.replace(/\.\d+Z$/, "Z")}`;
    expect(error.message).toContain(`another apply (${who})`);
    expect(error.message).toContain("or use --wait");
    first.kill("SIGCONT");
    expect((await first.finished).code).toBe(0);
    expect(lookedUp(shop)).toHaveLength(NUMBERS.length);
  });

  it("that waits goes on when the other has ended, and finds nothing left to do", async () => {
    const { shop, first } = await halted();
    const second = shop.start("apply --yes --wait");
    await second.said("Waiting: another apply (process ");
    first.kill("SIGCONT");
    expect((await first.finished).code).toBe(0);
    const { code, stdout } = await second.finished;
    expect([code, stdout]).toEqual([0, expect.stringContaining("Nothing to change")]);
  });

  it("that waits ends with 130 when it is interrupted, and the other goes on", async () => {
    const { shop, first } = await halted();
    const second = shop.start("apply --yes --wait");
    await second.said("Waiting");
    second.kill("SIGINT");
    const { code, stderr } = await second.finished;
    expect([code, stderr]).toEqual([130, expect.stringContaining("nothing was sent")]);
    first.kill("SIGCONT");
    expect((await first.finished).code).toBe(0);
  });

  it("is none where the first plans or validates: those take no lock, and wait for none", async () => {
    const { shop, first } = await halted();
    const before = shop.names("lists");
    for (const command of ["validate", "plan", "demo lists"]) {
      expect([command, (await shop.run(command)).code]).toEqual([command, 0]);
      expect(shop.names("lists")).toEqual(before);
    }
    first.kill("SIGCONT");
    await first.finished;
    expect((await shop.run("plan")).code).toBe(0);
    expect(shop.names("lists")).toEqual(["bot.yaml", "identities.lock.csv", "vip.yaml"]);
  });
});
