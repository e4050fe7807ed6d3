import { describe, expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged } from "../../src/apply/types.ts";
import type { BlipWriter, Sent } from "../../src/apply/writer.ts";
import { applyOnce, outcomesOf, writesIn } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import type { VirtualWorld } from "../support/virtual-world.ts";
import { virtualWorld } from "../support/virtual-world.ts";

const IDENTITIES = Array.from({ length: 400 }, (_, index) => whatsapp(mobile(index)));

/** A world whose writer answers by this rule, given how many writes came before; null asks Blip. */
function writing(rule: (earlier: number) => Sent<never> | null, options = {}): [VirtualWorld, BlipWriter] {
  const world = virtualWorld(options);
  const { writer } = world;
  let earlier = -1;
  const ruled = async <T>(ask: () => Promise<Sent<T>>): Promise<Sent<T>> => {
    earlier += 1;
    const sent = rule(earlier);
    if (sent === null) return ask();
    await world.clock.sleep(100);
    return sent;
  };
  return [
    world,
    {
      createList: (list) => ruled(() => writer.createList(list)),
      addRecipient: (list, identity) => ruled(() => writer.addRecipient(list, identity)),
      lookUp: (phone) => ruled(() => writer.lookUp(phone)),
    },
  ];
}

function counts(report: Awaited<ReturnType<typeof applyOnce>>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { outcome } of report.outcomes) found[outcome.status] = (found[outcome.status] ?? 0) + 1;
  return found;
}

const OK: Sent<void> = { status: "ok", value: undefined };
const LOST: Sent<never> = { status: "unknown", ...why("no answer") };
const GONE: Sent<never> = { status: "failed", ...why("no connection"), kind: "unreachable", passing: true };
const REFUSED: Sent<never> = { status: "failed", ...why("reason 25"), kind: "reason 25", passing: false };
const UNAUTHORIZED: Sent<never> = { status: "unauthorized", ...why("HTTP 401"), uncertain: false };

function why(because: string) {
  return { reason: `set /lists: ${because}`, because };
}

describe("a key that is refused", () => {
  test("in the middle of a run ends it: what follows is not attempted", async () => {
    const [world, writer] = writing((earlier) => (earlier > 100 ? UNAUTHORIZED : null));
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(report.ended).toBe("unauthorized");
    expect(counts(report).done).toBe(101);
    expect(counts(report)["not-attempted"]).toBeGreaterThanOrEqual(400 - 100 - 256);
    expect([converged(report), applyExitCode(report)]).toEqual([null, 7]);
  });

  test("from the start leaves the rest not attempted: exit 7", async () => {
    const [world, writer] = writing(() => UNAUTHORIZED);
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(counts(report)).toEqual({ failed: 1, "not-attempted": 400 });
    expect(applyExitCode(report)).toBe(7);
  });

  test("at the one command there was leaves nothing done: exit 4", async () => {
    const [world, writer] = writing(() => UNAUTHORIZED);
    const report = await applyOnce(world, desired(desiredList("vip")), { writer });
    expect([counts(report), applyExitCode(report)]).toEqual([{ failed: 1 }, 4]);
  });

  test("after a try that may have taken effect leaves that unknown: exit 7", async () => {
    const [world, writer] = writing(() => ({ ...UNAUTHORIZED, uncertain: true }));
    const report = await applyOnce(world, desired(desiredList("vip")), { writer });
    expect(counts(report)).toEqual({ unknown: 1 });
    expect(applyExitCode(report)).toBe(7);
  });

  test("sends no add for a number that was looked up when it became known", async () => {
    const numbers = [mobile(1), mobile(2)];
    const [world, writer] = writing((earlier) => (earlier === 1 ? UNAUTHORIZED : null));
    const report = await applyOnce(world, desired(desiredList("vip", numbers)), { writer });
    expect(writesIn(world).filter((write) => write.includes("recipients"))).toEqual([]);
    expect(counts(report)).toEqual({ done: 1, failed: 1, "not-attempted": 1 });
  });
});

describe("commands whose tries run out", () => {
  test.each([LOST, GONE])("end the run when 20 come in a row: $status", async (sent) => {
    const [world, writer] = writing((earlier) => (earlier > 0 ? sent : null));
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(report.ended).toBe("unreachable");
    expect(counts(report)["not-attempted"]).toBeGreaterThanOrEqual(400 - 256 - 20);
    expect(applyExitCode(report)).toBe(7);
  });

  test("end nothing when fewer come in a row", async () => {
    const world = virtualWorld();
    let adds = 0;
    const addRecipient = async () => {
      adds += 1;
      return adds % 20 === 0 ? OK : GONE;
    };
    const writer = { ...world.writer, addRecipient };
    const replan = () => Promise.reject(new Error("not to be settled by reading"));
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES)), { writer, replan });
    expect(report.ended).toBeNull();
    expect(counts(report)).toEqual({ done: 21, failed: 380 });
  });

  test("end nothing when Blip refuses each for good", async () => {
    const [world, writer] = writing((earlier) => (earlier > 0 ? REFUSED : null));
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES)), { writer });
    expect([report.ended, counts(report)]).toEqual([null, { done: 1, failed: 400 }]);
  });

  test("count once, were it a look-up that fails for 30 lists", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `list-${index}`);
    const [world, writer] = writing((earlier) => (earlier === 30 ? GONE : null));
    const report = await applyOnce(world, desired(...names.map((name) => desiredList(name, [mobile(1)]))), {
      writer,
    });
    expect([report.ended, counts(report)]).toEqual([null, { done: 30, failed: 30 }]);
  });
});

describe("an interrupt", () => {
  const wanted = desired(desiredList("vip", IDENTITIES));

  test("sends nothing more, finishes what is in flight, and reports: exit 130", async () => {
    const world = virtualWorld({ commandsPerSecond: 200 });
    world.clock.after(1_500, () => world.stop.abort());
    const report = await applyOnce(world, wanted);
    const lastAtMs = Math.max(...world.log().map(({ at }) => at));
    expect(lastAtMs).toBeLessThanOrEqual(1_500 + 50);
    expect(world.clock.now()).toBeLessThanOrEqual(1_500 + 101);
    const sets = world.log().filter(({ method }) => method === "set").length;
    expect(counts(report)).toEqual({ done: sets, "not-attempted": 401 - sets });
    expect([report.ended, converged(report), applyExitCode(report)]).toEqual(["interrupted", null, 130]);
  });

  test("gives up what gets no answer when it is cut short: unknown, and still an interrupt", async () => {
    const world = virtualWorld({ commandsPerSecond: 200 });
    world.clock.after(1_000, () => {
      world.blip.network = { ...world.blip.network, silence: 1 };
    });
    world.clock.after(1_500, () => world.stop.abort());
    world.clock.after(6_500, () => world.cut.abort());
    const report = await applyOnce(world, wanted);
    expect(world.clock.now()).toBeLessThanOrEqual(6_501);
    expect(counts(report).unknown).toBeGreaterThan(20);
    expect([report.ended, applyExitCode(report)]).toEqual(["interrupted", 130]);
  });

  test("of the last commands is one, too: nothing was read after them", async () => {
    const world = virtualWorld();
    const outcomes: string[] = [];
    const onOutcome = ({ outcome }: { outcome: { status: string } }) => {
      outcomes.push(outcome.status);
      if (outcomes.length === 1) world.clock.after(50, () => world.stop.abort());
    };
    const report = await applyOnce(world, desired(desiredList("vip", IDENTITIES.slice(0, 3))), { onOutcome });
    expect(counts(report)).toEqual({ done: 4 });
    expect([report.ended, converged(report), applyExitCode(report)]).toEqual(["interrupted", null, 130]);
  });

  test("that comes when Blip is gone is one all the same: exit 130", async () => {
    const [world, writer] = writing((earlier) => (earlier > 0 ? LOST : null));
    const stopWhenGone: { lost: number } = { lost: 0 };
    const onOutcome = ({ outcome }: { outcome: { status: string } }) => {
      stopWhenGone.lost += outcome.status === "unknown" ? 1 : 0;
      if (stopWhenGone.lost === 30) world.stop.abort();
    };
    const report = await applyOnce(world, wanted, { writer, onOutcome });
    expect([report.ended, applyExitCode(report)]).toEqual(["interrupted", 130]);
  });

  test("before anything was sent leaves everything not attempted", async () => {
    const world = virtualWorld();
    const report = await applyOnce(world, wanted, {}, async () => world.stop.abort());
    expect(writesIn(world)).toEqual([]);
    expect(outcomesOf(report)[0]).toBe("create vip: not-attempted");
    expect([counts(report)["not-attempted"], applyExitCode(report)]).toEqual([401, 130]);
  });
});
