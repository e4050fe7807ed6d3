/** `blip-lists reviews`: the review files of what was merged since the last run that succeeded. */

import { lstatSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseReview } from "../approval/review.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import { systemCode } from "../domain/system-error.ts";
import { checkOutside } from "../files/distinct.ts";
import { NotWritable, replaceFile, SHARED } from "../files/safe-file.ts";
import { nameOfDirectory } from "../github/bots.ts";
import type { FoundReview, FoundReviews } from "../github/reviews.ts";
import { findReviews } from "../github/reviews.ts";
import { reviewsApi } from "../github/reviews-api.ts";
import { readCommit, requireRun } from "../github/run.ts";
import { withGitHub } from "./github.ts";
import type { Ports } from "./ports.ts";

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
export async function reviews(
  { directory, out, commit }: ReviewsOptions,
  ports: Ports,
): Promise<readonly Fact[]> {
  const { env } = ports;
  const target = resolve(ports.cwd, out);
  checkOutside("--out", join(out, "review.json"), directory, ports);
  await writing(out, async () => {
    if (lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NotWritable(fact("directory-link"));
    await mkdir(target, { recursive: true });
  });
  return withGitHub(ports, async ({ connection }) => {
    const result = await findReviews(reviewsApi(connection, requireRun(env)), {
      commit: readCommit(commit, env),
      directory,
      artifactName: artifactNameOf(directory),
      parse: parseReview,
    });
    logBounds(result, ports);
    for (const { pullRequest, review } of result.found) {
      if ("problem" in review)
        ports.notify(fact("review-unusable", { pullRequest, why: reason(review.problem) }));
      else {
        const file = join(target, `${pullRequest}.json`);
        await writing(out, async () => replaceFile(file, review.text, SHARED));
      }
    }
    return result.found.map((found) => resultOf(found, out));
  });
}

const COMMIT_SHOWN = 7;

function logBounds({ since, found, isCut }: FoundReviews, ports: Ports): void {
  const commit = since === null ? null : literal(since.slice(0, COMMIT_SHOWN));
  ports.notify(fact("reviews-merged", { since: commit, found: found.length }));
  if (isCut) ports.warn(fact("reviews-cut"));
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
    const why =
      error instanceof NotWritable
        ? error.said
        : fact("directory-unwritable", { error: literal(systemCode(error)) });
    const fields = { flag: literal("--out"), file: name(out), why: reason(why) };
    throw new Failure(Exit.invalid, fact("github-file", fields));
  }
}
