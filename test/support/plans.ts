/** Plans to render, from the words of lists alone. */

import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { desired, desiredList, live, planInput } from "./field.ts";

/** @param declared names of lists to their members; each in a file of its own, members from line 3 on */
export function planOf(
  declared: Readonly<Record<string, readonly string[]>>,
  present: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<PlanInput> = {},
): Plan {
  const lists = Object.entries(declared).map(([name, members]) => desiredList(name, members));
  return makePlan({ ...planInput(desired(...lists), live(present)), ...more });
}
