/** A Blip that refuses for the rate: what is said of it, while reading as while writing. */

import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";

const PENALTY_MS = 1_000;

function listOf(count: number): string {
  const members = Array.from(
    { length: count },
    (_, index) => `  - ${5531990000000 + index}@wa.gw.msging.net`,
  );
  return `name: vip\nmembers:\n${members.join("\n")}\n`;
}

describe("a refusal for the rate", () => {
  it("is reported while Blip is read, and nothing is advised from a handful of commands", async () => {
    const blip = await emulatorWith({
      switches: { commandsPerSecond: 1, penaltyMs: PENALTY_MS },
      lists: { vip: [] },
    });
    const cwd = directoryWith({ "lists/vip.yaml": listOf(1) });
    const { code, stdout, stderr } = await blipLists(["plan"], { cwd, env: environmentFor(blip) });
    expect(code).toBe(0);
    expect(stdout).toContain("1 member to add");
    expect(stderr).toMatch(/^Blip's rate limit: waiting 2 s$/m);
    expect(stderr).toMatch(/^warning: Blip's rate limit was hit: the run paused 1 time$/m);
    expect(stderr).not.toContain("commandsPerSecond");
  });

  it("is reported while Blip is written to, with what it took where enough was sent to know", async () => {
    const blip = await emulatorWith({ switches: { commandsPerSecond: 30, penaltyMs: PENALTY_MS } });
    const cwd = directoryWith({
      "lists/vip.yaml": listOf(60),
      "lists/bot.yaml": "commandsPerSecond: 500\n",
    });
    const { code, stderr } = await blipLists(["apply", "--yes"], { cwd, env: environmentFor(blip) });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Blip's rate limit: waiting 2 s$/m);
    expect(stderr).toMatch(
      /the run paused \d+ times?\. Set commandsPerSecond in bot\.yaml to \d+, which Blip accepted/,
    );
  });
});
