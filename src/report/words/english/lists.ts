/** What is wrong with what list files mean: names, lists of lists, conditions. */

import type { ListFacts, Way } from "../../../domain/facts/lists.ts";
import type { Spoken, Words } from "../types.ts";
import { byCause } from "../types.ts";
import { count } from "./numbers.ts";
import { characterName, either, hinted } from "./parts.ts";

const listName = byCause<ListFacts["list-name"]>({
  senders: () => "Blip itself keeps the +senders list, of everyone who wrote to the bot: use another name",
  long: ({ most }) => `a list name has at most ${most} characters: shorten it`,
  invisible: ({ character }) =>
    `there is an invisible character in this name (${characterName(character)}): delete it`,
  form: ({ suggestion }) => {
    const instead = suggestion === null ? "" : `: write ${suggestion}, for example`;
    return `Blip cannot have this name (letters, digits, "-", "_" and ".", with a letter or digit first and last)${instead}`;
  },
  reference: () => "not the name of a list: write one that is declared here",
});

const conditionValue = byCause<ListFacts["condition-value"]>({
  "no-test": ({ field, tests }) => `${field} has no test: write a value, or one of ${tests.join(", ")}`,
  text: ({ field }) => `${field} needs a text, or a list of texts`,
  boolean: () => "set needs true or false",
  days: ({ most }) => `withinDays needs a number of days, from 1 to ${count(most)}`,
});

/** @returns `a → b → a`, or of very many the first and the last */
function arrows({ first, left, last }: Spoken<Way>): string {
  return [...first, ...(left > 0 ? [`… ${count(left)} more …`] : []), ...last].join(" → ");
}

export const listWords: Words<ListFacts> = {
  "list-name": listName,
  "duplicate-list": ({ list, first }) => `the list ${list} is declared at ${first} already: merge the two`,
  "unknown-list": ({ list, hint }) =>
    `no file declares the list ${list}: ${hint === null ? "correct its name, or declare it" : hinted(hint, "lists")}`,
  circle: ({ way }) => `these lists are made from each other (${arrows(way)}): remove one of the references`,
  "too-many-links": ({ list, most, way }) =>
    `${list} is made from a chain of more than ${most} lists (${arrows(way)}): write the members of one of them itself`,
  "unknown-field": ({ field, hint }) =>
    `contacts have no field "${field}": ${hinted(hint, "fields")}, or extras.… for one of your own`,
  "unknown-test": ({ test, hint }) => `there is no test "${test}": ${hinted(hint, "tests")}`,
  "condition-value": conditionValue,
  "condition-date": byCause<ListFacts["condition-date"]>({
    date: ({ test }) =>
      `${test} needs a date that exists, for example 2026-11-03 or 2026-11-03T12:00:00Z (without a zone it is UTC)`,
    "no-dates": ({ field, dates }) => `${field} has no dates: use ${either([dates, "extras.…"])}`,
  }),
};
