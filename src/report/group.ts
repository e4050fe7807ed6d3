/** What belongs together in a report. */

import type { Action, AddRecipient, PlanWarning } from "../reconcile/types.ts";
import { bySource } from "../reconcile/types.ts";

/** The actions by the names of their lists, in their order. */
export function groupByList(actions: readonly Action[]): Map<string, Action[]> {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const group = groups.get(action.list);
    if (group) group.push(action);
    else groups.set(action.list, [action]);
  }
  return groups;
}

/** Who is added, in the order of the files, as their author knows them. */
export function additionsOf(actions: readonly Action[]): AddRecipient[] {
  return actions.filter((action) => action.kind === "add-recipient").sort(bySource);
}

/** Warnings shown of one kind; the rest is counted. */
const WARNINGS_SHOWN = 10;

export interface WarningsOfAKind {
  readonly shown: readonly PlanWarning[];
  readonly hidden: number;
}

export function groupByKind(warnings: readonly PlanWarning[]): WarningsOfAKind[] {
  return [...new Set(warnings.map(({ code }) => code))].map((code) => {
    const ofKind = warnings.filter((warning) => warning.code === code);
    const shown = ofKind.slice(0, WARNINGS_SHOWN);
    return { shown, hidden: ofKind.length - shown.length };
  });
}
