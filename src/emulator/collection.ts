/** Pages of collections: which part is asked for, and how it is answered. */

import type { Collection } from "../blip/envelope.ts";
import { MediaType } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";
import { failure, found, ReasonCode } from "./answer.ts";
import type { Switches } from "./switches.ts";

export interface AnswerPage {
  readonly skip: number;
  readonly take: number;
}

export interface PageRule {
  readonly takeDefault: number;
  readonly takeMax: number;
  readonly overTakeMax: "cap" | "refuse";
}

const WHOLE_NUMBER = /^\d{1,15}$/;

/** @returns the page that `$skip` and `$take` ask for, or null when the rule does not allow it */
export function pageOf(query: ReadonlyMap<string, string>, rule: PageRule): AnswerPage | null {
  const skipText = query.get("$skip") ?? "0";
  const takeText = query.get("$take") ?? String(Math.min(rule.takeDefault, rule.takeMax));
  if (!WHOLE_NUMBER.test(skipText) || !WHOLE_NUMBER.test(takeText)) return null;
  const take = Number(takeText);
  if (take < 1 || (take > rule.takeMax && rule.overTakeMax === "refuse")) return null;
  return { skip: Number(skipText), take: Math.min(take, rule.takeMax) };
}

export function badPage(): Answer {
  return failure(ReasonCode.invalidArgument, "The value of $skip or $take is out of range");
}

/** Answers one page; `total` is how many there are on all pages together. */
export function collectionOf<T>(
  itemType: string,
  items: readonly T[],
  total: number,
  switches: Switches,
): Answer {
  const count = switches.totalCounts === "page" ? items.length : total;
  const absent = switches.totalAbsent === "always" || (switches.totalAbsent === "when-zero" && count === 0);
  const collection: Collection<T> = absent ? { itemType, items } : { total: count, itemType, items };
  return found(MediaType.collection, collection);
}
