/** What the comment on a pull request and the issue about drift hold. Pure. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import { MASKED } from "../report/format.ts";
import { plainMarkdown, sentence } from "../report/markdown.ts";
import { fitted } from "../report/markdown-cut.ts";
import { REVIEW_REPORT_MAX } from "../report/plan-markdown.ts";
import type { Result } from "../report/result.ts";
import { RESULT_REPORT_MAX } from "../report/result.ts";
import { sentenceOf } from "../report/words/say.ts";
import { directoryKey, markerOf } from "./marker.ts";
import type { ShownReview } from "./shown-review.ts";

export type CommentState = "planned" | "applying" | "applied" | "failed";

export interface CommentContent {
  readonly state: CommentState;
  readonly review: ShownReview;
  /** What an apply came to; null where there was none. */
  readonly result: Result | null;
  /** The page of the run; null where there is none. */
  readonly run: string | null;
}

/** GitHub takes 65,536 characters. */
export const BODY_MAX = 65_000;
const HEADLINE_MAX = 1_000;
const COMMIT_SHOWN = 7;

/** @returns a whole comment: less than {@link BODY_MAX} characters, whatever the files hold */
export function commentBody({ state, review, result, run }: CommentContent): string {
  const reviewed = fitted(review.report, REVIEW_REPORT_MAX);
  const parts =
    state === "planned"
      ? [reviewed, plannedAt(review, run)]
      : [
          `### ${said(statusOf(state, review, result))}${linkTo(run)}`,
          result === null ? "" : fitted(result.report, RESULT_REPORT_MAX),
          `<details><summary>${said(fact("what-was-reviewed"))}</summary>\n\n${reviewed}\n\n</details>`,
        ];
  const body = parts.filter((part) => part !== "").join("\n\n");
  return fitted(`${markerOf("review", review.directory)}\n${body}\n`, BODY_MAX);
}

/** Which commit was planned; nothing where the plan was not made for a pull request. */
function plannedAt({ origin }: ShownReview, run: string | null): string {
  if (origin === undefined) return "";
  const commit = literal(origin.commit.slice(0, COMMIT_SHOWN));
  return `<sub>${said(fact("plan-commit", { commit }))}${linkTo(run)}</sub>`;
}

/** @returns the comment of a directory whose plan could not be made: an older one must not be taken for it */
export function bodyWithoutPlan(directory: string, run: string | null): string {
  const headline = said(fact("plan-failed", { directory: name(directory.slice(0, HEADLINE_MAX)) }));
  const parts = [
    `${markerOf("review", directory)}\n### ${headline}${linkTo(run)}`,
    said(fact("plan-failed-note")),
  ];
  return `${parts.join("\n\n")}\n`;
}

function statusOf(
  state: Exclude<CommentState, "planned">,
  review: ShownReview,
  result: Result | null,
): Fact<"apply-started" | "apply-succeeded" | "apply-failed"> {
  const directory = name(review.directory.slice(0, HEADLINE_MAX));
  const headline = result?.headline ? literal(result.headline.slice(0, HEADLINE_MAX)) : null;
  switch (state) {
    case "applying":
      return fact("apply-started", { directory });
    case "applied":
      return fact("apply-succeeded", { directory, headline });
    case "failed":
      return fact("apply-failed", { directory, headline });
    default:
      return state satisfies never;
  }
}

/** @returns the state that a result stands for: what failed is not called applied, whoever asks for it */
export function stateOf(asked: CommentState | null, result: Result | null): CommentState {
  if (result === null) return asked ?? "planned";
  if (asked === "planned" || asked === "applying") return asked;
  return result.exit === 0 && asked !== "failed" ? "applied" : "failed";
}

/** GitHub takes 256 characters. */
const TITLE_MAX = 250;

/** @returns plain text on one line */
export function driftTitle({ directory }: ShownReview): string {
  const title = sentenceOf(fact("drift-title", { directory: name(directoryKey(directory)) }), MASKED);
  return [...title.replace(/\s+/g, " ")].slice(0, TITLE_MAX).join("");
}

/** @returns null where nothing differs */
export function driftBody(review: ShownReview, run: string | null): string | null {
  const { createList: lists, addRecipient: members } = review.summary;
  if (lists + members === 0) return null;
  const missing = fact("drift-missing", { directory: name(review.directory), lists, members });
  const text = [
    `**${said(missing)}**${linkTo(run)}`,
    said(fact("drift-advice")),
    fitted(review.report, REVIEW_REPORT_MAX),
  ].join("\n\n");
  return fitted(`${markerOf("drift", review.directory)}\n${text}\n`, BODY_MAX);
}

/** @returns the last comment on the issue */
export function driftFarewell({ directory }: ShownReview, run: string | null): string {
  return `${said(fact("drift-gone", { directory: name(directory) }))}${linkTo(run)}`;
}

function said(fact: Fact): string {
  return sentence(sentenceOf(fact, MASKED));
}

function linkTo(run: string | null): string {
  return run === null ? "" : ` · [${plainMarkdown(sentenceOf(fact("link-to-run"), MASKED))}](${run})`;
}
