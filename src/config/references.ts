/** `list: other`: does the other list exist, and does the way lead back? */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { listKey } from "../domain/list-name.ts";
import type { PlacedReference } from "./audience.ts";
import type { ListDraft } from "./lists.ts";
import { nearestTo } from "./nearest.ts";

/** @param further references that no list makes: those of bot.yaml */
export function checkReferences(
  lists: readonly ListDraft[],
  further: readonly PlacedReference[],
): Diagnostic[] {
  const byKey = new Map(lists.map((list) => [listKey(list.name), list]));
  const diagnostics: Diagnostic[] = [];
  const all = [...lists.flatMap((list) => [...list.include.lists, ...list.exclude.lists]), ...further];
  for (const reference of all) {
    if (byKey.has(listKey(reference.list))) continue;
    const names = lists.map(({ name }) => name);
    const message = `no file declares the list ${reference.list}: ${nearestTo(reference.list, names, "lists")}`;
    diagnostics.push(reference.text.diagnose(reference.offset, "error", "unknown-list", message));
  }
  return [...diagnostics, ...findCircles(lists, byKey)];
}

/** Members of a list may not be made, by whatever detour, from its own. Each circle is reported once. */
function findCircles(lists: readonly ListDraft[], byKey: ReadonlyMap<string, ListDraft>): Diagnostic[] {
  const finished = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const visit = (list: ListDraft, way: readonly string[]): void => {
    const key = listKey(list.name);
    if (finished.has(key)) return;
    for (const reference of [...list.include.lists, ...list.exclude.lists]) {
      const next = byKey.get(listKey(reference.list));
      if (next === undefined) continue;
      const from = [...way, key].indexOf(listKey(next.name));
      if (from < 0) visit(next, [...way, key]);
      else {
        const circle = [...way, key].slice(from).concat(listKey(next.name)).join(" → ");
        const message = `these lists are made from each other (${circle}): take one of them out`;
        diagnostics.push(reference.text.diagnose(reference.offset, "error", "circle", message));
      }
    }
    finished.add(key);
  };
  for (const list of lists) visit(list, []);
  return diagnostics;
}
