import { expect, test } from "vitest";
import { exclusionTest } from "../../src/reconcile/exclusions.ts";
import { applyOnce, outcomesOf, writesIn } from "../support/apply-once.ts";
import { desired, desiredList, identity, live, mobile, planInput } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const CHANGED = identity("BR.1234567890@wa.gw.msging.net");

test("a number that turns out to be an excluded customer's is not added", async () => {
  const account = { identity: CHANGED, alternativeAccount: CHANGED };
  const harness = virtualHarness({ seed: { accounts: { [mobile(1)]: account } } });
  const list = desiredList("vip", [mobile(1), mobile(2)]);
  const excluding = desired({
    ...list,
    exclude: { ...list.exclude, members: [{ member: CHANGED, file: "lists/vip.yaml", line: 9 }] },
  });
  const { names, ...evidence } = planInput(excluding, live());
  const report = await applyOnce(harness, excluding, { isExcluded: exclusionTest(evidence, names) });
  expect(outcomesOf(report)).toEqual([
    "create vip: done",
    `add ${mobile(1)} to vip: not-attempted`,
    `add ${mobile(2)} to vip: done`,
  ]);
  expect(writesIn(harness).join("\n")).not.toMatch(/set .*1234567890/i);
});
