/** Answers that are not as they should be: faults like any other, and one bad contact ends nothing. */

import { describe, expect, it } from "vitest";
import { blipLists, directoryWith, emulatorWith, environmentFor } from "../support/cli.ts";
import { mobile, whatsapp } from "../support/field.ts";
import { inBetween } from "../support/in-between.ts";

const LISTS = { "lists/vip.yaml": `name: vip\nmembers:\n  - "${mobile(1)}"\n  - "${mobile(2)}"\n` };

describe("a contact without an identity", () => {
  it("is passed over and counted; the others are found", async () => {
    const blip = await emulatorWith();
    for (const index of [1, 2, 3])
      blip.emulator.state.addContact({ identity: whatsapp(mobile(index), "short") });
    const url = await inBetween(blip, (answer, { uri }) => {
      if (!uri.startsWith("/contacts?$skip=0&")) return answer;
      const { total, items, ...resource } = answer.resource as { total: number; items: unknown[] };
      return {
        ...answer,
        resource: { ...resource, total: total + 2, items: [{ name: "Ana" }, ...items, null] },
      };
    });
    const env = { ...environmentFor(blip), BLIP_ENDPOINT: url };
    const { code, stdout } = await blipLists(["plan", "--format", "json"], {
      cwd: directoryWith(LISTS),
      env,
    });
    expect(code).toBe(0);
    const { summary, warnings } = JSON.parse(stdout);
    expect(summary).toMatchObject({ addRecipient: 2, lookup: 0 });
    expect(warnings).toMatchObject([
      { code: "contacts-without-identity", message: expect.stringMatching(/^2 contacts of the bot/) },
    ]);
  });
});

describe("an answer to another command", () => {
  it.each([
    ["id", (answer: object) => ({ ...answer, id: "00000000-0000-0000-0000-000000000000" })],
    ["method", (answer: object) => ({ ...answer, method: "merge" })],
  ])("by its %s is tried again: what was taken for done is done", async (_, foreign) => {
    const blip = await emulatorWith();
    const url = await inBetween(blip, (answer, { earlier }) => (earlier === 0 ? foreign(answer) : answer));
    const env = { ...environmentFor(blip), BLIP_ENDPOINT: url };
    const { code } = await blipLists(["apply", "--yes"], { cwd: directoryWith(LISTS), env });
    expect(code).toBe(0);
    expect(blip.emulator.state.lists.members("vip")).toHaveLength(2);
  });

  it("again and again is one clear line, and exit 1", async () => {
    const blip = await emulatorWith();
    const url = await inBetween(blip, (answer) => ({ ...answer, method: "set" }));
    const env = { ...environmentFor(blip), BLIP_ENDPOINT: url };
    const { code, stderr } = await blipLists(["plan"], { cwd: directoryWith(LISTS), env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: get \/lists\S+: unexpected answer: the method of another command\n$/);
  });
});
