/** A plan, in English. */

import type { PlanSummary } from "../../../reconcile/types.ts";
import type { PlanPhrases } from "../phrases.ts";
import { count, counted, duration, row } from "./numbers.ts";

export const planPhrases: PlanPhrases = {
  createList: "create the list",
  listState: ({ exists, add, unchanged, undeclared, excluded, blocked, selected }) =>
    row([
      exists ? "" : "new",
      add > 0 ? `add ${count(add)}` : exists ? "up to date" : "",
      unchanged > 0 ? `${count(unchanged)} unchanged` : "",
      undeclared > 0 ? `${count(undeclared)} undeclared` : "",
      excluded > 0 ? `${count(excluded)} excluded` : "",
      blocked > 0 ? `${count(blocked)} blocked` : "",
      selected ? `${count(selected.contacts)} of ${count(selected.of)} contacts selected` : "",
    ]),
  knownFrom: (via, list) => {
    switch (via) {
      case "declared":
        return "";
      case "identities-file":
        return "identities file";
      case "contact":
        return "contact";
      case "lookup":
        return "to be looked up";
      default:
        return `on list ${list}`;
    }
  },
  nothing: "Nothing to change.",
  nothingOf: ({ lists, address, ...summary }) => `${counted(lists, "list")} at ${address}: ${kept(summary)}.`,
  plan: "Plan:",
  planOf: (summary) => {
    const { createList, addRecipient, lookup } = summary;
    const lookups = lookup > 0 ? ` (${count(lookup)} to look up first)` : "";
    const changes = row([
      createList > 0 ? `${counted(createList, "list")} to create` : "",
      `${counted(addRecipient, "member")} to add${lookups}`,
    ]);
    return `${changes}; ${kept(summary)}.`;
  },
  costOf: ({ commands, seconds, address }) =>
    `Cost: ${counted(commands, "command")} to ${address}, about ${duration(seconds)}.`,
  overGates: (gates) => `Apply will refuse this plan, which is over ${counted(gates, "safety gate")}:`,
  acceptThis: (command) => `To apply exactly this plan all the same: ${command}`,
  headline: ({ gates, ...summary }) => {
    const { createList, addRecipient, lookup, commands, seconds } = summary;
    if (createList + addRecipient === 0) return `nothing to change (${kept(summary)})`;
    const refused = gates === 0 ? "" : `over ${counted(gates, "safety gate")}, apply will refuse: `;
    const changes = row([
      createList > 0 ? `${counted(createList, "list")} to create` : "",
      `${counted(addRecipient, "member")} to add`,
      lookup > 0 ? `${counted(lookup, "number")} to look up` : "",
      `${counted(commands, "command")}, about ${duration(seconds)}`,
    ]);
    return `${refused}${changes}`;
  },
  foot: ({ digest, contract }) =>
    `Plan ${digest} for ${contract}. Members who are live and not declared are counted, never touched.`,
  warnings: (warnings) => counted(warnings, "warning"),
  listColumns: [
    "list",
    "to create",
    "to add",
    "to look up",
    "unchanged",
    "undeclared",
    "excluded",
    "blocked",
  ],
  allLists: "all",
  contactsOf: ({ contacts, of }) => `${count(contacts)} of ${count(of)} contacts`,
  membersToAdd: ({ list, add }) => `${list}: ${counted(add, "member")} to add`,
  memberColumns: ["member", "identity known from", "declared in"],
  fromFile: "the file",
  membersOfFurther: (lists) => `… and the members of ${counted(lists, "more list")}.`,
};

/** @returns `1,200 members unchanged, 7 undeclared (left as they are), 1 excluded` */
function kept({
  unchanged,
  undeclared,
  excluded,
  blocked,
}: Pick<PlanSummary, "unchanged" | "undeclared" | "excluded" | "blocked">): string {
  const left = undeclared === 1 ? "left as it is" : "left as they are";
  return row([
    `${counted(unchanged, "member")} unchanged`,
    undeclared > 0 ? `${count(undeclared)} undeclared (${left})` : "",
    excluded > 0 ? `${count(excluded)} excluded` : "",
    blocked > 0 ? `${count(blocked)} blocked` : "",
  ]);
}
