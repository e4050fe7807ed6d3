/** `blip-lists reviews`: the review files of what was merged since the last run that succeeded. */

import { lstatSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { nameOfDirectory } from "../config/bots.ts";
import { readCommit, requireRun } from "../github/environment.ts";
import type { FoundReview, FoundReviews } from "../github/reviews.ts";
import { findReviews } from "../github/reviews.ts";
import { reviewsApi } from "../github/reviews-api.ts";
import { count } from "../report/words.ts";
import { checkOutside } from "./distinct-files.ts";
import { Exit, Failure } from "./failure.ts";
import { withGitHub } from "./github.ts";
import { NotWritable, replaceFile, SHARED } from "./safe-file.ts";
import { reasonOf } from "./system-error.ts";
import type { World } from "./world.ts";

export interface ReviewsOptions {
  readonly directory: string;
  /** Where the files are written, each named by its pull request. */
  readonly out: string;
  /** The commit that is applied; null for the one that this run is of. */
  readonly commit: string | null;
}

/** Of an artifact that holds the review file of a directory; plan.yml makes it. */
function artifactNameOf(directory: string): string {
  return `blip-lists-review-${nameOfDirectory(directory)}`;
}

/** @throws Failure (exit 3) for settings that will not do, (exit 1) for what GitHub does not do */
export async function reviews({ directory, out, commit }: ReviewsOptions, world: World): Promise<number> {
  const { env } = world;
  const target = resolve(world.cwd, out);
  checkOutside("--out", join(out, "review.json"), directory, world);
  await writing(out, async () => {
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NotWritable("this is a link, and links are not followed: name the directory itself");
    await mkdir(target, { recursive: true });
  });
  return withGitHub(world, async ({ connection }) => {
    const result = await findReviews(reviewsApi(connection, requireRun(env)), {
      commit: readCommit(commit, env),
      directory,
      artifactName: artifactNameOf(directory),
    });
    tellOfBounds(result, world);
    for (const { pullRequest, review } of result.found) {
      if ("problem" in review) world.stderr.write(`#${pullRequest}: no review: ${review.problem}\n`);
      else {
        const file = join(target, `${pullRequest}.json`);
        await writing(out, async () => replaceFile(file, review.text, SHARED));
      }
    }
    world.stdout.write(result.found.map((found) => line(found, out)).join(""));
    return Exit.done;
  });
}

const COMMIT_SHOWN = 7;

function tellOfBounds({ since, found, isCut }: FoundReviews, { stderr }: World): void {
  const when =
    since === null
      ? "so far (no run has succeeded yet)"
      : `since ${since.slice(0, COMMIT_SHOWN)}, which was applied last`;
  stderr.write(`Pull requests merged ${when}: ${count(found.length)}\n`);
  if (isCut) stderr.write("warning: there are more than can be looked at: the oldest are left out\n");
}

function line({ pullRequest, review }: FoundReview, out: string): string {
  if ("problem" in review) return `#${pullRequest}: none\n`;
  const { createList, addRecipient } = review.parsed.summary;
  return `#${pullRequest}: ${join(out, `${pullRequest}.json`)} (${count(createList + addRecipient)} actions)\n`;
}

async function writing(out: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const why =
      error instanceof NotWritable
        ? error.message
        : `cannot be written to (${reasonOf(error)}): name another directory, or allow it`;
    throw new Failure(Exit.invalid, "github-file", `--out ${out}: ${why}`);
  }
}
