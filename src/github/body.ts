/** What the comment on a pull request and the issue about drift say. Pure. */

import { counted } from "../report/format.ts";
import { codeSpan, plainMarkdown, sentence } from "../report/markdown.ts";
import { fitted } from "../report/markdown-cut.ts";
import { REVIEW_REPORT_MAX } from "../report/plan-markdown.ts";
import type { Result } from "../report/result.ts";
import { RESULT_REPORT_MAX } from "../report/result.ts";
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
          statusLine(state, review, result, run),
          result === null ? "" : fitted(result.report, RESULT_REPORT_MAX),
          `<details><summary>What was reviewed</summary>\n\n${reviewed}\n\n</details>`,
        ];
  const body = parts.filter((part) => part !== "").join("\n\n");
  return fitted(`${markerOf("review", review.directory)}\n${body}\n`, BODY_MAX);
}

/** Which commit was planned; nothing where the plan was not made for a pull request. */
function plannedAt({ origin }: ShownReview, run: string | null): string {
  if (origin === undefined) return "";
  return `<sub>Planned at ${codeSpan(origin.commit.slice(0, COMMIT_SHOWN))}${linkTo(run, "run")}.</sub>`;
}

/** @returns the comment of a directory whose plan could not be made: an older one must not be taken for it */
export function bodyWithoutPlan(directory: string, run: string | null): string {
  const where = plainMarkdown(directory.slice(0, HEADLINE_MAX));
  const parts = [
    markerOf("review", directory),
    `### ${where}: **no plan**${linkTo(run)}`,
    "",
    "Planning failed for the last commit, and the run says why. What stood here was of an earlier one.",
    "",
  ];
  return parts.join("\n");
}

function linkTo(run: string | null, words = "the run"): string {
  return run === null ? "" : ` ([${words}](${run}))`;
}

function statusLine(
  state: Exclude<CommentState, "planned">,
  { directory }: ShownReview,
  result: Result | null,
  run: string | null,
): string {
  const where = plainMarkdown(directory.slice(0, HEADLINE_MAX));
  const link = linkTo(run);
  const headline = sentence(result?.headline.slice(0, HEADLINE_MAX) ?? "");
  const said = headline === "" ? "" : `: ${headline}`;
  switch (state) {
    case "applying":
      return `### ${where}: applying what was merged${link}`;
    case "applied":
      return `### ${where}: applied${said}${link}`;
    case "failed":
      return `### ${where}: **failed**${said}${link}`;
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
