import { describe, expect, test } from "vitest";
import type { Order } from "../../src/blip/link.ts";
import { authorizationFor } from "../../src/emulator/key.ts";
import { phone } from "../support/field.ts";
import { throughputOf } from "../support/measure.ts";
import type { HarnessOptions, VirtualHarness } from "../support/virtual-harness.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const GET_LISTS: Order = {
  kind: "lists",
  command: { to: "postmaster@broadcast.msging.net", method: "get", uri: "/lists" },
  sendsMax: 5,
};

/** Sends so many commands, 100 at a time. */
function sendAll({ clock, link }: VirtualHarness, commands: number) {
  let left = commands;
  const sender = async () => {
    const statuses: string[] = [];
    while (left > 0) {
      left -= 1;
      statuses.push((await link.send(GET_LISTS)).status);
    }
    return statuses;
  };
  return clock.run(Promise.all(Array.from({ length: 100 }, sender))).then((all) => all.flat());
}

/** A client that believes in 200 a second, at a Blip that takes 48. */
function mistaken(options: HarnessOptions = {}): VirtualHarness {
  return virtualHarness({
    commandsPerSecond: 200,
    ...options,
    switches: { commandsPerSecond: 48, ...options.switches },
  });
}

function refusedAt({ log }: VirtualHarness): number[] {
  return log()
    .filter(({ outcome }) => outcome === "too-many-requests")
    .map(({ at }) => at);
}

describe("a Blip that takes less than was configured", () => {
  test.each([
    ["429 without a word how long", {}],
    ["429 and Retry-After", { retryAfter: true }],
    ["429 and nothing else", { errorBody: "empty" }],
    ["429 and HTML", { errorBody: "html" }],
    ["reason 34", { overLimit: "reason-34" }],
  ] as const)("is found out by one mistake and kept to from then on: %s", async (_, switches) => {
    const harness = mistaken({ switches });
    const statuses = await sendAll(harness, 600);
    expect(new Set(statuses)).toEqual(new Set(["success"]));
    expect(harness.pacer.pauses).toBe(1);
    expect(harness.pacer.commandsPerSecond).toBe(48);
    const penaltyEnds = (refusedAt(harness)[0] ?? Number.NaN) + 120_000;
    expect(Math.max(...refusedAt(harness))).toBeLessThan(penaltyEnds);
    const after = harness.log().filter(({ at }) => at >= penaltyEnds);
    expect(throughputOf(after) / 48).toBeGreaterThan(0.95);
  });

  test("is found out under jitter, too", async () => {
    for (const randomSeed of [1, 2, 3, 4, 5]) {
      const harness = mistaken({ network: { jitterInMs: 100, jitterBackMs: 100 }, randomSeed });
      await sendAll(harness, 400);
      expect(harness.pacer.pauses).toBe(1);
      expect(harness.pacer.commandsPerSecond).toBeGreaterThan(40);
      expect(harness.pacer.commandsPerSecond).toBeLessThanOrEqual(48);
    }
  });

  test("gets nothing while it waits, and then one command alone", async () => {
    const harness = mistaken({ switches: { penaltyMs: 5_000 } });
    await sendAll(harness, 200);
    const [first = Number.NaN] = refusedAt(harness);
    const late = harness
      .log()
      .map(({ at }) => at - first)
      .filter((at) => at > 1_000);
    const probes = late.slice(0, 3);
    // Pauses of 2 s, then 4 s, each from when a refusal came back (50 ms), and 50 ms on the way.
    expect(probes.map(Math.round)).toEqual([2_100, 6_200, expect.any(Number)]);
    expect((probes[2] ?? 0) - (probes[1] ?? 0)).toBeGreaterThanOrEqual(100);
  });

  test("is asked again just when Retry-After said", async () => {
    const harness = mistaken({ switches: { penaltyMs: 7_500, retryAfter: true } });
    await sendAll(harness, 200);
    const [first = Number.NaN] = refusedAt(harness);
    const next = harness.log().find(({ at }) => at > first + 1_000)?.at ?? Number.NaN;
    // In whole seconds, rounded up.
    expect(next - first).toBeGreaterThanOrEqual(8_000);
    expect(next - first).toBeLessThan(8_700);
  });
});

test("a penalty that another run left behind costs a wait, and no part of the limit", async () => {
  const harness = virtualHarness({ commandsPerSecond: 48, switches: { commandsPerSecond: 48 } });
  const { emulator, pacer } = harness;
  const headers = { "content-type": "application/json", authorization: authorizationFor(emulator.state) };
  const body = JSON.stringify({ id: "1", ...GET_LISTS.command });
  for (let index = 0; index < 49; index += 1) emulator.handle({ headers, body, nowMs: 0 });
  expect(new Set(await sendAll(harness, 100))).toEqual(new Set(["success"]));
  expect([pacer.commandsPerSecond, pacer.pauses]).toEqual([48, 1]);
});

test("a look-up that is alone when Blip objects outlasts the two minutes", async () => {
  const { clock, link, writer, log } = virtualHarness({ switches: { commandsPerSecond: 1 } });
  await clock.run(Promise.all([link.send(GET_LISTS), link.send(GET_LISTS)]));
  expect(await clock.run(writer.lookUp(phone("+55 31 99999-8888")))).toMatchObject({ status: "ok" });
  const lookUps = log().filter(({ uri, outcome }) => uri?.includes("/accounts/") && outcome === "success");
  expect(lookUps).toHaveLength(1);
});
