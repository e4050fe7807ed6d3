/** `blip-lists import`: the way in for lists that exist already. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";

const LIVE = {
  vip: ["5531999998888@wa.gw.msging.net", "553199998888@wa.gw.msging.net", "ana.b@wa.gw.msging.net"],
  bot: ["1234@messenger.gw.msging.net", "vip@broadcast.msging.net"],
  strange: ["x.y@tunnel.msging.net", "+5531999997777@wa.gw.msging.net"],
  empty: [],
  declared: ["5531999996666@wa.gw.msging.net"],
};

describe("import", () => {
  it("writes a file for each list that no file declares, and planning right after is empty", async () => {
    const blip = await emulatorWith({ lists: LIVE });
    blip.emulator.state.addContact({ identity: "5531999990000@wa.gw.msging.net" });
    const env = environmentFor(blip);
    const cwd = directoryWith({ "lists/VIP.yaml": "name: declared\n" });
    const { code, stdout } = await blipLists(["import"], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain("Imported 4 lists into lists");
    expect(readdirSync(join(cwd, "lists")).sort()).toEqual([
      "VIP.yaml",
      "empty.yaml",
      "list-bot.yaml",
      "strange.yaml",
      "vip-2.yaml",
    ]);
    const vip = readFileSync(join(cwd, "lists/vip-2.yaml"), "utf8");
    expect(vip).toMatch(/^# Imported from acme on \d{4}-\d\d-\d\d: 3 members\.\nname: "vip"\n/);
    expect(vip).toContain("  - +55 31 99999-8888\n");
    expect(readFileSync(join(cwd, "lists/strange.yaml"), "utf8")).toContain(
      "# Left out: 2 members that a list file cannot declare",
    );
    expect(blip.emulator.log.entries.every(({ method }) => method === "get")).toBe(true);

    const plan = await blipLists(["plan", "--format", "json"], { cwd, env });
    expect(JSON.parse(plan.stdout).actions).toEqual([]);
    expect((await blipLists(["import"], { cwd, env })).stdout).toContain("Imported 0 lists");
  });

  it("makes the directory, and takes the lists that are named", async () => {
    const blip = await emulatorWith({ lists: LIVE });
    const cwd = directoryWith({});
    const { code } = await blipLists(["import", "mine", "--list", "v*"], { cwd, env: environmentFor(blip) });
    expect([code, readdirSync(join(cwd, "mine"))]).toEqual([0, ["vip.yaml"]]);
  });

  it("writes nothing beside files that are not valid", async () => {
    const blip = await emulatorWith({ lists: LIVE });
    const cwd = directoryWith({ "lists/a.yaml": "nmae: vip\n" });
    const { code } = await blipLists(["import"], { cwd, env: environmentFor(blip) });
    expect([code, readdirSync(join(cwd, "lists"))]).toEqual([3, ["a.yaml"]]);
  });
});

describe("demo", () => {
  it("writes nothing beside the lists", async () => {
    const cwd = directoryWith({ "lists/vip.yaml": "name: vip\nmembers: [+55 31 99999-8888]\n" });
    expect((await blipLists(["demo", "lists"], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, "lists/identities.lock.csv"))).toBe(false);
  });
});
