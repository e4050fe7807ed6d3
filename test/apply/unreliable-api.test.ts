import { expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged } from "../../src/apply/types.ts";
import { faultsAtRates } from "../../src/emulator/faults.ts";
import { applyOnce } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

test("5,000 members converge in one run through resets, 503, garbage, and a limit that was set too high", async () => {
  const rates = { "reset-after-effect": 0.05, unavailable: 0.05, garbage: 0.02 };
  const harness = virtualHarness({
    faults: faultsAtRates(rates, 7),
    switches: { commandsPerSecond: 200, penaltyMs: 5_000 },
    commandsPerSecond: 230,
    network: { jitterInMs: 20 },
  });
  const members = Array.from({ length: 5_000 }, (_, index) => whatsapp(mobile(index)));
  const report = await applyOnce(harness, desired(desiredList("vip", members)));
  expect([converged(report), applyExitCode(report), report.ended]).toEqual([true, 0, null]);
  expect(new Set(report.outcomes.map(({ outcome }) => outcome.status))).toEqual(new Set(["done"]));
  expect(harness.emulator.state.lists.members("vip")).toHaveLength(5_000);
  expect(harness.pacer.pauses).toBeGreaterThan(0);
  expect(harness.pacer.commandsPerSecond).toBeLessThanOrEqual(200);
  expect(harness.pacer.commandsPerSecond).toBeGreaterThan(150);
});
