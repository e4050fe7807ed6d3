/** Plans of 100,000 additions, saved, reviewed and compared, by processes that may not take much memory. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const COUNT = 100_000;
/** Node ends a process that needs more. */
const HEAP = { NODE_OPTIONS: "--max-old-space-size=320" };
const MEGABYTE = 1_000_000;

describe("100,000 additions", () => {
  it("are saved, reviewed, and refused when a list was deleted since", async () => {
    const members = Array.from({ length: COUNT }, (_, index) => String(whatsapp(mobile(index))));
    const shop = await workshopWith(
      { "lists/vip.yaml": listOf("vip", members) },
      { lists: { vip: members.slice(0, 3) } },
    );
    expect((await shop.run("plan --out plan.json --review review.json", HEAP)).code).toBe(0);
    expect(statSync(join(shop.cwd, "plan.json")).size).toBeLessThan(30 * MEGABYTE);
    expect(statSync(join(shop.cwd, "review.json")).size).toBeLessThan(4 * MEGABYTE);
    await shop.deleteList("vip");
    for (const flags of ["--plan plan.json", "--approved review.json"]) {
      const { code, stderr } = await shop.run(`apply ${flags} --yes --result result.json`, HEAP);
      expect(code).toBe(6);
      expect(stderr).toContain("4 actions not in");
    }
    expect(shop.writes()).toEqual([]);
  }, 120_000);

  it("that nobody reviewed are all left, counted and named in a comment's length", async () => {
    const members = Array.from({ length: COUNT }, (_, index) => String(whatsapp(mobile(index))));
    const shop = await workshopWith({
      "lists/vip.yaml": listOf("vip", members),
      "lists/bot.yaml": "approval: require\nmaxAdditions: 1\n",
    });
    const { code, stdout } = await shop.run("apply --reviewed --yes --result result.json", HEAP);
    expect(code).toBe(6);
    expect(stdout).toContain("0 of 100,001 actions done, 100,001 not attempted");
    const { headline, report } = JSON.parse(shop.read("result.json"));
    expect(headline).toContain("100,001 not attempted; held back");
    expect(report.length).toBeLessThanOrEqual(20_000);
  }, 120_000);
});
