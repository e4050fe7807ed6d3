/** What was approved, and how it differs from what would be done now. */

import type { Fact } from "../domain/fact.ts";
import type { Action, PlannedList } from "../reconcile/types.ts";
import type { ListChange, PlanDifference, RecordedTerms } from "./plan-difference.ts";
import { listFact, termFacts } from "./plan-difference.ts";

/** Actions that somebody has agreed to: those of a saved plan, or of the review files of pull requests. */
export interface Approved {
  /** How many there are. */
  readonly count: number;
  readonly holds: (action: Action) => boolean;
  /** The lists as they were then; null where several plans were approved, each at its own time. */
  readonly lists: readonly PlannedList[] | null;
  /** What it was made under; absent where that is not known. */
  readonly terms?: RecordedTerms;
}

/** What has come between the approval of a plan and this moment. */
export interface Divergence extends PlanDifference {
  /** Actions that are needed now and were not approved. */
  readonly added: readonly Action[];
  /** How many approved actions are needed still. */
  readonly held: number;
  /** How many approved actions on the lists of this run are not needed any more: done, or nobody wants them. */
  readonly settled: number;
}

/** Named one by one; the rest is counted. */
export const NAMED_MAX = 20;

/** @returns how settings and gates differ, and where actions were added, how their lists do */
export function changesOf(divergence: Divergence): readonly Fact[] {
  const { added, lists } = divergence;
  const ofTerms = termFacts(divergence);
  if (added.length === 0) return ofTerms;
  const gone = new Set(lists.filter(isGone).map(({ list }) => list));
  const telling = lists.filter((change) => isGone(change) || !gone.has(change.list));
  return [...ofTerms, ...telling.slice(0, NAMED_MAX).map(listFact)];
}

/** @returns what has come of the list of an action since, where that is why it was added */
export function sinceThen(action: Action, { lists }: Divergence): "gone" | "shrunk" | null {
  const ofList = lists.filter((change) => change.list === action.list);
  const wasThere = ofList.some(isGone);
  if (action.kind === "create-list") return wasThere ? "gone" : null;
  const isFewer = ofList.some(({ what, before, after }) => what === "unchanged" && after < before);
  return isFewer && !wasThere ? "shrunk" : null;
}

function isGone({ what, after }: ListChange): boolean {
  return what === "exists" && after === false;
}
