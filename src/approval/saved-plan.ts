/** The saved plan: the whole of a plan in a file that the person asked for by name, phone numbers included. */

import type { Problem } from "../domain/document.ts";
import { readDocument } from "../domain/document.ts";
import type { SealKey } from "../domain/key.ts";
import type { Action, PlannedList } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import { isSealed, sealed } from "./seal.ts";

export interface SavedPlan {
  readonly contract: string;
  readonly bot: string;
  readonly digest: string;
  readonly desired: string;
  readonly lists: readonly PlannedList[];
  /** Keys of the actions (see `actionKey`). */
  readonly actions: ReadonlySet<string>;
}

/** @param document the plan as JSON, with every number in full */
export function renderSavedPlan(document: object, bot: string, key: SealKey): string {
  return `${JSON.stringify(sealed(key, "plan", { ...document, bot }), null, 2)}\n`;
}

interface PlanDocument extends Omit<SavedPlan, "actions"> {
  readonly actions: readonly Action[];
  readonly seal?: string;
}

/** @returns the plan, or why it cannot be used: it is damaged, edited, of another bot, or too new */
export function parseSavedPlan(text: string, key: SealKey): SavedPlan | Problem {
  const document = readDocument<PlanDocument>(text, "plan");
  if ("problem" in document) return document;
  if (document.seal === undefined) return { problem: "is not sealed: save the plan with plan --out" };
  if (!isSealed(key, "plan", document)) return { problem: BROKEN_SEAL };
  return { ...document, actions: new Set(document.actions.map(actionKey)) };
}

export const BROKEN_SEAL =
  "was changed after it was written, or was written with another key: plan again with the key that apply has";
