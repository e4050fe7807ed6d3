/** What was approved, and how it differs from what would be done now. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { alwaysMasked, name } from "../domain/fact-fields.ts";
import type { CountedThen } from "../domain/facts/approval.ts";
import type { Action, PlannedList } from "../reconcile/types.ts";

/** Actions that somebody has agreed to: those of a saved plan, or of the review files of pull requests. */
export interface Approved {
  /** How many there are. */
  readonly count: number;
  readonly holds: (action: Action) => boolean;
  /** The lists as they were then; null where several plans were approved, each at its own time. */
  readonly lists: readonly PlannedList[] | null;
}

/** What has come between the approval of a plan and this moment. */
export interface Divergence {
  /** Actions that are needed now and were not approved. */
  readonly added: readonly Action[];
  /** How many approved actions are needed still. */
  readonly held: number;
  /** How many approved actions on the lists of this run are not needed any more: done, or nobody wants them. */
  readonly settled: number;
  /** What is counted otherwise than then; empty where nobody knows how it was. */
  readonly lists: readonly ListChange[];
}

export interface ListChange {
  readonly list: string;
  readonly what: "exists" | CountedThen;
  readonly before: number | boolean;
  readonly after: number | boolean;
}

/** Named one by one; the rest is counted. */
export const NAMED_MAX = 20;

/** @returns why actions may have been added, list by list; nothing where none were. Lists are always masked. */
export function changesOf({ added, lists }: Divergence): readonly Fact[] {
  if (added.length === 0) return [];
  const gone = new Set(lists.filter(isGone).map(({ list }) => list));
  const telling = lists.filter((change) => isGone(change) || !gone.has(change.list));
  return telling.slice(0, NAMED_MAX).map(changeOf);
}

function changeOf({ list: changed, what, before, after }: ListChange): Fact {
  const list = alwaysMasked(name(changed));
  if (what === "exists") return fact(after === true ? "list-exists-now" : "list-gone-now", { list });
  return fact("list-counts-changed", { list, what, before: Number(before), after: Number(after) });
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
