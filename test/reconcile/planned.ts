/** Plans for specifications: of lists alone, unless told more. */

import type { DesiredList } from "../../src/domain/state.ts";
import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { desired, live, planInput } from "../support/field.ts";

export function plan(lists: readonly DesiredList[], input: Partial<PlanInput> = {}): Plan {
  return makePlan({
    ...planInput(desired(...lists), live()),
    contract: "acme-co",
    bot: "acme",
    ...input,
  });
}

/** The actions in short. */
export function steps(made: Plan): string[] {
  return made.actions.map((action) =>
    action.kind === "create-list" ? `create ${action.list}` : `add ${action.member} to ${action.list}`,
  );
}
