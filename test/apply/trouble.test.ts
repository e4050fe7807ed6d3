import { describe, expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged } from "../../src/apply/types.ts";
import type { BlipWriter, Sent } from "../../src/apply/writer.ts";
import { fact } from "../../src/domain/fact.ts";
import { applyOnce, outcomesOf, writesIn } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import { refusedBy } from "../support/said.ts";
import type { VirtualHarness } from "../support/virtual-harness.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const IDENTITIES = Array.from({ length: 400 }, (_, index) => whatsapp(mobile(index)));

/** A harness whose writer answers by this rule, given how many writes came before; null asks Blip. */
function writing(rule: (earlier: number) => Sent<never> | null, options = {}): [VirtualHarness, BlipWriter] {
  const harness = virtualHarness(options);
  const { writer } = harness;
  let earlier = -1;
  const ruled = async <T>(ask: () => Promise<Sent<T>>): Promise<Sent<T>> => {
    earlier += 1;
    const sent = rule(earlier);
    if (sent === null) return ask();
    await harness.clock.sleep(100);
    return sent;
  };
  return [
    harness,
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
const NO_ANSWER = fact("blip-status", { command: null, status: 503 });
const LOST: Sent<never> = { status: "unknown", why: NO_ANSWER };
const GONE: Sent<never> = { status: "failed", why: NO_ANSWER, passing: true };
const REFUSED: Sent<never> = { status: "failed", why: refusedBy("no"), passing: false };
const KEY_REFUSED = fact("unauthorized", { command: null, status: 401 });
const UNAUTHORIZED: Sent<never> = { status: "unauthorized", why: KEY_REFUSED, uncertain: false };

describe("a key that is refused", () => {
  test("in the middle of a run ends it: what follows is not attempted", async () => {
    const [harness, writer] = writing((earlier) => (earlier > 100 ? UNAUTHORIZED : null));
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(report.ended).toBe("unauthorized");
    expect(counts(report).done).toBe(101);
    expect(counts(report)["not-attempted"]).toBeGreaterThanOrEqual(400 - 100 - 256);
    expect([converged(report), applyExitCode(report)]).toEqual([null, 7]);
  });

  test("from the start leaves the rest not attempted: exit 7", async () => {
    const [harness, writer] = writing(() => UNAUTHORIZED);
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(counts(report)).toEqual({ failed: 1, "not-attempted": 400 });
    expect(applyExitCode(report)).toBe(7);
  });

  test("at the one command there was leaves nothing done: exit 4", async () => {
    const [harness, writer] = writing(() => UNAUTHORIZED);
    const report = await applyOnce(harness, desired(desiredList("vip")), { writer });
    expect([counts(report), applyExitCode(report)]).toEqual([{ failed: 1 }, 4]);
  });

  test("after a try that may have taken effect leaves that unknown: exit 7", async () => {
    const [harness, writer] = writing(() => ({ ...UNAUTHORIZED, uncertain: true }));
    const report = await applyOnce(harness, desired(desiredList("vip")), { writer });
    expect(counts(report)).toEqual({ unknown: 1 });
    expect(applyExitCode(report)).toBe(7);
  });

  test("sends no add for a number that was looked up when it became known", async () => {
    const numbers = [mobile(1), mobile(2)];
    const [harness, writer] = writing((earlier) => (earlier === 1 ? UNAUTHORIZED : null));
    const report = await applyOnce(harness, desired(desiredList("vip", numbers)), { writer });
    expect(writesIn(harness).filter((write) => write.includes("recipients"))).toEqual([]);
    expect(counts(report)).toEqual({ done: 1, failed: 1, "not-attempted": 1 });
  });
});

describe("commands whose tries run out", () => {
  test.each([LOST, GONE])("end the run when 20 come in a row: $status", async (sent) => {
    const [harness, writer] = writing((earlier) => (earlier > 0 ? sent : null));
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES)), { writer });
    expect(report.ended).toBe("unreachable");
    expect(counts(report)["not-attempted"]).toBeGreaterThanOrEqual(400 - 256 - 20);
    expect(applyExitCode(report)).toBe(7);
  });

  test("end nothing when fewer come in a row", async () => {
    const harness = virtualHarness();
    let adds = 0;
    const addRecipient = async () => {
      adds += 1;
      return adds % 20 === 0 ? OK : GONE;
    };
    const writer = { ...harness.writer, addRecipient };
    const replan = () => Promise.reject(new Error("not to be settled by reading"));
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES)), { writer, replan });
    expect(report.ended).toBeNull();
    expect(counts(report)).toEqual({ done: 21, failed: 380 });
  });

  test("end nothing when Blip refuses each for good", async () => {
    const [harness, writer] = writing((earlier) => (earlier > 0 ? REFUSED : null));
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES)), { writer });
    expect([report.ended, counts(report)]).toEqual([null, { done: 1, failed: 400 }]);
  });

  test("count once, were it a look-up that fails for 30 lists", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `list-${index}`);
    const [harness, writer] = writing((earlier) => (earlier === 30 ? GONE : null));
    const report = await applyOnce(harness, desired(...names.map((name) => desiredList(name, [mobile(1)]))), {
      writer,
    });
    expect([report.ended, counts(report)]).toEqual([null, { done: 30, failed: 30 }]);
  });
});

describe("an interrupt", () => {
  const wanted = desired(desiredList("vip", IDENTITIES));

  test("sends nothing more, finishes what is in flight, and reports: exit 130", async () => {
    const harness = virtualHarness({ commandsPerSecond: 200 });
    harness.clock.after(1_500, () => harness.stop.abort());
    const report = await applyOnce(harness, wanted);
    const lastAtMs = Math.max(...harness.log().map(({ at }) => at));
    expect(lastAtMs).toBeLessThanOrEqual(1_500 + 50);
    expect(harness.clock.now()).toBeLessThanOrEqual(1_500 + 101);
    const sets = harness.log().filter(({ method }) => method === "set").length;
    expect(counts(report)).toEqual({ done: sets, "not-attempted": 401 - sets });
    expect([report.ended, converged(report), applyExitCode(report)]).toEqual(["interrupted", null, 130]);
  });

  test("gives up what gets no answer when it is cut short: unknown, and still an interrupt", async () => {
    const harness = virtualHarness({ commandsPerSecond: 200 });
    harness.clock.after(1_000, () => {
      harness.blip.network = { ...harness.blip.network, silence: 1 };
    });
    harness.clock.after(1_500, () => harness.stop.abort());
    harness.clock.after(6_500, () => harness.cut.abort());
    const report = await applyOnce(harness, wanted);
    expect(harness.clock.now()).toBeLessThanOrEqual(6_501);
    expect(counts(report).unknown).toBeGreaterThan(20);
    expect([report.ended, applyExitCode(report)]).toEqual(["interrupted", 130]);
  });

  test("of the last commands is one, too: nothing was read after them", async () => {
    const harness = virtualHarness();
    const outcomes: string[] = [];
    const onOutcome = ({ outcome }: { outcome: { status: string } }) => {
      outcomes.push(outcome.status);
      if (outcomes.length === 1) harness.clock.after(50, () => harness.stop.abort());
    };
    const report = await applyOnce(harness, desired(desiredList("vip", IDENTITIES.slice(0, 3))), {
      onOutcome,
    });
    expect(counts(report)).toEqual({ done: 4 });
    expect([report.ended, converged(report), applyExitCode(report)]).toEqual(["interrupted", null, 130]);
  });

  test("that comes when Blip is gone is one all the same: exit 130", async () => {
    const [harness, writer] = writing((earlier) => (earlier > 0 ? LOST : null));
    const stopWhenGone: { lost: number } = { lost: 0 };
    const onOutcome = ({ outcome }: { outcome: { status: string } }) => {
      stopWhenGone.lost += outcome.status === "unknown" ? 1 : 0;
      if (stopWhenGone.lost === 30) harness.stop.abort();
    };
    const report = await applyOnce(harness, wanted, { writer, onOutcome });
    expect([report.ended, applyExitCode(report)]).toEqual(["interrupted", 130]);
  });

  test("before anything was sent leaves everything not attempted", async () => {
    const harness = virtualHarness();
    const report = await applyOnce(harness, wanted, {}, async () => harness.stop.abort());
    expect(writesIn(harness)).toEqual([]);
    expect(outcomesOf(report)[0]).toBe("create vip: not-attempted");
    expect([counts(report)["not-attempted"], applyExitCode(report)]).toEqual([401, 130]);
  });
});
