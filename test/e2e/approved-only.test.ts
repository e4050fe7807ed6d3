/** `--approved-only`, where the files declare something else by now. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const [ANA, BIA] = [0, 1].map((index) => String(whatsapp(mobile(index)))) as [string, string];

async function approved() {
  const shop = await workshopWith({ "lists/vip.yaml": listOf("VIP", [ANA]) });
  await shop.run("plan --out plan.json --review review.json");
  shop.blip.emulator.log.clear();
  return shop;
}

describe.each(["--plan plan.json", "--approved review.json"])("apply %s --approved-only", (approval) => {
  it("sends what was approved, and names the list that nobody has seen", async () => {
    const shop = await approved();
    shop.put("lists/new.yaml", listOf("new", [BIA]));
    const { code, stdout } = await shop.run(`apply ${approval} --approved-only --yes`);
    expect(code).toBe(6);
    expect(shop.writes()).toEqual(["create VIP", `VIP ${ANA}`]);
    expect(stdout).toContain("2 actions not in");
    expect(stdout).toContain("create the list new");
  });

  it("does without what nobody wants any more", async () => {
    const shop = await approved();
    shop.put("lists/vip.yaml", listOf("VIP", []));
    expect((await shop.run(`apply ${approval} --approved-only --yes`)).code).toBe(0);
    expect(shop.writes()).toEqual(["create VIP"]);
  });

  it("knows a list again that is spelled in another case", async () => {
    const shop = await approved();
    shop.put("lists/vip.yaml", listOf("vip", [ANA]));
    expect((await shop.run(`apply ${approval} --approved-only --yes`)).code).toBe(0);
    expect(shop.writes()).toEqual(["create vip", `vip ${ANA}`]);
  });
});
