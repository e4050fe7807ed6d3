/** Exit 6 says what differs from the approved plan, in people's terms: lists, settings and gates, and no numbers. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const PEOPLE = Array.from({ length: 6 }, (_, index) => String(whatsapp(mobile(index))));

/** A plan to add four of six; then a declared member is taken off, and the limit is lowered. */
async function changedSince(): Promise<Workshop> {
  const shop = await workshopWith(
    { "lists/vip.yaml": listOf("vip", PEOPLE), "lists/bot.yaml": "maxAdditions: 4\n" },
    { lists: { vip: PEOPLE.slice(0, 2) } },
  );
  const { code } = await shop.run("plan --out plan.json --review review.json");
  expect(code).toBe(0);
  await shop.removeMember("vip", String(PEOPLE[1]));
  shop.blip.emulator.log.clear();
  return shop;
}

const DIFFERENCES = [
  "gate maxAdditions: passed then, refuses now",
  "vip: 4 members to add then, 5 now",
  "vip: 2 declared members on it then, 1 now",
];

describe.each([
  ["a saved plan", "--plan plan.json"],
  ["a review file", "--approved review.json"],
])("%s that something was added to since", (_, flag) => {
  it("is refused with what differs", async () => {
    const shop = await changedSince();
    const { code, stderr } = await shop.run(`apply ${flag} --yes`);
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stderr).toContain(DIFFERENCES.join("; "));
  });

  it("is refused with each difference as data, in JSON", async () => {
    const shop = await changedSince();
    const { code, stdout } = await shop.run(`apply ${flag} --yes --format json`);
    expect(code).toBe(6);
    const { error } = JSON.parse(stdout);
    expect(error.code).toBe("not-approved");
    expect(error.differences).toEqual([
      { code: "gate-refuses-now", setting: "maxAdditions", message: DIFFERENCES[0] },
      { code: "list-counts-changed", list: "vip", what: "add", before: 4, after: 5, message: DIFFERENCES[1] },
      {
        code: "list-counts-changed",
        list: "vip",
        what: "unchanged",
        before: 2,
        after: 1,
        message: DIFFERENCES[2],
      },
    ]);
    expect(JSON.stringify(error.differences)).not.toContain("9000");
  });

  it("carries out the approved part, and says what differs in every form", async () => {
    const shop = await changedSince();
    shop.put("lists/bot.yaml", "maxAdditions: 100\ncommandsPerSecond: 40\n");
    const words = [
      "commandsPerSecond in bot.yaml: 48 then, 40 now",
      "maxAdditions in bot.yaml: 4 then, 100 now",
    ];
    const text = await shop.run(`apply ${flag} --approved-only --yes --result result.json`);
    expect(text.code).toBe(6);
    for (const line of [...words, ...DIFFERENCES.slice(1)]) expect(text.stdout).toContain(`\n  ${line}\n`);
    const { report } = JSON.parse(shop.read("result.json"));
    for (const line of words) expect(report).toContain(`- ${line}`);
    const json = await shop.run(`apply ${flag} --approved-only --yes --format json`);
    expect(JSON.parse(json.stdout).comparison).toMatchObject({
      added: 1,
      held: 0,
      settled: 4,
      differences: expect.arrayContaining([
        {
          code: "setting-changed",
          setting: "maxAdditions",
          before: 4,
          after: 100,
          message: "maxAdditions in bot.yaml: 4 then, 100 now",
        },
      ]),
    });
  });
});

describe("lists that declare something else", () => {
  it("are refused with the settings that differ, before anything is read", async () => {
    const shop = await changedSince();
    shop.put("lists/vip.yaml", listOf("vip", PEOPLE.slice(1)));
    shop.put("lists/bot.yaml", "maxAdditions: 100\n");
    const { code, stdout } = await shop.run("apply --plan plan.json --yes --format json");
    expect(code).toBe(6);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({
      code: "other-lists",
      message: expect.stringContaining("maxAdditions in bot.yaml: 4 then, 100 now"),
      differences: [{ code: "setting-changed", setting: "maxAdditions" }],
    });
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });
});

it("settings and gates stand in the files that come back, and not in plan --format json", async () => {
  const shop = await changedSince();
  const saved = JSON.parse(shop.read("plan.json"));
  expect(saved).toMatchObject({ settings: { maxAdditions: 4, commandsPerSecond: 48 }, gates: [] });
  expect(JSON.parse(shop.read("review.json"))).toMatchObject({ settings: saved.settings, gates: [] });
  const { stdout } = await shop.run("plan --format json");
  expect(JSON.parse(stdout)).not.toHaveProperty("settings");
});
