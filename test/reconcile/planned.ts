/** Plans for specifications: of lists alone, unless told more. */

import type { DesiredList } from "../../src/domain/state.ts";
import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { desired, live } from "../support/field.ts";

export function plan(lists: readonly DesiredList[], input: Partial<PlanInput> = {}): Plan {
  return makePlan({
    contract: "acme-co",
    bot: "acme",
    desired: desired(...lists),
    live: live(),
    known: new Map(),
    commandsPerSecond: 48,
    warnings: [],
    ...input,
  });
}

/** The actions in short. */
export function steps(made: Plan): string[] {
  return made.actions.map((action) =>
    action.kind === "create-list" ? `create ${action.list}` : `add ${action.member} to ${action.list}`,
  );
}
