/**
 * The review file: what of a plan may leave the machine. It holds the masked report and a mark for each action,
 * and no phone number.
 */

import type { Problem } from "../domain/document.ts";
import { readDocument } from "../domain/document.ts";
import type { SealKey } from "../domain/key.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { Action, Plan, PlannedList, PlanSummary } from "../reconcile/types.ts";
import { actionKey, FORMAT_VERSION } from "../reconcile/types.ts";
import { MASKED, nameFor } from "../report/format.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import { directoryInFile } from "../report/result.ts";
import { BROKEN_SEAL } from "./saved-plan.ts";
import { isSealed, markOf, sealed } from "./seal.ts";

export interface Review {
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
  /** Markdown for a comment, at most {@link REVIEW_REPORT_MAX} characters. */
  readonly report: string;
  /** A mark for each action, sorted. */
  readonly actions: readonly string[];
  /** Over all of it, under a key derived from the bot's. */
  readonly seal: string;
}

/** What a plan was made for. */
export interface Origin {
  readonly pullRequest: number;
  /** The head of the pull request. */
  readonly commit: string;
  /** The branch that it is to be merged into; masked in a file, where it is named like a phone number. */
  readonly base: string;
}

/** With what a comment puts around it, and with the result of an apply, it fits into one of GitHub's (65,536). */
export const REVIEW_REPORT_MAX = 40_000;

/**
 * @param directory as it was named: the title of the report
 * @param origin null where the plan is not made for a pull request
 */
export function renderReview(
  plan: Plan,
  directory: string,
  key: SealKey,
  origin: Origin | null = null,
): string {
  const { contract, bot, digest, desired, summary } = plan;
  const lists = plan.lists.map((list) => ({ ...list, name: nameFor(MASKED, list.name) }));
  const shown = directoryInFile(directory);
  const review: Omit<Review, "seal" | "lists"> & { readonly lists: object } = {
    formatVersion: FORMAT_VERSION,
    kind: "review",
    contract,
    bot,
    directory: shown,
    ...(origin === null ? {} : { origin: masked(origin) }),
    digest,
    desired,
    summary,
    lists,
    report: renderPlanMarkdown(plan, shown, REVIEW_REPORT_MAX),
    actions: plan.actions.map((action) => actionMark(key, plan, action)).sort(),
  };
  return `${JSON.stringify(sealed(key, "review", review), null, 2)}\n`;
}

/** Whether a review was made for exactly this. That it is genuine is another question. */
export function isMadeFor({ origin }: Review, { pullRequest, commit, base }: Origin): boolean {
  return (
    origin?.pullRequest === pullRequest && origin.commit === commit && origin.base === nameFor(MASKED, base)
  );
}

function masked(origin: Origin): Origin {
  return { ...origin, base: nameFor(MASKED, origin.base) };
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
    const masked = nameFor(MASKED, name);
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
export function parseReview(text: string): Review | Problem {
  return readDocument<Review>(text, "review");
}

/** @returns the review file, or why it cannot be relied on */
export function parseSealedReview(text: string, key: SealKey): Review | Problem {
  const review = parseReview(text);
  if ("problem" in review) return review;
  return isSealed(key, "review", review) ? review : { problem: BROKEN_SEAL };
}
