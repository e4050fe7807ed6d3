/** maxGrowthPercent: filling a list is no growth, and neither is going on with that after it broke off, once. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const NOTES = ".first-imports.json";
const SETTINGS = "maxGrowthPercent: 10\ncommandsPerSecond: 1000\n";
const COUNT = 120;

function known(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => String(whatsapp(mobile(from + index))));
}

function membersOf(shop: Workshop): number {
  return shop.blip.emulator.state.lists.members("vip")?.length ?? 0;
}

interface Breakable extends Workshop {
  /** Kills an apply when some are on the list. */
  breakOff(flags?: string): Promise<void>;
}

async function breakable(settings: string): Promise<Breakable> {
  let left = 0;
  let kill = () => {};
  const shop = await workshopWith(
    { "lists/vip.yaml": listOf("vip", known(COUNT)), "lists/bot.yaml": settings },
    {
      switches: { latencyMs: 20 },
      sink: ({ method }) => {
        if (method !== "set") return;
        left -= 1;
        if (left === 0) kill();
      },
    },
  );
  const breakOff = async (flags = "") => {
    left = 30;
    const running = shop.start(`apply --yes ${flags}`);
    kill = () => running.kill("SIGKILL");
    expect((await running.finished).code).toBeNull();
    expect(membersOf(shop)).toBeGreaterThan(0);
    expect(membersOf(shop)).toBeLessThan(COUNT);
  };
  return { ...shop, breakOff };
}

/** A first import of {@link COUNT} that is killed when some are on the list. */
async function broken(flags = "", settings = SETTINGS): Promise<Breakable> {
  const shop = await breakable(settings);
  if (flags !== "") await shop.run("plan --out plan.json --review review.json");
  await shop.breakOff(flags);
  return shop;
}

describe("a first import", () => {
  it("passes, leaves no note behind, and from then on the list has a limit", async () => {
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", known(20)),
      "lists/bot.yaml": SETTINGS,
    });
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(shop.names("lists")).not.toContain(NOTES);
    shop.put("lists/vip.yaml", listOf("vip", known(22)));
    expect((await shop.run("apply --yes")).code).toBe(0);
    shop.put("lists/vip.yaml", listOf("vip", known(25)));
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(5);
    expect(stderr).toContain("vip to grow by 14%, from 22 members to 25, over the 10% of maxGrowthPercent");
  });

  it("that is done is no excuse for members who left since", async () => {
    const members = known(20);
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", members), "lists/bot.yaml": SETTINGS });
    expect((await shop.run("apply --yes")).code).toBe(0);
    for (const member of members.slice(5)) await shop.removeMember("vip", member);
    expect((await shop.run("apply --yes")).code).toBe(5);
  });

  it("that was killed is gone on with, notes no number, and has its end", async () => {
    const shop = await broken();
    expect(JSON.parse(shop.read(`lists/${NOTES}`))).toMatchObject({ sizes: { vip: COUNT } });
    expect((await shop.run("plan")).stdout).not.toContain("Over a gate");
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(membersOf(shop)).toBe(COUNT);
    expect(shop.names("lists")).not.toContain(NOTES);
  });

  it("is nothing that a file can claim: a note that is not sealed lifts no gate", async () => {
    const shop = await broken();
    const note = JSON.parse(shop.read(`lists/${NOTES}`));
    shop.put(`lists/${NOTES}`, JSON.stringify({ ...note, sizes: { vip: 10 * COUNT } }));
    expect((await shop.run("apply --yes")).code).toBe(5);
  });

  it("that was killed goes on where a member was declared since", async () => {
    const shop = await broken("", SETTINGS.replace("10", "20"));
    shop.put("lists/vip.yaml", listOf("vip", known(COUNT + 1)));
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(membersOf(shop)).toBe(COUNT + 1);
    expect(shop.names("lists")).not.toContain(NOTES);
  });

  it("that was killed may not make the list larger by more than it may grow", async () => {
    const shop = await broken();
    const after = COUNT + COUNT / 10 + 1;
    shop.put("lists/vip.yaml", listOf("vip", known(after)));
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(5);
    expect(stderr).toContain(`to ${after}, over the 10% of maxGrowthPercent`);
  });

  it.each([
    "--plan plan.json",
    "--approved review.json",
    "--reviewed review.json",
    "--reviewed review.json review.json",
  ])("that was killed on a machine that is gone is known by what was approved: %s", async (flags) => {
    const shop = await broken(flags);
    shop.put(`lists/${NOTES}`, "");
    const { code } = await shop.run(`apply --yes ${flags}`);
    expect(code).toBe(0);
    expect(membersOf(shop)).toBe(COUNT);
  });

  it("that is finished is finished for good: a copy of its note lifts no gate", async () => {
    const shop = await broken();
    const note = shop.read(`lists/${NOTES}`);
    expect((await shop.run("apply --yes")).code).toBe(0);
    for (const member of known(COUNT).slice(5)) await shop.removeMember("vip", member);
    shop.put(`lists/${NOTES}`, note);
    expect((await shop.run("plan")).stdout).toContain("over the 10% of maxGrowthPercent");
    expect((await shop.run("apply --yes")).code).toBe(5);
    expect(membersOf(shop)).toBe(5);
  });

  it.each([
    "--plan plan.json",
    "--approved review.json",
    "--reviewed review.json",
    "--reviewed review.json review.json",
  ])("that is finished is no excuse for an old plan of it: %s", async (flags) => {
    const shop = await broken(flags);
    expect((await shop.run(`apply --yes ${flags}`)).code).toBe(0);
    for (const member of known(COUNT).slice(5)) await shop.removeMember("vip", member);
    expect((await shop.run(`apply --yes ${flags}`)).code).toBe(5);
    expect(membersOf(shop)).toBe(5);
  });

  it("is finished when its list is full, whatever becomes of the others in the same run", async () => {
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", known(20)),
      "lists/news.yaml": listOf("news", known(2)),
      "lists/bot.yaml": SETTINGS,
    });
    shop.blip.emulator.state.takenLists.add("news");
    await shop.run("plan --review review.json");
    expect((await shop.run("apply --yes --reviewed review.json")).code).toBe(7);
    for (const member of known(20).slice(5)) await shop.removeMember("vip", member);
    expect((await shop.run("apply --yes --reviewed review.json")).code).toBe(5);
  });

  it("of a list that was deleted since is another one, and may break off as well", async () => {
    const shop = await broken();
    const note = shop.read(`lists/${NOTES}`);
    expect((await shop.run("apply --yes")).code).toBe(0);
    await shop.deleteList("vip");
    await shop.breakOff();
    const another = shop.read(`lists/${NOTES}`);
    expect(another).not.toBe(note);
    shop.put(`lists/${NOTES}`, note);
    expect((await shop.run("apply --yes")).code).toBe(5);
    shop.put(`lists/${NOTES}`, another);
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(membersOf(shop)).toBe(COUNT);
  });

  it("is recorded as finished under a seal, by the name of the list and nothing else", async () => {
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", known(20)),
      "lists/bot.yaml": SETTINGS,
    });
    expect((await shop.run("apply --yes")).code).toBe(0);
    const { seal, ...rest } = JSON.parse(shop.read("lists/.finished-imports.json"));
    expect(rest).toEqual({ numbers: { vip: 1 } });
    expect(seal).toMatch(/^hmac-sha256:/);
  });

  it("leaves no record where no gate asks", async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", known(20)) });
    expect((await shop.run("apply --yes")).code).toBe(0);
    expect(shop.names("lists")).toEqual(["vip.yaml"]);
  });

  it("whose note cannot be read asks a person", async () => {
    const shop = await broken();
    for (const text of ["", "[]", "null", '{"vip": "all"}', '{"vip": 1']) {
      shop.put(`lists/${NOTES}`, text);
      expect((await shop.run("apply --yes")).code).toBe(5);
    }
  });
});
