/** `plan --review` and `apply --approved`: what may leave the machine, and what comes back from it. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyFor } from "../../src/emulator/key.ts";
import { mobile, whatsapp } from "../support/field.ts";
import type { Workshop } from "../support/workshop.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const [ANA, BIA, CAIO] = [0, 1, 2].map((index) => String(whatsapp(mobile(index)))) as [
  string,
  string,
  string,
];

/** As pull requests are made: each from main, with one member more. */
async function twoReviews(): Promise<Workshop> {
  const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", [ANA]) });
  await shop.run("plan --review a.json");
  shop.put("lists/vip.yaml", listOf("vip", [BIA]));
  await shop.run("plan --review b.json");
  shop.put("lists/vip.yaml", listOf("vip", [ANA, BIA]));
  shop.blip.emulator.log.clear();
  return shop;
}

describe("a review file", () => {
  it("is written beside the plan, for everyone to read, and says nothing of it", async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", [mobile(1)]) });
    const { code, stderr } = await shop.run("plan --review review.json");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(statSync(join(shop.cwd, "review.json")).mode & 0o777).toBe(0o644);
    expect(shop.read("review.json")).not.toContain("90000001");
  });

  it("is what is sent, and a part of it when the other part is done", async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", [ANA, BIA]) });
    await shop.run("plan --review review.json");
    shop.blip.emulator.state.lists.write({ kind: "create-list", list: "vip" }, 0, 0);
    expect((await shop.run("apply --approved review.json --yes")).code).toBe(0);
    expect(shop.writes()).toEqual([`vip ${ANA}`, `vip ${BIA}`]);
  });

  it("refuses more than it holds: exit 6, nothing sent, the member masked", async () => {
    const shop = await workshopWith(
      { "lists/vip.yaml": listOf("vip", [ANA, BIA]) },
      { lists: { vip: [ANA] } },
    );
    await shop.run("plan --review review.json");
    await shop.removeMember("vip", ANA);
    const { code, stderr } = await shop.run("apply --approved review.json --yes");
    expect(code).toBe(6);
    expect(shop.writes()).toEqual([]);
    expect(stderr).toContain(
      "1 action not in the reviewed plan: nothing was sent. vip: 1 member to add then, 2 now; vip: 1 declared member on it then, 0 now.",
    );
    expect(stderr).toContain("not approved: add 55319****0000@wa.gw.msging.net to vip");
    expect(stderr).not.toContain("90000000");
  });

  it("of another declared state is refused before anything is read", async () => {
    const shop = await twoReviews();
    const { code, stderr } = await shop.run("apply --approved a.json --yes");
    expect(code).toBe(6);
    expect(stderr).toContain("the lists have changed since the reviewed plan was made");
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it("with --approved-only sends what it holds of what is needed now, whatever else is declared", async () => {
    const shop = await twoReviews();
    expect((await shop.run("apply --approved a.json --approved-only --yes")).code).toBe(6);
    expect(shop.writes()).toEqual(["create vip", `vip ${ANA}`]);
  });
});

describe("several review files", () => {
  it.each(["apply --approved a.json b.json --yes", "apply --yes --approved a.json --approved b.json lists"])(
    "approve together what each of them holds: %s",
    async (command) => {
      const shop = await twoReviews();
      const { code, stdout } = await shop.run(command);
      expect(stdout).toContain("Compared with the 2 reviewed plans: no difference.");
      expect(code).toBe(0);
      expect(shop.writes()).toEqual(["create vip", `vip ${ANA}`, `vip ${BIA}`]);
    },
  );

  it("approve nothing that none of them holds", async () => {
    const shop = await twoReviews();
    shop.put("lists/vip.yaml", listOf("vip", [ANA, BIA, CAIO]));
    const { code, stderr } = await shop.run("apply --approved a.json b.json --yes");
    expect(code).toBe(6);
    expect(stderr).toContain("1 action not in the 2 reviewed plans: nothing was sent");
    expect(shop.writes()).toEqual([]);
  });
});

describe("a file that cannot be relied on: exit 3, nothing sent", () => {
  const plans = async () => {
    const shop = await workshopWith({ "lists/vip.yaml": listOf("vip", [ANA]) });
    await shop.run("plan --out plan.json --review review.json");
    shop.blip.emulator.log.clear();
    return shop;
  };
  const edited = (text: string) =>
    text.replace('"directory": "lists"', '"directory": "lizts"').replace('"unchanged": 0', '"unchanged": 1');
  const problems: [string, (text: string) => string, string][] = [
    [
      "edited",
      edited,
      "was changed after it was written, or was written with another key. Plan again with the key that apply uses",
    ],
    ["cut", (text) => text.slice(0, 500), "is incomplete: it was cut off, or it is not JSON"],
    ["empty", () => "", "is empty"],
    [
      "newer",
      (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
      "has format 2, which is newer than this blip-lists",
    ],
  ];
  const flags = [
    ["--plan", "plan.json"],
    ["--approved", "review.json"],
  ] as const;

  it.each(flags)("%s %s: edited, cut, empty, newer", async (flag, file) => {
    const shop = await plans();
    const text = shop.read(file);
    for (const [what, change, problem] of problems) {
      shop.put(file, change(text));
      const { code, stderr } = await shop.run(`apply ${flag} ${file} --yes`);
      expect({ what, code }).toEqual({ what, code: 3 });
      expect(stderr).toContain(`error: ${flag} ${file}: the file ${problem}`);
    }
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it.each([
    ["--plan review.json", "it is a review file: pass it with --review, --approved or --reviewed"],
    ["--approved plan.json", "it is a saved plan: pass it with --plan"],
    ["--plan nowhere.json", "the file cannot be read (ENOENT)"],
    ["--plan lists", "the file cannot be read (EISDIR)"],
    ["--approved lists", "--approved names a directory, but no review file. Add the file"],
    [
      "--plan plan.json --approved review.json",
      "--plan and --approved cannot be used together. Use one of them",
    ],
    ["--plan plan.json --reviewed", "--plan and --reviewed cannot be used together. Use one of them"],
    ["--approved-only", "--approved-only needs to know what was approved"],
  ])("%s", async (flags, message) => {
    const shop = await plans();
    const { code, stderr } = await shop.run(`apply ${flags} --yes`);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it.each(["--plan plan.json", "--approved review.json"])("%s of another bot or contract", async (flag) => {
    const shop = await plans();
    const otherKey = await shop.run(`apply ${flag} --yes`, { BLIP_KEY: keyFor("acmebot", "another-key") });
    expect(otherKey).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("written with another key"),
    });
    const otherContract = await shop.run(`apply ${flag} --yes`, { BLIP_CONTRACT: "other" });
    expect(otherContract).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("is for the bot acmebot of acme, but this run is for acmebot of other"),
    });
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });

  it("is one JSON document where JSON was asked for", async () => {
    const shop = await plans();
    shop.put("plan.json", "{}");
    const { stdout } = await shop.run("apply --plan plan.json --yes --format json");
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      error: { exit: 3, code: "approval-file", diagnostics: [] },
    });
  });

  it("given as an empty word names no directory and no file", async () => {
    const shop = await plans();
    const { code, stderr } = await shop.run("apply --yes --approved=");
    expect({ code, stderr }).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("cannot be read (EISDIR)"),
    });
    expect(shop.blip.emulator.log.entries).toEqual([]);
  });
});
