/** Audiences that are described, not written down: contacts and files of numbers. */

import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";

const NUMBERS = 200_000;
/** Of the file's 4 MB, with all that is made of each number: Node ends a process that needs more. */
const HEAP_MEGABYTES = { validate: 96, plan: 256 };

describe("membersFrom: contacts", () => {
  it("selects all 12,000 of a roster of 25,000, and nobody of a tunnel or another channel", async () => {
    const blip = await emulatorWith();
    const { state } = blip.emulator;
    for (let index = 0; index < 25_000; index += 1) {
      const isGold = index < 12_000;
      const channel = index % 3 === 0 && !isGold ? "tunnel.msging.net" : "wa.gw.msging.net";
      const [digits] = whatsapp(mobile(index)).split("@");
      state.addContact({
        identity: `${digits}@${channel}`,
        extras: { tier: isGold || index % 3 === 0 ? "Gold" : "none" },
      });
    }
    const cwd = directoryWith({
      "lists/gold.yaml": "name: gold\nmembersFrom:\n  contacts:\n    where:\n      extras.tier: gold\n",
    });
    const { stdout } = await blipLists(["plan", "--format", "json"], { cwd, env: environmentFor(blip) });
    const { summary, lists } = JSON.parse(stdout);
    expect(summary).toMatchObject({ addRecipient: 12_000, lookup: 0 });
    expect(lists[0].selected).toEqual({ contacts: 12_000, of: 25_000 });
  });
});

describe("a file of 200,000 numbers", () => {
  const rows = Array.from({ length: NUMBERS }, (_, index) => `Ana;${mobile(index)}`);

  it("takes no more than some copies of it in memory, to validate and to plan", async () => {
    const blip = await emulatorWith();
    const cwd = directoryWith({
      "lists/vip.yaml": "name: vip\nmembersFrom: {file: vip.csv}\n",
      "lists/vip.csv": `name;phone\n${rows.join("\n")}\n`,
    });
    const run = (command: keyof typeof HEAP_MEGABYTES) => {
      const heap = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MEGABYTES[command]}` };
      return blipLists([command], { cwd, env: { ...environmentFor(blip), ...heap } });
    };
    expect((await run("validate")).stdout).toContain("Valid: 1 list with 200,000 members");
    expect((await run("plan")).stdout).toContain("200,000 members to add");
  }, 120_000);

  it("has each wrong number named by its line, by validate and by plan", async () => {
    const blip = await emulatorWith();
    const wrong = new Set([0, 1, 77_777, 150_000, NUMBERS - 1]);
    const spoilt = rows.map((row, index) => (wrong.has(index) ? "Ana;12" : row));
    const cwd = directoryWith({
      "lists/vip.yaml": "name: vip\nmembersFrom: {file: vip.csv}\n",
      "lists/vip.csv": `name;phone\n${spoilt.join("\n")}\n`,
    });
    for (const command of ["validate", "plan"]) {
      const { code, stderr } = await blipLists([command], { cwd, env: environmentFor(blip) });
      expect(code).toBe(3);
      const lines = [...stderr.matchAll(/^lists\/vip\.csv:(\d+):5: error: too short/gm)].map(([, line]) =>
        Number(line),
      );
      expect(lines).toEqual([...wrong].map((index) => index + 2));
    }
  }, 120_000);
});
