/** Review and result files, as plan and apply leave them. */

import type { CommentOptions } from "../../src/app/comment.ts";
import { reviewFileOf } from "../../src/app/plan-files.ts";
import type { Review } from "../../src/approval/review.ts";
import { parseReview } from "../../src/approval/review.ts";
import type { Origin } from "../../src/domain/origin.ts";
import type { Result } from "../../src/report/result.ts";
import { renderResult } from "../../src/report/result.ts";
import { SEAL_KEY } from "./field.ts";
import { planOf } from "./plans.ts";

/** Of a comment that shows a review file and nothing else. */
export const COMMENT_OPTIONS: CommentOptions = {
  review: "review.json",
  directory: null,
  onlyChanges: false,
  state: null,
  result: null,
  pullRequest: 12,
  author: null,
};

export const MEMBERS = ["+5531999998888", "+5531999997777"];

/** @param members to add to a list that is new; none: nothing is to be changed */
export function reviewFile(
  members: readonly string[] = MEMBERS,
  directory = "lists",
  origin: Origin | null = null,
): string {
  const present = members.length === 0 ? { vip: [] } : {};
  return reviewFileOf(planOf({ vip: members }, present), directory, SEAL_KEY, origin);
}

export function reviewOf(members?: readonly string[], directory?: string, origin?: Origin): Review {
  const review = parseReview(reviewFile(members, directory, origin));
  if ("problem" in review) throw new Error(review.problem.code);
  return review;
}

/** A review file that someone changed. */
export function changedReviewFile(change: Partial<Review>): string {
  return JSON.stringify({ ...reviewOf(), ...change });
}

export const APPLIED: Result = {
  formatVersion: 1,
  kind: "result",
  directory: "lists",
  exit: 0,
  headline: "1 list created, 2 members added",
  report: "All of it is done, and Blip was read again.\n",
};

export function resultFile(change: Partial<Result> = {}): string {
  return renderResult({ ...APPLIED, ...change });
}
