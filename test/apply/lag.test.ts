import { describe, expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged, verdict } from "../../src/apply/types.ts";
import { applyOnce } from "../support/apply-once.ts";
import { desired, desiredList, mobile, whatsapp } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const MEMBERS = [0, 1, 2].map((index) => whatsapp(mobile(index)));

describe("a Blip whose reads lag behind its writes", () => {
  test("is read again until it shows what it took", async () => {
    const harness = virtualHarness({ switches: { readLagMs: 5_000 } });
    const report = await applyOnce(harness, desired(desiredList("vip", MEMBERS)));
    expect([verdict(report), converged(report), applyExitCode(report)]).toEqual(["converged", true, 0]);
  });

  test("is waited for no longer than a while: what it took and does not show is lagging, not done", async () => {
    const harness = virtualHarness({ switches: { readLagMs: 600_000 } });
    const report = await applyOnce(harness, desired(desiredList("vip", MEMBERS)));
    expect([verdict(report), converged(report), applyExitCode(report)]).toEqual(["lagging", false, 7]);
    expect(harness.clock.now()).toBeLessThan(60_000);
  });

  test("is not waited for when what is missing was never taken", async () => {
    const harness = virtualHarness({ switches: { unknownNumber: "not-found" } });
    const report = await applyOnce(harness, desired(desiredList("vip", [mobile(7)])));
    expect([verdict(report), applyExitCode(report)]).toEqual(["diverged", 7]);
    expect(harness.clock.now()).toBeLessThan(1_000);
  });
});
