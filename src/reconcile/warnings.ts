/** What a reviewer should know beside the actions. */

import type { DeclaredMember, Roster } from "../domain/state.ts";
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
