/** The saved plan: the whole of a plan in a file that the person asked for by name, phone numbers included. */

import type { DocumentProblem } from "../domain/document.ts";
import { readDocument } from "../domain/document.ts";
import { fact } from "../domain/fact.ts";
import type { SealKey } from "../domain/key.ts";
import type { Action, Plan, PlannedList } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import type { RecordedTerms } from "./plan-difference.ts";
import { codesOf } from "./plan-difference.ts";
import { isSealed, sealed } from "./seal.ts";

export interface SavedPlan extends RecordedTerms {
  readonly contract: string;
  readonly bot: string;
  readonly digest: string;
  readonly desired: string;
  readonly lists: readonly PlannedList[];
  /** Keys of the actions (see `actionKey`). */
  readonly actions: ReadonlySet<string>;
}

/** @param document the plan as JSON, with every number in full */
export function renderSavedPlan(
  document: object,
  { bot, gates, settings }: Pick<Plan, "bot" | "gates"> & Pick<RecordedTerms, "settings">,
  key: SealKey,
): string {
  const saved = { ...document, bot, ...(settings === undefined ? {} : { settings, gates: codesOf(gates) }) };
  return `${JSON.stringify(sealed(key, "plan", saved), null, 2)}\n`;
}

interface PlanDocument extends Omit<SavedPlan, "actions"> {
  readonly actions: readonly Action[];
  readonly seal?: string;
}

/** @returns the plan, or why it cannot be used: it is damaged, edited, of another bot, or too new */
export function parseSavedPlan(text: string, key: SealKey): SavedPlan | DocumentProblem {
  const document = readDocument<PlanDocument>(text, "plan");
  if ("problem" in document) return document;
  if (document.seal === undefined) return { problem: fact("seal-missing") };
  if (!isSealed(key, "plan", document)) return { problem: fact("seal-broken") };
  return { ...document, actions: new Set(document.actions.map(actionKey)) };
}
