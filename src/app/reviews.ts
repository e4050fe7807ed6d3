/** `blip-lists reviews`: the review files of what was merged since the last run that succeeded. */

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import { reasonOf } from "../domain/system-error.ts";
import { nameOfDirectory } from "../github/bots.ts";
import { readRunId } from "../github/environment.ts";
import type { FoundReview, FoundReviews } from "../github/reviews.ts";
import { findReviews, PULL_REQUESTS_MAX } from "../github/reviews.ts";
import { reviewsApi } from "../github/reviews-api.ts";
import { count } from "../report/format.ts";
import { withGitHub } from "./github.ts";
import type { Ports } from "./ports.ts";

export interface ReviewsOptions {
  readonly directory: string;
  /** Where the files are written, each named by its pull request. */
  readonly out: string;
}

/** Of an artifact that holds the review file of a directory; plan.yml makes it. */
function artifactNameOf(directory: string): string {
  return `blip-lists-review-${nameOfDirectory(directory)}`;
}

/** @throws Failure (exit 3) for settings that will not do, (exit 1) for what GitHub does not do */
export async function reviews({ directory, out }: ReviewsOptions, ports: Ports): Promise<readonly Fact[]> {
  const target = resolve(ports.cwd, out);
  await writing(out, () => mkdir(target, { recursive: true }));
  return withGitHub(ports, async ({ connection }) => {
    const result = await findReviews(reviewsApi(connection), {
      run: readRunId(ports.env),
      directory,
      artifactName: artifactNameOf(directory),
      now: ports.now(),
    });
    logBounds(result, ports);
    for (const { pullRequest, review } of result.found) {
      if ("problem" in review) ports.log(`#${pullRequest}: no review: ${review.problem}\n`);
      else await writing(out, () => writeFile(join(target, `${pullRequest}.json`), review.text));
    }
    return result.found.map((found) => resultOf(found, out));
  });
}

function logBounds({ since, found, isCut }: FoundReviews, ports: Ports): void {
  const when =
    since === null ? "in the last 90 days (no run has succeeded yet)" : `since ${since.toISOString()}`;
  ports.log(`Pull requests merged ${when}: ${count(found.length)}\n`);
  if (isCut) ports.warn(`there are more than ${count(PULL_REQUESTS_MAX)}: the others are left out`);
}

function resultOf({ pullRequest, review }: FoundReview, out: string): Fact {
  if ("problem" in review) return fact("review-none", { pullRequest });
  const { createList, addRecipient } = review.parsed.summary;
  const file = name(join(out, `${pullRequest}.json`));
  return fact("review-fetched", { pullRequest, file, actions: createList + addRecipient });
}

async function writing(out: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw new Failure(
      Exit.invalid,
      "github-file",
      `--out ${out}: cannot be written to (${reasonOf(error)}): name another directory, or allow it`,
    );
  }
}
