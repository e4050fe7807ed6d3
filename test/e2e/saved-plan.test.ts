/** `plan --out` and `apply --plan`: what was seen is what is sent, or less of it. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const PEOPLE = Array.from({ length: 6 }, (_, index) => whatsapp(mobile(index)));
const [ANA, BIA, CAIO, DORA] = PEOPLE.map(String) as [string, string, string, string];

/** Two are on the list, four are not. */
async function savedPlan(files: Readonly<Record<string, string>> = {}): Promise<Workshop> {
  const shop = await workshopWith(
    { "lists/vip.yaml": listOf("vip", PEOPLE), ...files },
    { lists: { vip: [ANA, BIA] } },
  );
  const { code } = await shop.run("plan --out plan.json");
  expect(code).toBe(0);
  shop.blip.emulator.log.clear();
  return shop;
}

describe("a saved plan", () => {
  it("is for its owner alone, and says so, in CI too", async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", PEOPLE) });
    const { stderr } = await shop.run("plan --out plan.json", { CI: "true" });
    expect(stderr).toBe("Saved plan: plan.json (contains full phone numbers)\n");
    expect(statSync(join(shop.cwd, "plan.json")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(shop.read("plan.json")).actions[1].member).toBe(ANA);
  });

  it("is what is sent", async () => {
    const shop = await savedPlan();
    const { code, stdout } = await shop.run("apply --plan plan.json --yes");
    expect(stdout).toContain("Compared with plan.json: no difference.");
    expect(code).toBe(0);
    expect(shop.writes()).toEqual(PEOPLE.slice(2).map((member) => `vip ${member}`));
  });

  it("half of which was applied sends the other half, and once more sends nothing", async () => {
    const shop = await savedPlan();
    const { lists } = shop.blip.emulator.state;
    for (const identity of PEOPLE.slice(2, 4))
      lists.write({ kind: "add-member", list: "vip", identity }, 0, 0);
    const first = await shop.run("apply --plan plan.json --yes");
    expect(first.stdout).toContain("Compared with plan.json: 2 approved actions no longer needed.");
    expect(first.code).toBe(0);
    expect(shop.writes()).toEqual(PEOPLE.slice(4).map((member) => `vip ${member}`));
    expect((await shop.run("apply --plan plan.json --yes")).code).toBe(0);
    expect(shop.writes()).toHaveLength(2);
  });

  it("is gone on with after the run was killed", async () => {
    const many = Array.from({ length: 120 }, (_, index) => String(whatsapp(mobile(index))));
    let kill = () => {};
    const shop = await workshopWith(
      { "lists/vip.yaml": listOf("vip", many), "lists/bot.yaml": "commandsPerSecond: 1000\n" },
      {
        switches: { latencyMs: 20 },
        sink: ({ method }) => {
          if (method === "set" && shop.writes().length === 40) kill();
        },
      },
    );
    await shop.run("plan --out plan.json");
    const running = shop.start("apply --plan plan.json --yes");
    kill = () => running.kill("SIGKILL");
    expect((await running.finished).code).toBeNull();
    const there = shop.blip.emulator.state.lists.members("vip") ?? [];
    expect(there.length).toBeGreaterThan(0);
    shop.blip.emulator.log.clear();
    expect((await shop.run("apply --plan plan.json --yes")).code).toBe(0);
    expect(shop.writes()).toHaveLength(many.length - there.length);
  });

  it("of some lists is applied to those, and --list takes a part of it", async () => {
    const lists = { "lists/a.yaml": listOf("a", [ANA]), "lists/b.yaml": listOf("b", [BIA]) };
    const shop = await savedPlan(lists);
    await shop.run("plan --list a --list b --out plan.json");
    const part = await shop.run("apply --list a --plan plan.json --yes");
    expect(part.stdout).toContain("Compared with plan.json: no difference.");
    expect(part.code).toBe(0);
    expect(shop.writes()).toEqual(["create a", `a ${ANA}`]);
    expect((await shop.run("apply --plan plan.json --yes")).code).toBe(0);
    expect(shop.writes().slice(2)).toEqual(["create b", `b ${BIA}`]);
    const outside = await shop.run("apply --list vip --plan plan.json --yes");
    expect(outside.code).toBe(6);
  });
});

describe("more than the saved plan has", () => {
  it("because a declared member was taken off: exit 6, nothing sent, the member named masked", async () => {
    const shop = await savedPlan();
    await shop.removeMember("vip", BIA);
    const { code, stderr } = await shop.run("apply --plan plan.json --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stderr).toContain("1 action not in plan.json: nothing was sent.");
    expect(stderr).toContain("vip: 2 declared members on it then, 1 now.");
    expect(stderr).toMatch(
      /lists\/vip\.yaml:2:1: error: not approved: add .*9\*\*\*\*0001@.* to vip, which has lost/,
    );
    expect(stderr).not.toContain("90000001");
  });

  it("because the list was deleted: exit 6, nothing sent, and it says so", async () => {
    const shop = await savedPlan();
    await shop.deleteList("vip");
    const { code, stderr } = await shop.run("apply --plan plan.json --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stderr).toContain("3 actions not in plan.json");
    expect(stderr).toContain("vip: existed then, does not exist now");
    expect(stderr).toContain("not approved: create the list vip, which existed then and is gone now");
  });

  it("because a new contact matches a selection: exit 6, nothing sent", async () => {
    const gold = "name: gold\nmembersFrom:\n  contacts:\n    where:\n      extras.tier: gold\n";
    const shop = await workshopWith({ "lists/gold.yaml": gold });
    const { state, log } = shop.blip.emulator;
    state.addContact({ identity: ANA, extras: { tier: "gold" } });
    await shop.run("plan --out plan.json");
    state.addContact({ identity: DORA, extras: { tier: "gold" } });
    log.clear();
    const { code, stderr } = await shop.run("apply --plan plan.json --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stderr).toContain("gold: 1 contact selected then, 2 now");
  });

  it("is in JSON an error with what was not approved, masked even where CI is not set", async () => {
    const shop = await savedPlan();
    await shop.removeMember("vip", BIA);
    const { code, stdout } = await shop.run("apply --plan plan.json --yes --format json");
    expect(code).toBe(6);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ exit: 6, code: "not-approved" });
    expect(error.diagnostics).toMatchObject([{ code: "not-approved", file: "lists/vip.yaml", line: 2 }]);
    expect(stdout).not.toContain("90000001");
  });

  it("with --approved-only is left and named, the rest is sent, exit 6", async () => {
    const shop = await savedPlan();
    await shop.removeMember("vip", BIA);
    const { code, stdout } = await shop.run("apply --plan plan.json --approved-only --yes --format json");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual(PEOPLE.slice(2).map((member) => `vip ${member}`));
    const { summary, outcomes } = JSON.parse(stdout);
    expect(summary).toMatchObject({ done: 4, notAttempted: 1 });
    expect(outcomes.filter((one: { status: string }) => one.status === "not-attempted")).toMatchObject([
      { action: { member: BIA }, error: "not in the approved plan" },
    ]);
  });

  it("with --approved-only says in words what was left", async () => {
    const shop = await savedPlan();
    await shop.removeMember("vip", BIA);
    const { stdout } = await shop.run("apply --plan plan.json --approved-only --yes", { CI: "true" });
    expect(stdout).toContain("Not attempted (1): not in the approved plan");
    expect(stdout).toContain("Held back: Blip has everything that was approved for these lists.");
    expect(stdout).not.toContain("90000001");
  });

  it("with --approved-only does not create a list anew for what was approved", async () => {
    const shop = await savedPlan();
    await shop.deleteList("vip");
    const { code, stdout } = await shop.run("apply --plan plan.json --approved-only --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stdout).toContain("its list does not exist, and creating it is not in the approved plan");
  });
});

describe("another desired state than the saved plan's", () => {
  it.each([
    ["a member more", listOf("vip", [...PEOPLE, "+5531999998888"])],
    ["a member less", listOf("vip", PEOPLE.slice(0, -1))],
    ["a list more", `${listOf("vip", PEOPLE)}---\n${listOf("other", [])}`],
    ["an exclusion", listOf("vip", PEOPLE, `exclude: ["${CAIO}"]\n`)],
  ])("with %s: exit 6 before anything is read from Blip", async (_what, text) => {
    const shop = await savedPlan();
    shop.put("lists/vip.yaml", text);
    const { code, stderr } = await shop.run("apply --plan plan.json --yes");
    expect(code).toBe(6);
    expect(stderr).toContain("the lists have changed since plan.json was made");
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it("is none where lines, notes and the order of members alone changed", async () => {
    const shop = await savedPlan();
    shop.put("lists/vip.yaml", `# vips\n\n${listOf("vip", [...PEOPLE].reverse(), "description: Vips\n")}`);
    expect((await shop.run("apply --plan plan.json --yes")).code).toBe(0);
    expect(shop.writes()).toHaveLength(4);
  });
});
