/** Safety gates at work: before the first command, in numbers, and past them with one digest alone. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

function known(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => String(whatsapp(mobile(from + index))));
}

async function digestOf(shop: Workshop, flags = ""): Promise<string> {
  return JSON.parse((await shop.run(`plan --format json ${flags}`)).stdout).digest;
}

/** One list of five to add, four allowed. */
function overTheLimit(more = ""): Promise<Workshop> {
  return workshopWith({
    "lists/vip.yaml": listOf("vip", known(5)),
    "lists/bot.yaml": `maxAdditions: 4\n${more}`,
  });
}

describe("a plan over a gate", () => {
  const message = "5 members to add, over the 4 of maxAdditions in bot.yaml";

  it("says so and exits with 0: in words, among the warnings of JSON, first of all in Markdown", async () => {
    const shop = await overTheLimit();
    const text = await shop.run("plan");
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^Apply will refuse this plan, which is over 1 safety gate:$/m);
    expect(text.stdout).toContain(`\n  ${message}\n`);
    const json = JSON.parse((await shop.run("plan --format json")).stdout);
    expect(json.warnings[0]).toEqual({
      code: "max-additions",
      message: `${message}: apply will refuse`,
      source: null,
    });
    expect(text.stdout).toContain(`apply --accept ${json.digest}`);
    const markdown = (await shop.run("plan --format markdown")).stdout;
    expect(markdown.split("\n").slice(1, 6).join("\n")).toMatch(
      /^> \*\*Apply will refuse this plan, which is over 1 safety gate:\*\*$/m,
    );
    expect(markdown).toContain(json.digest);
  });

  it("is refused by apply: exit 5, nothing sent, and how to go on", async () => {
    const shop = await overTheLimit();
    const digest = await digestOf(shop);
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(5);
    expect(stderr).toBe(
      `error: ${message}: nothing was sent. Raise the limit in bot.yaml, or accept exactly this plan: --accept ${digest}\n`,
    );
    expect(shop.writes()).toEqual([]);
  });

  it("is not looked up for either", async () => {
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", [mobile(1), mobile(2)]),
      "lists/bot.yaml": "maxLookups: 1\n",
    });
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(5);
    expect(stderr).toContain("2 numbers to look up, over the 1 of maxLookups in bot.yaml");
    expect(stderr).toContain("WhatsApp bans senders that look up many");
    expect(shop.blip.emulator.log.entries.filter(({ uri }) => uri?.includes("/accounts/"))).toEqual([]);
  });

  it("names each gate it is over, and in JSON is one error", async () => {
    const shop = await workshopWith(
      {
        "lists/a.yaml": listOf("a", [mobile(1), mobile(2)]),
        "lists/b.yaml": listOf("b", known(3, 10)),
        "lists/bot.yaml":
          "maxAdditions: 4\nmaxAdditionsPerList: 2\nmaxNewLists: 0\nmaxLookups: 1\nmaxGrowthPercent: 50\n",
      },
      { lists: { b: known(2, 10) } },
    );
    const { code, stdout } = await shop.run("apply --yes --format json");
    expect(code).toBe(5);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ exit: 5, code: "max-new-lists" });
    expect(error.message).toContain(
      "1 list to create, over the 0 of maxNewLists in bot.yaml; 2 numbers to look up, over the 1",
    );
    shop.put("lists/b.yaml", listOf("b", known(5, 10)));
    const { stderr } = await shop.run("apply --yes");
    for (const limit of [
      "the 4 of maxAdditions",
      "the 2 of maxAdditionsPerList",
      "the 0 of maxNewLists",
      "the 1 of maxLookups",
      "the 50% of maxGrowthPercent",
    ])
      expect(stderr).toContain(`over ${limit} in bot.yaml`);
    expect(shop.writes()).toEqual([]);
  });
});

describe("--accept", () => {
  it.each([
    ["as it was printed", (digest: string) => digest],
    ["in capitals", (digest: string) => digest.toUpperCase()],
    ["without its prefix", (digest: string) => digest.replace("sha256:", "")],
  ])("lets exactly the plan through that it names: %s", async (_what, written) => {
    const shop = await overTheLimit();
    const { code } = await shop.run(`apply --yes --accept ${written(await digestOf(shop))}`);
    expect(code).toBe(0);
    expect(shop.writes()).toHaveLength(6);
  });

  it("of another plan is refused, whichever gate that one was over", async () => {
    const shop = await overTheLimit();
    const digest = await digestOf(shop);
    shop.put("lists/vip.yaml", listOf("vip", known(6)));
    const { code, stderr } = await shop.run(`apply --yes --accept ${digest}`);
    expect(code).toBe(5);
    expect(stderr).toContain("--accept names another plan. ");
    expect((await shop.run(`apply --yes --accept ${digest.slice(0, 20)}`)).code).toBe(5);
    expect((await shop.run("apply --yes --accept all")).code).toBe(5);
    expect((await shop.run("apply --yes --accept=")).code).toBe(5);
    expect(shop.writes()).toEqual([]);
  });

  it("of a saved plan holds for the rest of it", async () => {
    const shop = await overTheLimit("maxAdditionsPerList: 1\n");
    await shop.run("plan --out plan.json");
    const { digest } = JSON.parse(shop.read("plan.json"));
    shop.blip.emulator.state.lists.write({ kind: "create-list", list: "vip" }, 0, 0);
    shop.blip.emulator.state.lists.write(
      { kind: "add-member", list: "vip", identity: known(1)[0] ?? "" },
      0,
      0,
    );
    expect((await shop.run("apply --plan plan.json --yes")).code).toBe(5);
    expect((await shop.run(`apply --yes --accept ${digest}`)).code).toBe(5);
    expect((await shop.run(`apply --plan plan.json --yes --accept ${digest}`)).code).toBe(0);
    expect(shop.writes()).toHaveLength(4);
  });

  it("of one review does not hold for what several hold together", async () => {
    const shop = await overTheLimit();
    shop.put("lists/vip.yaml", listOf("vip", known(3)));
    await shop.run("plan --review a.json");
    shop.put("lists/vip.yaml", listOf("vip", known(3, 3)));
    await shop.run("plan --review b.json");
    shop.put("lists/vip.yaml", listOf("vip", known(6)));
    const { digest } = JSON.parse(shop.read("a.json"));
    expect((await shop.run(`apply --approved a.json b.json --yes --accept ${digest}`)).code).toBe(5);
    expect(shop.writes()).toEqual([]);
    const whole = await digestOf(shop);
    expect((await shop.run(`apply --approved a.json b.json --yes --accept ${whole}`)).code).toBe(0);
  });

  it("of a review does not hold for what is sent beside it", async () => {
    const shop = await overTheLimit();
    await shop.run("plan --review review.json");
    const { digest } = JSON.parse(shop.read("review.json"));
    shop.put("lists/vip.yaml", listOf("vip", known(50)));
    expect((await shop.run(`apply --reviewed review.json --yes --accept ${digest}`)).code).toBe(5);
    expect(shop.writes()).toEqual([]);
  });
});

describe("what is left of a plan when something is withheld", () => {
  it("is what the gates measure", async () => {
    const shop = await overTheLimit();
    shop.put("lists/vip.yaml", listOf("vip", known(3)));
    await shop.run("plan --review review.json");
    shop.put("lists/vip.yaml", listOf("vip", known(5)));
    const { code } = await shop.run("apply --approved review.json --approved-only --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toHaveLength(4);
  });
});
