/**
 * The review file: what of a plan may leave the machine. It holds the masked report and a mark for each action,
 * and no phone number.
 */

import type { PlannedList, PlanSummary } from "../reconcile/types.ts";

export interface Review {
  readonly formatVersion: 1;
  readonly kind: "review";
  readonly contract: string;
  readonly bot: string;
  /** The directory of lists, as it was named: one bot's. */
  readonly directory: string;
  readonly digest: string;
  readonly desired: string;
  readonly summary: PlanSummary;
  readonly lists: readonly PlannedList[];
  /** Markdown for a comment, at most {@link REVIEW_REPORT_MAX} characters. */
  readonly report: string;
  /** A mark for each action, sorted. */
  readonly actions: readonly string[];
  /** Over all of it, under a key derived from the bot's. */
  readonly seal: string;
}

/** What an apply came to, for a comment: masked as well. */
export interface Result {
  readonly formatVersion: 1;
  readonly kind: "result";
  readonly directory: string;
  /** The exit code of apply. */
  readonly exit: number;
  /** One line of plain text: counts, or why nothing was done. */
  readonly headline: string;
  /** Markdown for a comment, at most {@link RESULT_REPORT_MAX} characters. */
  readonly report: string;
}

/** Together with what a comment puts around them, both fit into one of GitHub's (65,536 characters). */
export const REVIEW_REPORT_MAX = 40_000;
export const RESULT_REPORT_MAX = 20_000;

/** @returns the review file, or what is wrong with it, as a person reads it */
export function parseReview(text: string): Review | { readonly problem: string } {
  return parse<Review>(text, "review");
}

/** @returns the result file, or what is wrong with it, as a person reads it */
export function parseResult(text: string): Result | { readonly problem: string } {
  return parse<Result>(text, "result");
}

function parse<T>(_text: string, _kind: string): T | { readonly problem: string } {
  throw new Error("not written yet");
}
