import { expect, test } from "vitest";
import { applyOnce } from "../support/apply-once.ts";
import { desired, desiredList, mobile } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

test("an add goes before the next look-up: what was paid for is not left lying when a run ends", async () => {
  const harness = virtualHarness({ commandsPerSecond: 20, network: { inMs: 150, backMs: 150 } });
  const members = Array.from({ length: 300 }, (_, index) => mobile(index));
  await applyOnce(harness, desired(desiredList("vip", members)));
  let waiting = 0;
  let mostWaiting = 0;
  for (const { method, uri } of harness.log()) {
    if (uri?.includes("/accounts/")) waiting += 1;
    else if (method === "set" && uri?.endsWith("/recipients")) waiting -= 1;
    mostWaiting = Math.max(mostWaiting, waiting);
  }
  expect(waiting).toBe(0);
  // Twenty a second at 300 ms: six are under way at most, and each of them may be a look-up.
  expect(mostWaiting).toBeLessThanOrEqual(10);
});
