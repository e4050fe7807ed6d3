/** What a plan has to say beside its actions. */

import type { ReconcileFacts } from "../../../domain/facts/reconcile.ts";
import type { Words } from "../types.ts";
import { count, counted } from "./numbers.ts";

/** The customers of a list, as its warnings count them. */
function customers(value: number): string {
  return counted(value, "customer");
}

function overLimit(what: string, max: number, setting: string): string {
  return `${what}, over the ${count(max)} of ${setting} in bot.yaml`;
}

export const reconcileWords: Words<ReconcileFacts> = {
  blocked: (of) =>
    `${customers(of.customers)} of ${of.list} cannot be added: Blip refused to look the number up. Correct or remove it (--refresh-identities asks once more)`,
  "excluded-live": (of) =>
    `excluded, and on ${of.list} all the same: ${customers(of.customers)}. Remove them in Blip`,
  "two-identities": (of) =>
    `on ${of.list} under two identities: ${customers(of.customers)}. Remove one of the two in Blip`,
  ambiguous: (of) =>
    `on ${of.list} under one of several identities that Blip knows: ${customers(of.customers)}. Nothing is added`,
  "contacts-without-identity": ({ contacts }) =>
    contacts === 1
      ? "1 contact of the bot has no identity that can be read, so it was passed over. Correct or delete such contacts in Blip"
      : `${count(contacts)} contacts of the bot have no identity that can be read, so they were passed over. Correct or delete such contacts in Blip`,
  "unreadable-date": ({ contacts, fields, isExcluding }) => {
    const [have, are] =
      contacts === 1 ? ["1 contact has", "is"] : [`${count(contacts)} contacts have`, "are"];
    const result = isExcluding ? "not excluded by it" : "not selected";
    return `${have} something other than a date in ${fields.join(" or ")}, and ${are} ${result}: dates are read as 2026-11-03, 2026-11-03T12:00:00Z or milliseconds`;
  },
  "max-additions": ({ actual, max }) =>
    overLimit(counted(actual, "member to add", "members to add"), max, "maxAdditions"),
  "max-new-lists": ({ actual, max }) =>
    overLimit(counted(actual, "list to create", "lists to create"), max, "maxNewLists"),
  "max-lookups": ({ actual, max }) =>
    overLimit(counted(actual, "number to look up", "numbers to look up"), max, "maxLookups"),
  "max-additions-per-list": ({ actual, max, list }) =>
    overLimit(`${counted(actual, "member")} to add to ${list}`, max, "maxAdditionsPerList"),
  "max-growth-percent": ({ list, percent, before, after, max }) =>
    `${list} to grow by ${count(percent)}%, from ${count(before)} members to ${count(after)}, over the ${count(max)}% of maxGrowthPercent in bot.yaml`,
};
