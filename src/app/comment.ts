/** `blip-lists comment`: one comment on a pull request for each directory, kept up to date. */

import type { Review } from "../approval/review.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import { failureAs } from "../domain/failure.ts";
import type { CommentState } from "../github/body.ts";
import { bodyWithoutPlan, commentBody, stateOf } from "../github/body.ts";
import { authorOf } from "../github/connection.ts";
import { commentApi, pullRequestNow } from "../github/issues-api.ts";
import type { Comment, KeptComment, WantedComment } from "../github/keep.ts";
import { isLogin, keepComment } from "../github/keep.ts";
import type { Making, PullRequestNow } from "../github/marker.ts";
import { directoryKey, madeOf, markerOf, whyLeft, withMade } from "../github/marker.ts";
import { originOfRun, readEvent, readPullRequest, readRun, runUrl } from "../github/run.ts";
import { problemOfResult } from "../github/shown-review.ts";
import type { Result } from "../report/result.ts";
import { parseResult } from "../report/result.ts";
import { readGiven, readShownReview, unusable, withGitHub } from "./github.ts";
import type { Ports } from "./ports.ts";

export interface CommentOptions {
  /** The review file; null where there is none, because planning failed. */
  readonly review: string | null;
  /** The directory of lists that could not be planned; null where there is a review file. */
  readonly directory: string | null;
  /** Whether a plan without changes is worth no comment, where there is none to bring up to date. */
  readonly onlyChanges: boolean;
  /** Null: as the result says; without one, planned. */
  readonly state: CommentState | null;
  /** The result of an apply; null for none. */
  readonly result: string | null;
  /** Null: the one that the run is about. */
  readonly pullRequest: number | null;
  /** Whose comments are ours; null: whose token it is. */
  readonly author: string | null;
}

type CommentCode =
  | "comment-created"
  | "comment-updated"
  | "comment-unchanged"
  | "comment-left"
  | "comment-none";

/** @throws Failure (exit 3) for files and settings that will not do, (exit 1) for what GitHub does not do */
export async function comment(options: CommentOptions, ports: Ports): Promise<Fact<CommentCode>> {
  const content = await readContent(options, ports);
  return withGitHub(ports, async ({ connection, target }) => {
    const pullRequest =
      options.pullRequest ?? readPullRequest(ports.env, await readEvent(ports.env, ports.cwd));
    const author = await authorOf(options.author, target.token, connection);
    const { marker, isNews, making } = content;
    const wanted = { pullRequest, author, marker, isNews, body: withMade(content.body, making) };
    let now: PullRequestNow | null = null;
    const asked = async () => {
      now ??= await pullRequestNow(connection, pullRequest);
      return now;
    };
    const kept = await keepComment(commentApi(connection), wanted, ({ body }) =>
      whyLeft(madeOf(body), making, asked),
    );
    if (kept.done === "created") warnOfOtherAuthor(kept.comment, author, ports);
    return resultOf(kept, pullRequest);
  });
}

/** What the comment says, what it is known by, and how it was made. */
interface Content extends Pick<WantedComment, "marker" | "body" | "isNews"> {
  readonly making: Making;
}

async function readContent(
  { review: file, directory, state: asked, result: resultFile, onlyChanges }: CommentOptions,
  ports: Ports,
): Promise<Content> {
  const run = runUrl(ports.env);
  const by = { run: readRun(ports.env) };
  if (file === null) {
    if (directory !== null && directory !== "" && (asked ?? "failed") === "failed" && resultFile === null) {
      const origin = await originOfRun(ports.env, ports.cwd);
      const making: Making = { ...by, state: "no-plan", commit: origin?.commit ?? null, isEmpty: true };
      const body = bodyWithoutPlan(directory, run);
      return { marker: markerOf("review", directory), body, isNews: false, making };
    }
    throw failureAs(Exit.invalid, "usage", fact("comment-without-content"));
  }
  if (directory !== null) throw failureAs(Exit.invalid, "usage", fact("comment-with-directory"));
  const review = await readShownReview(file, ports);
  const result = resultFile === null ? null : await readResult(resultFile, review, ports);
  const state = stateOf(asked, result);
  const body = commentBody({ state, review, result, run });
  const making: Making = {
    ...by,
    state: state === "planned" || state === "applying" ? state : "result",
    commit: review.origin?.commit ?? null,
    isEmpty: review.actions.length === 0,
  };
  const { createList, addRecipient } = review.summary;
  const isNews = !onlyChanges || createList + addRecipient > 0;
  return { marker: markerOf("review", review.directory), body, isNews, making };
}

async function readResult(file: string, review: Review, ports: Ports): Promise<Result> {
  const result = parseResult(await readGiven("--result", file, ports));
  if ("problem" in result) throw unusable("--result", file, result.problem);
  if (directoryKey(result.directory) !== directoryKey(review.directory))
    throw unusable("--result", file, fact("result-of-another"));
  const problem = problemOfResult(result, review);
  if (problem !== null) throw unusable("--result", file, problem);
  return result;
}

function resultOf(kept: KeptComment, pullRequest: number): Fact<CommentCode> {
  if (kept.done === "none") return fact("comment-none", { pullRequest });
  const url = literal(kept.comment.url);
  if (kept.done === "left") return fact("comment-left", { pullRequest, url, why: kept.why });
  return fact(`comment-${kept.done}`, { pullRequest, url });
}

/** Who is not recognized would write another comment at every run. */
function warnOfOtherAuthor(comment: Comment, author: string, ports: Ports): void {
  if (comment.author === null || isLogin(comment.author, author)) return;
  ports.warn(fact("comment-author", { actual: name(comment.author), expected: name(author) }));
}
