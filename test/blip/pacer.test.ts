import { setMaxListeners } from "node:events";
import { expect, test } from "vitest";
import type { Ticket } from "../../src/blip/pacer.ts";
import { Pacer, Stopped } from "../../src/blip/pacer.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

/** A gate that one test stands at: each take is answered by the test, or not at all. */
function gate(commandsPerSecond = 10) {
  const clock = new VirtualClock();
  const pacer = new Pacer(clock, commandsPerSecond);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const passed: { atMs: number; ticket: Ticket }[] = [];
  const come = (commands: number) =>
    Promise.allSettled(
      Array.from({ length: commands }, () =>
        pacer.take("any", stop.signal).then((ticket) => passed.push({ atMs: clock.now(), ticket })),
      ),
    );
  return { clock, pacer, stop, passed, come };
}

test("spaces commands evenly", async () => {
  const { clock, passed, come } = gate(10);
  await clock.run(come(6));
  const gaps = passed.slice(2).map(({ atMs }, index) => atMs - (passed[index + 1]?.atMs ?? Number.NaN));
  for (const gap of gaps) expect(gap).toBeCloseTo(1_000 / 9.7, 5);
  expect(gaps).toHaveLength(4);
});

test("lets no more out than may be under way while nothing is answered", async () => {
  const { clock, passed, come } = gate(10);
  void come(30);
  await clock.pass(60_000);
  expect(passed).toHaveLength(10);
});

test("takes a limit that is no whole number for the whole number below it, and never for none", async () => {
  const { clock, passed, come } = gate(1.5);
  void come(3);
  await clock.pass(60_000);
  expect(passed).toHaveLength(1);
});

test("counts a command from its answer as long as the way is not known", async () => {
  const { clock, passed, come } = gate(1);
  void come(2);
  await clock.pass(700);
  passed[0]?.ticket.answered();
  await clock.pass(5_000);
  expect(passed[1]?.atMs).toBeCloseTo(700 + 1_000 / 0.97, 5);
});

test("turns away who waits when the run is stopped, at once, even in the middle of a long pause", async () => {
  const { clock, stop, passed, come } = gate(10);
  await clock.run(come(1));
  passed[0]?.ticket.throttled(500_000);
  const waiting = come(3);
  await clock.pass(1_000);
  stop.abort();
  const outcomes = await clock.run(waiting);
  expect(clock.now()).toBe(1_000);
  expect(outcomes).toEqual(new Array(3).fill({ status: "rejected", reason: expect.any(Stopped) }));
});

test("turns away who comes after the run was stopped", async () => {
  const { pacer, stop } = gate();
  stop.abort();
  await expect(pacer.take("any", stop.signal)).rejects.toThrow(Stopped);
});

test("still serves others when one who waits gives up", async () => {
  const { clock, pacer, passed, come } = gate(10);
  const impatient = new AbortController();
  void come(1);
  const givenUp = pacer.take("any", impatient.signal).catch((error: unknown) => error);
  void come(2);
  impatient.abort();
  expect(await clock.run(givenUp)).toBeInstanceOf(Stopped);
  await clock.pass(1_000);
  expect(passed).toHaveLength(3);
});

test("sends one command alone after a pause, and the rest when that was taken", async () => {
  const { clock, passed, come } = gate(10);
  await clock.run(come(1));
  passed[0]?.ticket.throttled(null);
  void come(5);
  await clock.pass(1_999);
  expect(passed).toHaveLength(1);
  await clock.pass(8_000);
  expect(passed).toHaveLength(2);
  passed[1]?.ticket.answered();
  await clock.pass(1_000);
  expect(passed).toHaveLength(6);
});

test("sends another when the one that went ahead is lost, and opens when the third is", async () => {
  const { clock, passed, come } = gate(10);
  await clock.run(come(1));
  passed[0]?.ticket.throttled(null);
  void come(9);
  await clock.pass(3_000);
  for (const before of [2, 3, 4]) {
    expect(passed).toHaveLength(before);
    await clock.pass(30_000);
    passed[before - 1]?.ticket.lost();
    await clock.pass(90);
  }
  await clock.pass(2_000);
  expect(passed).toHaveLength(10);
});

test("doubles the pause while the one that goes ahead is refused, up to two minutes", async () => {
  const { clock, pacer, passed, come } = gate(10);
  void come(10);
  const pauses: number[] = [];
  await clock.pass(0);
  for (let refused = 0; refused < 9; refused += 1) {
    const refusedAtMs = clock.now();
    passed.at(-1)?.ticket.throttled(null);
    const before = passed.length;
    while (passed.length === before) await clock.pass(100);
    pauses.push(Math.round(((passed.at(-1)?.atMs ?? Number.NaN) - refusedAtMs) / 1_000));
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 120, 120, 120]);
  expect(pacer.pauses).toBe(1);
});

test("waits as long as Retry-After says, were it longer than the penalty", async () => {
  const { clock, passed, come } = gate(10);
  await clock.run(come(1));
  passed[0]?.ticket.throttled(300_000);
  void come(1);
  await clock.pass(299_000);
  expect(passed).toHaveLength(1);
  await clock.pass(2_000);
  expect(passed).toHaveLength(2);
});

test("does not take Retry-After: 0 for leave to go on at once", async () => {
  const { clock, passed, come } = gate(10);
  await clock.run(come(1));
  passed[0]?.ticket.throttled(0);
  void come(1);
  await clock.pass(1_900);
  expect(passed).toHaveLength(1);
});

test("takes refusals of what was under way when the pause began for the same objection", async () => {
  const { clock, pacer, passed, come } = gate(10);
  await clock.run(come(4));
  passed[0]?.ticket.answered();
  passed[1]?.ticket.throttled(null);
  passed[2]?.ticket.throttled(null);
  void come(1);
  await clock.pass(3_000);
  passed[4]?.ticket.answered();
  passed[3]?.ticket.throttled(null);
  await clock.run(come(1));
  expect(pacer.pauses).toBe(1);
  expect(clock.now()).toBeLessThan(5_000);
});

test("keeps to what was taken in the second before the objection, answers that came later included", async () => {
  const { clock, pacer, passed, come } = gate(10);
  await clock.run(come(8));
  passed[7]?.ticket.throttled(null);
  for (const { ticket } of passed.slice(0, 7)) ticket.answered();
  void come(1);
  await clock.pass(3_000);
  passed[8]?.ticket.answered();
  expect(pacer.commandsPerSecond).toBe(7);
});

test("minds an answer once, however often it hears of it", async () => {
  const { clock, passed, come } = gate(2);
  await clock.run(come(1));
  for (let times = 0; times < 5; times += 1) passed[0]?.ticket.answered();
  void come(20);
  await clock.pass(20_000);
  expect(passed).toHaveLength(3);
});
