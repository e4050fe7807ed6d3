/** `approval` in bot.yaml, and `apply --reviewed`: what the merged pull requests showed. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const [ANA, BIA, CAIO] = [0, 1, 2].map((index) => String(whatsapp(mobile(index)))) as [
  string,
  string,
  string,
];

/** Ana and Bia were reviewed, each in a pull request of her own; Caio came to main past any. */
async function merged(settings: string): Promise<Workshop> {
  const shop = await workshopWith(
    { "lists/vip.yaml": listOf("vip", [ANA]), "lists/bot.yaml": settings },
    { lists: { vip: [] } },
  );
  await shop.run("plan --review 1.json");
  shop.put("lists/vip.yaml", listOf("vip", [BIA]));
  await shop.run("plan --review 2.json");
  shop.put("lists/vip.yaml", listOf("vip", [ANA, BIA, CAIO]));
  shop.blip.emulator.log.clear();
  return shop;
}

describe("approval: require", () => {
  const REQUIRE = "approval: require\n";

  it("sends what the reviews hold together, leaves the rest by name, and exits with 6", async () => {
    const shop = await merged(REQUIRE);
    const { code, stdout } = await shop.run("apply --reviewed 1.json 2.json --yes", { CI: "true" });
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([`vip ${ANA}`, `vip ${BIA}`]);
    expect(stdout).toContain("Compared with the 2 reviewed plans: 1 action not in the 2 reviewed plans.");
    expect(stdout).toMatch(
      /Not attempted \(1\): not in the approved plan\n {2}add 55319\*\*\*\*0002@wa\.gw\.msging\.net to vip/,
    );
    expect(stdout).toContain("Held back:");
  });

  it("of one review sends what that one holds", async () => {
    const shop = await merged(REQUIRE);
    expect((await shop.run("apply --reviewed 1.json --yes")).code).toBe(6);
    expect(shop.writes()).toEqual([`vip ${ANA}`]);
  });

  it("of no review sends nothing", async () => {
    const shop = await merged(REQUIRE);
    const { code, stdout } = await shop.run("apply --reviewed --yes");
    expect(code).toBe(6);
    expect(stdout).toContain(
      "Compared with the reviewed plans (none): 3 actions not in the reviewed plans (none).",
    );
    expect(shop.writes()).toEqual([]);
  });

  it("without any file refuses all of it, and says what is missing", async () => {
    const shop = await merged(REQUIRE);
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(6);
    expect(stderr).toContain(
      "bot.yaml says approval: require, so pass what was approved with --reviewed, --approved or --plan",
    );
    expect(stderr).toContain("nothing was sent");
    expect(stderr).not.toContain("--approved-only");
    expect(shop.writes()).toEqual([]);
  });

  it.each(["apply --yes", "apply --reviewed --yes", "apply --reviewed 1.json --yes"])(
    "has nothing against a run with nothing to do: %s",
    async (command) => {
      const shop = await merged(REQUIRE);
      for (const identity of [ANA, BIA, CAIO])
        shop.blip.emulator.state.lists.write({ kind: "add-member", list: "vip", identity }, 0, 0);
      expect((await shop.run(command)).code).toBe(0);
    },
  );

  it("is met by a saved plan and by --approved as well", async () => {
    for (const flags of ["--plan plan.json", "--approved 3.json"]) {
      const shop = await merged(REQUIRE);
      await shop.run("plan --out plan.json --review 3.json");
      expect((await shop.run(`apply ${flags} --yes`)).code).toBe(0);
      expect(shop.writes()).toHaveLength(3);
    }
  });

  it("does not send a member whose list nobody approved", async () => {
    const shop = await merged(REQUIRE);
    await shop.deleteList("vip");
    const { code, stdout } = await shop.run("apply --reviewed 1.json 2.json --yes");
    expect(code).toBe(6);
    expect(stdout).toContain("its list does not exist, and creating it is not in the approved plan");
    expect(shop.writes()).toEqual([]);
  });
});

describe("approval: inform", () => {
  const DEFAULT = "# inform is the default\n";

  it.each([
    ["nothing to differ", "--reviewed 3.json", "Compared with the reviewed plan: no difference."],
    [
      "one action more",
      "--reviewed 1.json 2.json",
      "not in the 2 reviewed plans: add 55319****0002@wa.gw.msging.net to vip",
    ],
    ["no review", "--reviewed", "3 actions not in the reviewed plans (none)"],
  ])("says the difference and applies all of it: %s", async (_what, flags, said) => {
    const shop = await merged(DEFAULT);
    await shop.run("plan --review 3.json");
    const { code, stdout } = await shop.run(`apply ${flags} --yes`);
    expect(code).toBe(0);
    expect(stdout).toContain(said);
    expect(shop.writes()).toHaveLength(3);
  });

  it("says nothing of it where no review file is given", async () => {
    const shop = await merged("approval: inform\n");
    const { code, stdout } = await shop.run("apply --yes");
    expect(code).toBe(0);
    expect(stdout).not.toContain("Compared with");
  });

  it("with --approved-only leaves what was not reviewed", async () => {
    const shop = await merged(DEFAULT);
    expect((await shop.run("apply --reviewed 1.json 2.json --approved-only --yes")).code).toBe(6);
    expect(shop.writes()).toEqual([`vip ${ANA}`, `vip ${BIA}`]);
  });

  it("says it on standard error where standard output is for JSON", async () => {
    const shop = await merged(DEFAULT);
    const { stdout, stderr } = await shop.run("apply --reviewed 1.json 2.json --yes --format json");
    expect(JSON.parse(stdout).summary.done).toBe(3);
    expect(stderr).toContain("Compared with the 2 reviewed plans: 1 action not in the 2 reviewed plans.");
  });

  it("masks what was not reviewed, even where CI is not set", async () => {
    const shop = await merged(DEFAULT);
    const { stdout } = await shop.run("apply --reviewed 1.json 2.json --yes");
    const [, compared = ""] = /(Compared with[\s\S]*?)\n\n/.exec(stdout) ?? [];
    expect(compared).toContain("0002@wa.gw.msging.net to vip");
    expect(compared).not.toContain("90000002");
  });
});

describe("a review file that cannot be relied on", () => {
  const SPOILT: readonly [string, (text: string) => string][] = [
    ["edited", (text) => text.replace('"contract": "acme"', '"contract": "acne"')],
    ["cut", (text) => text.slice(0, 100)],
    ["empty", () => ""],
  ];

  it.each(SPOILT)("counts as not reviewed, and stops no run: %s", async (_what, spoil) => {
    const shop = await merged("approval: require\n");
    shop.put("2.json", spoil(shop.read("2.json")));
    const { code, stderr } = await shop.run("apply --reviewed 1.json 2.json --yes");
    expect(code).toBe(6);
    expect(stderr).toMatch(
      /^warning: --reviewed 2\.json: the file .* The file is ignored, so it approves nothing$/m,
    );
    expect(shop.writes()).toEqual([`vip ${ANA}`]);
  });

  it("of another contract leaves everything where approval is required, and nothing where it is not", async () => {
    const env = { BLIP_CONTRACT: "other" };
    for (const [mode, code, writes] of [
      ["require", 6, 0],
      ["inform", 0, 3],
    ] as const) {
      const shop = await merged(`approval: ${mode}\n`);
      const finished = await shop.run("apply --reviewed 1.json 2.json --yes", env);
      expect(finished.code).toBe(code);
      expect(finished.stderr).toContain(
        "is for the bot acmebot of acme, but this run is for acmebot of other",
      );
      expect(shop.writes()).toHaveLength(writes);
    }
  });
});

describe("the mode", () => {
  it("is one of two words", async () => {
    const shop = await merged("approval: maybe\n");
    const { code, stderr } = await shop.run("apply --yes");
    expect(code).toBe(3);
    expect(stderr).toContain("lists/bot.yaml:1:");
  });
});
