/** What a reviewer should know beside the actions. */

import type { DeclaredMember, DesiredState, Roster, Selection } from "../domain/state.ts";
import type { Comparison } from "./compare.ts";
import type { PlannedList, PlanWarning } from "./types.ts";

const EXPLANATIONS: readonly {
  readonly code: string;
  readonly members: (comparison: Comparison) => readonly DeclaredMember[];
  readonly message: (count: string, list: string) => string;
}[] = [
  {
    code: "blocked",
    members: ({ blocked }) => blocked,
    message: (count, list) =>
      `${count} of ${list} cannot be added: Blip refused to look the number up. Correct or remove it (--refresh-identities asks once more)`,
  },
  {
    code: "excluded-live",
    members: ({ excludedLive }) => excludedLive,
    message: (count, list) => `excluded, and on ${list} all the same: ${count}. Remove them in Blip`,
  },
  {
    code: "two-identities",
    members: ({ twice }) => twice,
    message: (count, list) => `on ${list} under two identities: ${count}. Remove one of the two in Blip`,
  },
  {
    code: "ambiguous",
    members: ({ ambiguous }) => ambiguous,
    message: (count, list) =>
      `on ${list} under one of several identities that Blip knows: ${count}. Nothing is added`,
  },
];

/** One warning for each kind of trouble with a list; the place is the first of those concerned. */
export function warningsOf({ name }: PlannedList, comparison: Comparison): readonly PlanWarning[] {
  return EXPLANATIONS.flatMap(({ code, members, message }) => {
    const concerned = members(comparison);
    const [first] = concerned;
    if (first === undefined) return [];
    const count = concerned.length === 1 ? "1 customer" : `${concerned.length} customers`;
    return [{ code, message: message(count, name), source: { file: first.file, line: first.line } }];
  });
}

/** What the contacts of the bot lack. */
export function rosterWarnings(roster: Roster | null): readonly PlanWarning[] {
  if (roster === null || roster.passedOver === 0) return [];
  const [contacts, they] =
    roster.passedOver === 1
      ? ["1 contact of the bot has", "it was"]
      : [`${roster.passedOver} contacts of the bot have`, "they were"];
  const message = `${contacts} no identity that can be read, so ${they} passed over. Correct or delete such contacts in Blip`;
  return [{ code: "contacts-without-identity", message, source: null }];
}

/** A selection by a date leaves out contacts whose field holds something else: which selection, and how many. */
export function unreadableDates(
  selections: readonly Selection[],
  { lists, exclude }: DesiredState,
  roster: Roster | null,
): readonly PlanWarning[] {
  const excluding = new Set([exclude, ...lists.map((list) => list.exclude)].flatMap((one) => one.selections));
  return selections.flatMap((selection) => {
    const unreadable = roster?.unreadable.get(selection) ?? 0;
    if (unreadable === 0) return [];
    const dated = selection.conditions.filter(({ test }) => DATE_TESTS.has(test));
    const fields = [...new Set(dated.map(({ field }) => field))].join(" or ");
    const count = unreadable === 1 ? "1 contact has" : `${unreadable} contacts have`;
    const result = excluding.has(selection) ? "not excluded by it" : "not selected";
    const message = `${count} something other than a date in ${fields}, and ${unreadable === 1 ? "is" : "are"} ${result}: dates are read as 2026-11-03, 2026-11-03T12:00:00Z or milliseconds`;
    const { file, line } = selection;
    return [{ code: "unreadable-date", message, source: { file, line } }];
  });
}

const DATE_TESTS: ReadonlySet<string> = new Set(["before", "after", "withinDays"]);
