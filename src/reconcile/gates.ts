/** Safety gates: what is more than bot.yaml lets one run do. Apply refuses it before the first command. */

import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { Limits } from "../domain/limits.ts";
import { listKey } from "../domain/list-name.ts";
import type { Gate, PlannedList, PlanSummary } from "./types.ts";

/**
 * How large a list was to become, by list key, when it was first filled: a run that broke off left it with
 * members, and is still that first import.
 */
export type FirstImports = ReadonlyMap<string, number>;

/** @returns the gates that a plan does not pass */
export function gatesOf(
  summary: PlanSummary,
  lists: readonly PlannedList[],
  limits: Limits,
  firstImports: FirstImports,
): readonly Gate[] {
  const { maxAdditions, maxNewLists, maxLookups } = limits;
  const overall = [
    gate("max-additions", summary.addRecipient, maxAdditions),
    gate("max-new-lists", summary.createList, maxNewLists),
    gate("max-lookups", summary.lookup, maxLookups),
  ];
  const perList = lists.flatMap((list) => [
    tooManyFor(list, limits.maxAdditionsPerList),
    growsTooFast(list, limits.maxGrowthPercent, firstImports),
  ]);
  return [...overall, ...perList].filter((found) => found !== null);
}

/** The lists of a plan that nobody is on yet. */
export function firstImportsOf(lists: readonly PlannedList[]): FirstImports {
  const empty = lists.filter((list) => membersNow(list) === 0 && list.add > 0);
  return new Map(empty.map(({ name, add }) => [listKey(name), add]));
}

/** @returns the largest size of each list */
export function largestOf(imports: readonly FirstImports[]): FirstImports {
  const sizes = new Map<string, number>();
  for (const [name, size] of imports.flatMap((one) => [...one])) {
    sizes.set(name, Math.max(size, sizes.get(name) ?? 0));
  }
  return sizes;
}

function gate(
  code: "max-additions" | "max-new-lists" | "max-lookups",
  actual: number,
  max: number,
): Gate | null {
  return actual <= max ? null : fact(code, { actual, max });
}

function tooManyFor(list: PlannedList, max: number | null): Gate | null {
  if (max === null || list.add <= max) return null;
  return fact("max-additions-per-list", { actual: list.add, max, list: name(list.name) });
}

function growsTooFast(list: PlannedList, max: number | null, firstImports: FirstImports): Gate | null {
  const before = membersNow(list);
  if (max === null || before === 0 || list.add * 100 <= max * before) return null;
  const after = before + list.add;
  if (isWithin(max, firstImports.get(listKey(list.name)) ?? 0, after)) return null;
  const percent = Math.ceil((list.add * 100) / before);
  return fact("max-growth-percent", { list: name(list.name), percent, before, after, max });
}

/** An import that is gone on with is measured by what it was to be: members that were declared since are growth of that. */
function isWithin(percent: number, size: number, after: number): boolean {
  return (after - size) * 100 <= percent * size && size > 0;
}

/**
 * The lists among those that are being filled whose import is over: what is left of it would pass the gate by itself.
 * @param done how many members of each were added, by list key
 */
export function finishedImports(
  lists: readonly PlannedList[],
  done: ReadonlyMap<string, number>,
  ongoing: FirstImports,
  max: number | null,
): readonly string[] {
  const isOver = (list: PlannedList) => {
    const added = Math.min(list.add, done.get(listKey(list.name)) ?? 0);
    const left = list.add - added;
    return left === 0 || left * 100 <= (max ?? 0) * (membersNow(list) + added);
  };
  return lists.filter(isOver).flatMap(({ name }) => (ongoing.has(listKey(name)) ? [listKey(name)] : []));
}

function membersNow({ unchanged, undeclared }: PlannedList): number {
  return unchanged + undeclared;
}
