import { describe, expect, test } from "vitest";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import type { Network } from "../support/virtual-blip.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const LIMITS = [1, 2, 10, 48, 200, 1_000];
const IN_FLIGHT = 256;

interface Traffic {
  readonly limit: number;
  readonly commands: number;
  readonly network?: Partial<Network>;
  readonly switches?: SwitchSettings;
  readonly randomSeed?: number;
  /** Moments at which the process does nothing for a while. */
  readonly stalls?: readonly { readonly atMs: number; readonly forMs: number }[];
}

/** Sends so many look-ups, as fast as the gate lets them through, at a Blip that takes just so many a second. */
async function send({ limit, commands, network, switches, randomSeed = 1, stalls = [] }: Traffic) {
  const { clock, link, log, stop } = virtualHarness({
    switches: { commandsPerSecond: limit, ...switches },
    commandsPerSecond: limit,
    randomSeed,
    ...(network ? { network } : {}),
  });
  for (const { atMs, forMs } of stalls) clock.after(atMs, () => clock.stall(forMs));
  let left = commands;
  const sender = async () => {
    while (left > 0) {
      left -= 1;
      const command = { to: "postmaster@broadcast.msging.net", method: "get", uri: "/lists" } as const;
      await link.send({ kind: "lists", command, sendsMax: 1 });
    }
  };
  await clock.run(Promise.all(Array.from({ length: IN_FLIGHT }, sender)));
  stop.abort();
  const arrivals = log().map(({ at }) => at);
  const refused = log().filter(({ outcome }) => outcome === "too-many-requests").length;
  return { arrivals, refused, share: ratio(arrivals, limit) };
}

/** How much of the limit was used: over the middle of the traffic, so that neither start nor end counts. */
function ratio(arrivals: readonly number[], limit: number): number {
  const [from, to] = [Math.floor(arrivals.length / 2), arrivals.length - 1];
  const seconds = ((arrivals[to] ?? 0) - (arrivals[from] ?? 0)) / 1_000;
  return (to - from) / seconds / limit;
}

/** So many that the measure is steady: the first are careful, until the way to Blip is known. */
function enough(limit: number): number {
  return Math.max(300, limit * 5);
}

describe("at any limit, counted exactly on arrival", () => {
  test.each(LIMITS)("%i a second: constant latency, no 429, nearly all of the limit", async (limit) => {
    const { refused, share } = await send({ limit, commands: enough(limit) });
    expect(refused).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(share).toBeLessThanOrEqual(1);
  });

  test.each(LIMITS)("%i a second: up to 100 ms of jitter each way", async (limit) => {
    for (const randomSeed of limit < 1_000 ? [1, 2, 3] : [1]) {
      const network = { jitterInMs: 100, jitterBackMs: 100 };
      const { refused } = await send({ limit, commands: enough(limit), network, randomSeed });
      expect(refused).toBe(0);
    }
  });

  test.each(LIMITS)("%i a second: the first 30 commands take 300 ms longer", async (limit) => {
    const network = { slowFirst: { commands: 30, extraMs: 300 } };
    const { refused, share } = await send({ limit, commands: enough(limit), network });
    expect(refused).toBe(0);
    expect(share).toBeGreaterThanOrEqual(0.95);
  });

  test.each(LIMITS)("%i a second: every new connection takes 300 ms longer", async (limit) => {
    const network = { connectMs: 300, inMs: 200, backMs: 200 };
    expect((await send({ limit, commands: enough(limit), network })).refused).toBe(0);
  });

  test.each(LIMITS)("%i a second: the process stalls now and then", async (limit) => {
    const stalls = [300, 1_100, 2_500, 2_900, 4_700].map((atMs, index) => ({
      atMs,
      forMs: 90 + 240 * index,
    }));
    const network = { jitterInMs: 20 };
    expect((await send({ limit, commands: enough(limit), network, stalls })).refused).toBe(0);
  });

  test.each(LIMITS)("%i a second: a Blip that takes longer than a second to answer", async (limit) => {
    const network = { inMs: 700, backMs: 700, jitterInMs: 100 };
    expect((await send({ limit, commands: enough(limit), network })).refused).toBe(0);
  });

  test.each(LIMITS)("%i a second: connections that break, and answers that never come", async (limit) => {
    const network = { jitterInMs: 60, resetBefore: 0.05, resetAfter: 0.05, silence: 0.01 };
    expect((await send({ limit, commands: enough(limit), network })).refused).toBe(0);
  });
});

test("uses nine tenths of 200 a second with 50 ms of jitter around the way in", async () => {
  const network = { inMs: 30, backMs: 30, jitterInMs: 100 };
  const { refused, share } = await send({ limit: 200, commands: 4_000, network });
  expect(refused).toBe(0);
  expect(share).toBeGreaterThanOrEqual(0.9);
});

test("is not held up by a Blip that takes 1.2 s to answer", async () => {
  const { refused, share } = await send({ limit: 200, commands: 4_000, network: { inMs: 600, backMs: 600 } });
  expect(refused).toBe(0);
  expect(share).toBeGreaterThanOrEqual(0.95);
});

test("catches nothing up after a stall", async () => {
  const stalls = [{ atMs: 3_000, forMs: 2_000 }];
  const { arrivals } = await send({ limit: 200, commands: 2_000, stalls });
  const restart = arrivals.findIndex((at, index) => at - (arrivals[index - 1] ?? at) > 1_500);
  const resumedAt = arrivals[restart] ?? Number.NaN;
  const firstTenth = arrivals.filter((at) => at >= resumedAt && at < resumedAt + 100);
  expect(firstTenth.length).toBeGreaterThan(10);
  expect(firstTenth.length).toBeLessThanOrEqual(24);
});
