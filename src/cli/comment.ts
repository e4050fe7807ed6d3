/** `blip-lists comment`: one comment on a pull request for each directory, kept up to date. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { authorOf } from "../github/author.ts";
import type { KeptComment } from "../github/comment.ts";
import { isLogin, keepComment } from "../github/comment.ts";
import type { CommentState } from "../github/comment-body.ts";
import { commentBody, stateOf } from "../github/comment-body.ts";
import { commentApi } from "../github/comments-api.ts";
import { readPullRequest, runUrl } from "../github/environment.ts";
import { directoryKey, markerOf } from "../github/marker.ts";
import { problemOfResult } from "../github/private.ts";
import type { Result } from "../report/result.ts";
import { parseResult } from "../report/result.ts";
import type { Review } from "../report/review.ts";
import { Exit } from "./failure.ts";
import { readGiven, readReview, unusable, withGitHub } from "./github.ts";
import type { World } from "./world.ts";

export interface CommentOptions {
  /** The review file. */
  readonly review: string;
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
  const review = await readReview(options.review, world);
  const result = options.result === null ? null : await readResult(options.result, review, world);
  const state = stateOf(options.state, result);
  return withGitHub(world, async ({ connection, target }) => {
    const pullRequest = options.pullRequest ?? readPullRequest(world.env, await readEvent(world));
    const author = await authorOf(options.author, target.token, connection);
    const kept = await keepComment(commentApi(connection), {
      pullRequest,
      author,
      marker: markerOf("review", review.directory),
      body: commentBody({ state, review, result, run: runUrl(world.env) }),
    });
    world.stdout.write(`${told(kept, pullRequest)}\n`);
    if (kept.done === "created") warnOfOtherAuthor(kept, author, world);
    return Exit.done;
  });
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

async function readEvent({ env, cwd }: World): Promise<string | null> {
  const path = env.GITHUB_EVENT_PATH ?? "";
  return path === "" ? null : readFile(resolve(cwd, path), "utf8").catch(() => null);
}

function told({ done, comment }: KeptComment, pullRequest: number): string {
  switch (done) {
    case "created":
      return `Commented on #${pullRequest}: ${comment.url}`;
    case "updated":
      return `Updated the comment on #${pullRequest}: ${comment.url}`;
    case "unchanged":
      return `Unchanged: the comment on #${pullRequest} says it already: ${comment.url}`;
    default:
      return done satisfies never;
  }
}

/** Who is not recognized would write another comment at every run. */
function warnOfOtherAuthor({ comment }: KeptComment, author: string, { stderr }: World): void {
  if (comment.author === null || isLogin(comment.author, author)) return;
  stderr.write(
    `warning: this token writes as ${comment.author}, not as ${author}: say --author "${comment.author}", or the next run writes another comment\n`,
  );
}
