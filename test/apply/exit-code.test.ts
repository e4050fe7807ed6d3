import { expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import type { ApplyReport, Outcome, Verification } from "../../src/apply/types.ts";
import { fact } from "../../src/domain/fact.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import { desired, desiredList, live, mobile, planInput } from "../support/field.ts";
import { refusedBy } from "../support/said.ts";

const WHY = refusedBy("no");
const OUTCOMES: readonly Outcome["status"][] = [
  "done",
  "already-there",
  "failed",
  "not-attempted",
  "unknown",
];
const ENDED = [null, "interrupted", "unauthorized", "unreachable"] as const;

function planOf(members: number) {
  const list = desiredList(
    "vip",
    Array.from({ length: members }, (_, index) => mobile(index)),
  );
  return makePlan(planInput(desired(list), live({ vip: [] })));
}

const SEEN_ALL: Verification = { status: "seen", plan: planOf(0) };
const SEEN_LEFT: Verification = { status: "seen", plan: planOf(1) };
const UNSEEN: Verification = { status: "impossible", why: fact("nothing-written") };

function report(
  statuses: readonly Outcome["status"][],
  verification: Verification,
  ended: ApplyReport["ended"],
): ApplyReport {
  const plan = planOf(statuses.length);
  const outcomes = plan.actions.map((action, index) => {
    const status = statuses[index] ?? "done";
    const outcome: Outcome =
      status === "done" || status === "already-there" ? { status } : { status, why: WHY };
    return { action, outcome };
  });
  return { plan, left: [], outcomes, verification, ended };
}

/** Every set of outcomes, with every verification and every end. */
function everything() {
  const sets = Array.from({ length: 2 ** OUTCOMES.length }, (_, bits) =>
    OUTCOMES.filter((_status, index) => bits & (1 << index)),
  );
  return sets.flatMap((statuses) =>
    [SEEN_ALL, SEEN_LEFT, UNSEEN].flatMap((verification) =>
      ENDED.map((ended) => ({ statuses, verification, ended })),
    ),
  );
}

test.each(everything())("$statuses, $verification.status, $ended", ({ statuses, verification, ended }) => {
  const has = (...wanted: Outcome["status"][]) => wanted.some((status) => statuses.includes(status));
  const code = applyExitCode(report(statuses, verification, ended));
  const complete = !has("failed", "not-attempted", "unknown");
  if (ended === "interrupted") expect(code).toBe(130);
  else if (complete && verification === SEEN_ALL) expect(code).toBe(0);
  else if (has("done", "unknown", "not-attempted") || complete) expect(code).toBe(7);
  else expect(code).toBe(ended === "unauthorized" ? 4 : 1);
});

test("an empty plan is done", () => {
  expect(applyExitCode(report([], { status: "unneeded" }, null))).toBe(0);
});

test("a number that was looked up in vain is an effect: it is not looked up again", () => {
  const { outcomes, ...rest } = report(["failed"], SEEN_LEFT, null);
  const lookedUp = outcomes.map(({ action }) => {
    return { action, outcome: { status: "failed", why: WHY, lookedUp: true } } as const;
  });
  expect(applyExitCode({ ...rest, outcomes: lookedUp })).toBe(7);
});

test.each<[string, ApplyReport, number]>([
  ["all done and seen", report(["done", "already-there"], SEEN_ALL, null), 0],
  ["all done, and something missing when looked for", report(["done"], SEEN_LEFT, null), 7],
  ["all done, and nothing could be read", report(["done"], UNSEEN, null), 7],
  ["one failed", report(["done", "failed"], SEEN_LEFT, null), 7],
  ["all failed: nothing was written", report(["failed", "failed"], UNSEEN, null), 1],
  ["all failed for the key", report(["failed", "failed"], UNSEEN, "unauthorized"), 4],
  ["one failed, and the others were not attempted", report(["failed", "not-attempted"], UNSEEN, null), 7],
  ["the key refused before the others", report(["failed", "not-attempted"], UNSEEN, "unauthorized"), 7],
  ["nothing attempted, for Blip was gone", report(["not-attempted"], UNSEEN, "unreachable"), 7],
  ["the key refused after something was done", report(["done", "failed"], UNSEEN, "unauthorized"), 7],
  ["nobody knows", report(["unknown"], UNSEEN, "unreachable"), 7],
  ["interrupted, all the same", report(["done"], UNSEEN, "interrupted"), 130],
])("%s", (_, given, code) => {
  expect(applyExitCode(given)).toBe(code);
});
