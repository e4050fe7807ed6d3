/** What was approved, held against what would be done now. Pure. */

import type { Terms } from "../reconcile/plan.ts";
import { partOf } from "../reconcile/plan.ts";
import type { LeftAction, Plan } from "../reconcile/types.ts";
import type { RecordedTerms } from "./plan-difference.ts";
import { planDifference } from "./plan-difference.ts";
import type { Approved, Divergence } from "./types.ts";

/** @param terms what the fresh plan is made under */
export function divergenceFrom(approved: Approved, plan: Plan, terms: RecordedTerms = {}): Divergence {
  const added = plan.actions.filter((action) => !approved.holds(action));
  const held = plan.actions.length - added.length;
  return {
    added,
    held,
    settled: countFor(plan, approved) - held,
    ...planDifference(
      { ...approved.terms, lists: approved.lists ?? plan.lists },
      { ...terms, lists: plan.lists },
    ),
  };
}

/** How many of the approved actions are about the lists of a plan; all of them where nobody can tell. */
function countFor(plan: Plan, { count, lists }: Approved): number {
  if (lists === null) return count;
  const names = new Set<string>(plan.lists.map(({ name }) => name));
  const those = lists.filter(({ name }) => names.has(name));
  return those.reduce((sum, { add, exists }) => sum + add + (exists ? 0 : 1), 0);
}

/** What a run carries out, and what it leaves. */
export interface ApprovedPlan {
  readonly plan: Plan;
  readonly left: readonly LeftAction[];
}

/**
 * Cuts a fresh plan to what was approved. What is left is no part of the plan any more: whatever shows, gates, asks
 * for, sends or records the plan has that one alone.
 */
export function approve(fresh: Plan, approved: Approved, terms: Terms): ApprovedPlan {
  const left = leftOf(fresh, approved);
  if (left.length === 0) return { plan: fresh, left };
  const gone = new Set(left.map(({ action }) => action));
  return { plan: partOf(fresh, (action) => !gone.has(action), terms), left };
}

function leftOf({ actions }: Plan, approved: Approved): LeftAction[] {
  const creations = actions.filter(({ kind }) => kind === "create-list");
  const missing = new Set(creations.filter((action) => !approved.holds(action)).map(({ list }) => list));
  return actions.flatMap((action): LeftAction[] => {
    if (!approved.holds(action)) return [{ action, why: "not-approved" }];
    const hasNoList = action.kind === "add-recipient" && missing.has(action.list);
    return hasNoList ? [{ action, why: "list-not-approved" }] : [];
  });
}
