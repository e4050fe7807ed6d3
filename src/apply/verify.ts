/** What Blip has after the writes, and what that says of outcomes that were in doubt. */

import type { Member } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import type { Plan } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import type { ApplyPorts } from "./ports.ts";
import type { ActionOutcome, Outcome, Verification } from "./types.ts";

/** Pauses before Blip is read again when it does not show yet what it took. */
const LAG_WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Reads again as long as something is missing that Blip took: reads may lag behind writes. */
export async function readUntilSeen(
  outcomes: readonly ActionOutcome[],
  known: ReadonlyMap<Member, Identity>,
  { replan, wait, stop }: Pick<ApplyPorts, "replan" | "wait" | "stop">,
): Promise<Plan> {
  const lists = new Set(outcomes.map(({ action }) => action.list));
  const taken = new Set(
    outcomes.filter(({ outcome }) => isThere(outcome)).map(({ action }) => actionKey(action)),
  );
  let plan = await replan(lists, known);
  for (const waitMs of LAG_WAITS_MS) {
    const isLagging = plan.actions.some((action) => taken.has(actionKey(action)));
    if (!isLagging || stop.aborted) break;
    await wait(waitMs);
    plan = await replan(lists, known);
  }
  return plan;
}

/** What was read decides where the answers left doubt: a member who is on the list now did get there. */
export function settle(
  outcomes: readonly ActionOutcome[],
  verification: Verification,
): readonly ActionOutcome[] {
  if (verification.status !== "seen") return outcomes;
  const missing = new Set(verification.plan.actions.map(actionKey));
  return outcomes.map(({ action, outcome }) => {
    const doubtful = outcome.status === "unknown" || outcome.status === "failed";
    if (!doubtful || missing.has(actionKey(action))) return { action, outcome };
    return { action, outcome: { status: outcome.status === "unknown" ? "done" : "already-there" } };
  });
}

export function isThere({ status }: Outcome): boolean {
  return status === "done" || status === "already-there";
}
