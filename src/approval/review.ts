/**
 * The review file: what of a plan may leave the machine. It holds the masked report and a mark for each action,
 * and no phone number.
 */

import type { DocumentProblem } from "../domain/document.ts";
import { FORMAT_VERSION, readDocument } from "../domain/document.ts";
import { fact } from "../domain/fact.ts";
import type { SealKey } from "../domain/key.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { Origin } from "../domain/origin.ts";
import { nameInFile } from "../domain/printable.ts";
import type { Action, Plan, PlannedList, PlanSummary } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import type { PlanSettings, RecordedTerms } from "./plan-difference.ts";
import { codesOf } from "./plan-difference.ts";
import { isSealed, markOf, sealed } from "./seal.ts";

export interface Review extends RecordedTerms {
  readonly formatVersion: 1;
  readonly kind: "review";
  readonly contract: string;
  readonly bot: string;
  /** The directory of lists, as it was named: one bot's. */
  readonly directory: string;
  /** Absent where the plan was not made for a pull request. */
  readonly origin?: Origin;
  readonly digest: string;
  readonly desired: string;
  readonly summary: PlanSummary;
  /** Names that are phone numbers are masked; see {@link withNames}. */
  readonly lists: readonly PlannedList[];
  /** Markdown for a comment, at most 40,000 characters. */
  readonly report: string;
  /** A mark for each action, sorted. */
  readonly actions: readonly string[];
  /** Over all of it, under a key derived from the bot's. */
  readonly seal: string;
}

/** What is put into a review file beside the plan. */
export interface Reviewed {
  readonly directory: string;
  /** Masked Markdown: what a reviewer sees. */
  readonly report: string;
  /** Null where the plan is not made for a pull request. */
  readonly origin: Origin | null;
  /** Those of bot.yaml that it is made under. */
  readonly settings?: PlanSettings;
}

export function renderReview(
  plan: Plan,
  { directory, report, origin, settings }: Reviewed,
  key: SealKey,
): string {
  const { contract, bot, digest, desired, summary } = plan;
  const lists = plan.lists.map((list) => ({ ...list, name: nameInFile(list.name) }));
  const review: Omit<Review, "seal" | "lists"> & { readonly lists: object } = {
    formatVersion: FORMAT_VERSION,
    kind: "review",
    contract,
    bot,
    directory: nameInFile(directory),
    ...(origin === null ? {} : { origin: { ...origin, base: nameInFile(origin.base) } }),
    digest,
    desired,
    summary,
    ...(settings === undefined ? {} : { settings, gates: codesOf(plan.gates) }),
    lists,
    report,
    actions: plan.actions.map((action) => actionMark(key, plan, action)).sort(),
  };
  return `${JSON.stringify(sealed(key, "review", review), null, 2)}\n`;
}

/** The bot is part of it: what was approved for one is not for another. */
export function actionMark(
  key: SealKey,
  { contract, bot }: Pick<Plan, "contract" | "bot">,
  action: Action,
): string {
  return markOf(key, "action", `${contract}\n${bot.toLowerCase()}\n${actionKey(action)}`);
}

/** The same for who asks more than once, and of many actions. */
export function actionMarks(
  key: SealKey,
  subject: Pick<Plan, "contract" | "bot">,
): (action: Action) => string {
  const marks = new WeakMap<Action, string>();
  return (action) => {
    const mark = marks.get(action) ?? actionMark(key, subject, action);
    marks.set(action, mark);
    return mark;
  };
}

/**
 * The review with the names that were masked in it. Of several that are masked alike, the first stands for the first:
 * in the same declared state they are the same ones.
 * @param declared the names of the lists as they are declared now
 */
export function withNames(review: Review, declared: readonly ListName[]): Review {
  const byMasked = new Map<string, ListName[]>();
  for (const name of [...declared].sort(byKey)) {
    const masked = nameInFile(name);
    byMasked.set(masked, [...(byMasked.get(masked) ?? []), name]);
  }
  const lists = review.lists.map((list) => ({
    ...list,
    name: byMasked.get(list.name)?.shift() ?? list.name,
  }));
  return { ...review, lists };
}

function byKey(a: ListName, b: ListName): number {
  return listKey(a) < listKey(b) ? -1 : 1;
}

/** @returns the review file, or what is wrong with its form; that it is genuine is not known without the key */
export function parseReview(text: string): Review | DocumentProblem {
  return readDocument<Review>(text, "review");
}

/** @returns the review file, or why it cannot be relied on */
export function parseSealedReview(text: string, key: SealKey): Review | DocumentProblem {
  const review = parseReview(text);
  if ("problem" in review) return review;
  return isSealed(key, "review", review) ? review : { problem: fact("seal-broken") };
}
