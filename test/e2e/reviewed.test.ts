/** `apply --reviewed`: files that come from pull requests as they are. */

import { describe, expect, it } from "vitest";
import { mobile, whatsapp } from "../support/field.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const ANA = String(whatsapp(mobile(0)));

/** A review file that was sealed otherwise: by another key, or before somebody edited it. */
async function withBrokenSeal(settings: string) {
  const shop = await workshopWith({ "lists/bot.yaml": settings, "lists/vip.yaml": listOf("vip", [ANA]) });
  await shop.run("plan --review good.json");
  shop.put("broken.json", shop.read("good.json").replace(/"directory": "lists"/, '"directory": "other"'));
  shop.blip.emulator.log.clear();
  return shop;
}

describe("a review file that cannot be relied on", () => {
  it("counts as not reviewed, with a warning, and stops nothing", async () => {
    const shop = await withBrokenSeal("approval: inform\n");
    const { code, stdout, stderr } = await shop.run("apply --yes --reviewed broken.json");
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /warning: --reviewed broken\.json: .* The file is ignored, so it approves nothing/,
    );
    expect(stdout).toContain("2 actions not in the reviewed plans (none)");
    expect(shop.writes()).toEqual(["create vip", `vip ${ANA}`]);
  });

  it("approves nothing", async () => {
    const shop = await withBrokenSeal("approval: require\n");
    const { code, stderr } = await shop.run("apply --yes --reviewed broken.json");
    expect(code).toBe(6);
    expect(stderr).toContain("The file is ignored, so it approves nothing");
    expect(shop.writes()).toEqual([]);
  });

  it("takes nothing from the others", async () => {
    const shop = await withBrokenSeal("approval: require\n");
    expect((await shop.run("apply --yes --reviewed broken.json good.json")).code).toBe(0);
    expect(shop.writes()).toEqual(["create vip", `vip ${ANA}`]);
  });
});
