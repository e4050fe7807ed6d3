import type { Action } from "../reconcile/types.ts";

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
