/** What the issue about drift says. Pure. */

import { plainMarkdown } from "../report/markdown.ts";
import { REVIEW_REPORT_MAX } from "../report/plan-markdown.ts";
import { counted } from "../report/words/english/numbers.ts";
import { BODY_MAX } from "./comment-body.ts";
import { fitted } from "./cut.ts";
import { directoryKey, markerOf } from "./marker.ts";
import type { ShownReview } from "./shown-review.ts";

/** GitHub takes 256 characters. */
const TITLE_MAX = 250;

export function driftTitle({ directory }: ShownReview): string {
  const name = directoryKey(directory).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return [...`Blip differs from ${name}`].slice(0, TITLE_MAX).join("");
}

/** @returns null where nothing differs */
export function driftBody(review: ShownReview, run: string | null): string | null {
  const { directory, summary } = review;
  if (summary.createList + summary.addRecipient === 0) return null;
  const missing = [
    summary.createList > 0 ? counted(summary.createList, "list") : "",
    summary.addRecipient > 0 ? counted(summary.addRecipient, "member") : "",
  ].filter((part) => part !== "");
  const seen = run === null ? "" : ` Seen by [this run](${run}).`;
  const text = [
    `**Blip lacks ${missing.join(" and ")} that ${plainMarkdown(directory)} declares.**${seen}`,
    "To put them there, start the workflow that applies (*Actions*, apply, *Run workflow*); where bot.yaml says `approval: require`, open a pull request that touches these lists instead. To leave them out, open one that takes them out of the files. This issue is kept up to date, and closed when nothing differs.",
    fitted(review.report, REVIEW_REPORT_MAX),
  ].join("\n\n");
  return fitted(`${markerOf("drift", directory)}\n${text}\n`, BODY_MAX);
}

export function driftFarewell({ directory }: ShownReview, run: string | null): string {
  const seen = run === null ? "" : ` ([the run](${run}))`;
  return `The drift is gone: Blip has all that ${plainMarkdown(directory)} declares${seen}.`;
}
