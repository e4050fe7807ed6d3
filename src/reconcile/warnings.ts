/** What a reviewer should know beside the actions. */

import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { DeclaredMember, DesiredState, Roster, Selection } from "../domain/state.ts";
import type { Comparison } from "./compare.ts";
import type { PlannedList, PlanWarning } from "./types.ts";

type Concern = "blocked" | "excluded-live" | "two-identities" | "ambiguous";

const CONCERNED: Readonly<Record<Concern, (comparison: Comparison) => readonly DeclaredMember[]>> = {
  blocked: ({ blocked }) => blocked,
  "excluded-live": ({ excludedLive }) => excludedLive,
  "two-identities": ({ twice }) => twice,
  ambiguous: ({ ambiguous }) => ambiguous,
};

const CONCERNS: readonly Concern[] = ["blocked", "excluded-live", "two-identities", "ambiguous"];

/** One warning for each kind of trouble with a list; the place is the first of those concerned. */
export function warningsOf(list: PlannedList, comparison: Comparison): readonly PlanWarning[] {
  return CONCERNS.flatMap((concern) => {
    const concerned = CONCERNED[concern](comparison);
    const [first] = concerned;
    if (first === undefined) return [];
    const said = fact(concern, { customers: concerned.length, list: name(list.name) });
    return [{ ...said, source: { file: first.file, line: first.line } }];
  });
}

/** What the contacts of the bot lack. */
export function rosterWarnings(roster: Roster | null): readonly PlanWarning[] {
  if (roster === null || roster.passedOver === 0) return [];
  return [{ ...fact("contacts-without-identity", { contacts: roster.passedOver }), source: null }];
}

/** A selection by a date leaves out contacts whose field holds something else: which selection, and how many. */
export function unreadableDates(
  selections: readonly Selection[],
  { lists, exclude }: DesiredState,
  roster: Roster | null,
): readonly PlanWarning[] {
  const excluding = new Set([exclude, ...lists.map((list) => list.exclude)].flatMap((one) => one.selections));
  return selections.flatMap((selection) => {
    const contacts = roster?.unreadable.get(selection) ?? 0;
    if (contacts === 0) return [];
    const dated = selection.conditions.filter(({ test }) => DATE_TESTS.has(test));
    const fields = [...new Set(dated.map(({ field }) => field))].map((field) => name(field));
    const said = fact("unreadable-date", { contacts, fields, isExcluding: excluding.has(selection) });
    return [{ ...said, source: { file: selection.file, line: selection.line } }];
  });
}

const DATE_TESTS: ReadonlySet<string> = new Set(["before", "after", "withinDays"]);
