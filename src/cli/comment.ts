/** `blip-lists comment`: one comment on a pull request for each directory, kept up to date. */

import { authorOf } from "../github/author.ts";
import type { Comment, KeptComment, WantedComment } from "../github/comment.ts";
import { isLogin, keepComment } from "../github/comment.ts";
import type { CommentState } from "../github/comment-body.ts";
import { bodyWithoutPlan, commentBody, stateOf } from "../github/comment-body.ts";
import { commentApi, pullRequestNow } from "../github/comments-api.ts";
import { readPullRequest, readRun, runUrl } from "../github/environment.ts";
import { originOfRun, readEvent } from "../github/event.ts";
import type { Making, PullRequestNow } from "../github/made.ts";
import { madeOf, whyLeft, withMade } from "../github/made.ts";
import { directoryKey, markerOf } from "../github/marker.ts";
import { problemOfResult } from "../github/private.ts";
import type { Result } from "../report/result.ts";
import { parseResult } from "../report/result.ts";
import type { Review } from "../report/review.ts";
import { Exit, Failure } from "./failure.ts";
import { readGiven, readReview, unusable, withGitHub } from "./github.ts";
import type { World } from "./world.ts";

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

/** @throws Failure (exit 3) for files and settings that will not do, (exit 1) for what GitHub does not do */
export async function comment(options: CommentOptions, world: World): Promise<number> {
  const content = await readContent(options, world);
  return withGitHub(world, async ({ connection, target }) => {
    const pullRequest =
      options.pullRequest ?? readPullRequest(world.env, await readEvent(world.env, world.cwd));
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
    world.stdout.write(`${told(kept, pullRequest)}\n`);
    if (kept.done === "created") warnOfOtherAuthor(kept.comment, author, world);
    return Exit.done;
  });
}

/** What the comment says, what it is known by, and how it was made. */
interface Content extends Pick<WantedComment, "marker" | "body" | "isNews"> {
  readonly making: Making;
}

async function readContent(
  { review: file, directory, state: asked, result: resultFile, onlyChanges }: CommentOptions,
  world: World,
): Promise<Content> {
  const run = runUrl(world.env);
  const by = { run: readRun(world.env) };
  if (file === null) {
    if (directory !== null && directory !== "" && (asked ?? "failed") === "failed" && resultFile === null) {
      const origin = await originOfRun(world.env, world.cwd);
      const making: Making = { ...by, state: "no-plan", commit: origin?.commit ?? null, isEmpty: true };
      const body = bodyWithoutPlan(directory, run);
      return { marker: markerOf("review", directory), body, isNews: false, making };
    }
    const message =
      "give the review file, or where planning failed the directory: --directory lists --state failed";
    throw new Failure(Exit.invalid, "usage", message);
  }
  if (directory !== null) {
    throw new Failure(
      Exit.invalid,
      "usage",
      "--review and --directory exclude each other: the file names its directory",
    );
  }
  const review = await readReview(file, world);
  const result = resultFile === null ? null : await readResult(resultFile, review, world);
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

async function readResult(file: string, review: Review, world: World): Promise<Result> {
  const result = parseResult(await readGiven("--result", file, world));
  if ("problem" in result) throw unusable("--result", file, result.problem);
  if (directoryKey(result.directory) !== directoryKey(review.directory))
    throw unusable("--result", file, "is of another directory than the review file");
  const problem = problemOfResult(result, review);
  if (problem !== null) throw unusable("--result", file, problem);
  return result;
}

function told(kept: KeptComment, pullRequest: number): string {
  switch (kept.done) {
    case "created":
      return `Commented on #${pullRequest}: ${kept.comment.url}`;
    case "updated":
      return `Updated the comment on #${pullRequest}: ${kept.comment.url}`;
    case "unchanged":
      return `Unchanged: the comment on #${pullRequest} says it already: ${kept.comment.url}`;
    case "left": {
      const says = kept.why === "newer" ? "of a newer commit or run" : "what came of the apply";
      return `Left the comment on #${pullRequest} as it is, which is ${says}: ${kept.comment.url}`;
    }
    case "none":
      return `No comment on #${pullRequest}: there is nothing to show, and none that says otherwise`;
    default:
      return kept satisfies never;
  }
}

/** Who is not recognized would write another comment at every run. */
function warnOfOtherAuthor(comment: Comment, author: string, { stderr }: World): void {
  if (comment.author === null || isLogin(comment.author, author)) return;
  stderr.write(
    `warning: this token writes as ${comment.author}, not as ${author}: say --author "${comment.author}", or the next run writes another comment\n`,
  );
}
