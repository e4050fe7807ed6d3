/** Whatever goes wrong in a run, what it reports is true, and the next run finishes the job. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import type { ApplyReport } from "../../src/apply/types.ts";
import { converged } from "../../src/apply/types.ts";
import { CommandError } from "../../src/blip/errors.ts";
import { Stopped } from "../../src/blip/pacer.ts";
import { candidateKeys } from "../../src/domain/customer.ts";
import type { DesiredState } from "../../src/domain/state.ts";
import type { FaultRates } from "../../src/emulator/faults.ts";
import { faultsAtRates } from "../../src/emulator/faults.ts";
import type { Seed } from "../../src/emulator/seed.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import { IncompleteCollection } from "../../src/survey/collection.ts";
import { applyOnce, surveyAndPlan } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import type { Network } from "../support/virtual-blip.ts";
import type { VirtualHarness } from "../support/virtual-harness.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const CUSTOMERS = fc.uniqueArray(fc.nat(25), { maxLength: 20 });
const NAMES = ["vip", "promo", "constructor"];

interface Situation {
  readonly wanted: readonly (readonly number[])[];
  readonly there: readonly (readonly number[] | null)[];
  readonly switches: SwitchSettings;
  readonly faults: FaultRates;
  readonly network: Partial<Network>;
  readonly interruptAtMs: number | null;
  readonly randomSeed: number;
}

const RATE = fc.constantFrom(0, 0, 0.02, 0.1);

const SITUATION: fc.Arbitrary<Situation> = fc.record({
  wanted: fc.array(CUSTOMERS, { minLength: 1, maxLength: 3 }),
  there: fc.array(fc.option(CUSTOMERS), { minLength: 3, maxLength: 3 }),
  switches: fc.record({
    createExistingList: fc.constantFrom("success" as const, "failure" as const),
    addExistingMember: fc.constantFrom("success" as const, "failure" as const),
    recipientsTakeMax: fc.constantFrom(1, 7, 100),
    totalAbsent: fc.constantFrom("when-zero" as const, "never" as const, "always" as const),
    totalCounts: fc.constantFrom("all" as const, "page" as const),
    numberForm: fc.constantFrom("area-code" as const, "long" as const, "short" as const),
    accountAnswer: fc.constantFrom("alternative-differs" as const, "identity-only" as const),
    commandsPerSecond: fc.constantFrom(0, 20, 100),
    penaltyMs: fc.constantFrom(1_000, 120_000),
    overLimit: fc.constantFrom("http-429" as const, "reason-34" as const),
    retryAfter: fc.boolean(),
    readLagMs: fc.constantFrom(0, 0, 500),
  }),
  faults: fc.record({
    "reset-before-effect": RATE,
    "reset-after-effect": RATE,
    unavailable: RATE,
    "unavailable-after-effect": RATE,
    garbage: RATE,
    truncated: RATE,
  }),
  network: fc.record({
    jitterInMs: fc.constantFrom(0, 100),
    jitterBackMs: fc.constantFrom(0, 400),
    resetBefore: RATE,
    resetAfter: RATE,
    silence: fc.constantFrom(0, 0.01),
  }),
  interruptAtMs: fc.option(fc.nat(3_000), { freq: 3 }),
  randomSeed: fc.nat(),
});

function harnessOf({
  there,
  switches,
  faults,
  network,
  interruptAtMs,
  randomSeed,
}: Situation): VirtualHarness {
  const lists: Record<string, string[]> = {};
  for (const [index, customers] of there.entries()) {
    const name = NAMES[index];
    if (name !== undefined && customers !== null) lists[name] = customers.map(identityOf);
  }
  const seed: Partial<Seed> = { lists: { ...lists, other: [identityOf(1)] } };
  const harness = virtualHarness({
    seed,
    switches,
    faults: faultsAtRates(faults, randomSeed),
    network,
    randomSeed,
    commandsPerSecond: 100,
  });
  if (interruptAtMs !== null) {
    harness.clock.after(interruptAtMs, () => harness.stop.abort());
    harness.clock.after(interruptAtMs + 5_000, () => harness.cut.abort());
  }
  return harness;
}

/** Some live in the long form, some in the short. */
function identityOf(customer: number): string {
  return whatsapp(mobile(customer), customer % 2 === 0 ? "long" : "short");
}

function desiredOf({ wanted }: Situation): DesiredState {
  return desired(
    ...wanted.map((customers, index) =>
      desiredList(
        NAMES[index] ?? "",
        customers.map((one) => (one % 5 === 0 ? whatsapp(mobile(one)) : mobile(one))),
      ),
    ),
  );
}

/** Every outcome that says it is done, is. */
function expectTruth(report: ApplyReport, { emulator }: VirtualHarness): void {
  for (const { action, outcome } of report.outcomes) {
    if (outcome.status !== "done" && outcome.status !== "already-there") continue;
    const members = emulator.state.lists.members(action.list);
    expect(members, `${action.kind} ${action.list}`).not.toBeNull();
    if (action.kind === "create-list") continue;
    const keys = new Set(members?.map((one) => one.toLowerCase()));
    expect(
      candidateKeys(action.member).some((key) => keys.has(key)),
      `${action.member}`,
    ).toBe(true);
  }
  const complete = report.outcomes.every(({ outcome: { status } }) => /^(done|already-there)$/.test(status));
  expect(applyExitCode(report) === 0).toBe(complete && converged(report) === true);
}

/** A run that cannot read what Blip has ends before it writes. @throws what no fault explains */
function noSurvey(error: unknown): null {
  const known = [CommandError, IncompleteCollection, Stopped].some((kind) => error instanceof kind);
  if (!known) throw error;
  return null;
}

/** The same Blip with nothing going wrong any more. */
function calm({ emulator }: VirtualHarness): VirtualHarness {
  const lists = emulator.state.lists.names().map((name): [string, string[]] => {
    return [name, emulator.state.lists.members(name) ?? []];
  });
  return virtualHarness({
    seed: { lists: Object.fromEntries(lists) },
    switches: { ...emulator.switches, readLagMs: 0, commandsPerSecond: 0 },
  });
}

test("a run under faults reports what is true, and the next one without converges", async () => {
  await fc.assert(
    fc.asyncProperty(SITUATION, async (situation) => {
      const harness = harnessOf(situation);
      const wanted = desiredOf(situation);
      const first = await applyOnce(harness, wanted).catch(noSurvey);
      if (first !== null) expectTruth(first, harness);
      const again = calm(harness);
      const report = await applyOnce(again, wanted);
      expectTruth(report, again);
      expect([converged(report), applyExitCode(report)]).toEqual([true, 0]);
      expect((await again.clock.run(surveyAndPlan(again, wanted))).plan.actions).toEqual([]);
      expect(again.emulator.state.lists.members("other")).toEqual([identityOf(1)]);
    }),
    { numRuns: 200 },
  );
});
