/** Which of the artifacts that runs left is the review file that was shown in a pull request. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { Origin } from "../domain/origin.ts";
import { isOrigin } from "../domain/origin.ts";
import { textInZip, ZIP_BYTES_MAX } from "./artifact.ts";
import { directoryKey } from "./marker.ts";
import type { ParseReview, ShownReview } from "./shown-review.ts";
import { GitHubTrouble } from "./trouble.ts";

export interface Artifact {
  readonly id: number;
  readonly headCommit: string | null;
  /** Whether it is known to be of a run for a fork, whose workflows are not ours. */
  readonly isOfFork: boolean;
  readonly expired: boolean;
  readonly createdAt: Date | null;
  readonly bytes: number;
}

/** What a review must have been made for to count. */
export interface WantedReview {
  readonly origin: Origin;
  readonly mergedAt: Date;
  readonly directory: string;
}

export interface ReviewReader {
  readonly download: (artifact: Artifact) => Promise<Uint8Array>;
  readonly parse: ParseReview;
}

export type ReviewFile = { readonly text: string; readonly parsed: ShownReview } | { readonly problem: Fact };

const REVIEW_FILE = "review.json";
/** Runs for one commit are few: each is of another pull request, or was started again. */
const DOWNLOADS_MAX = 20;

/**
 * The newest that was made for the pull request before it was merged: what came later, nobody saw who merged it.
 * That it is genuine is not known here: its origin is under its seal.
 * @param artifacts of the head of the pull request
 */
export async function reviewIn(
  artifacts: readonly Artifact[],
  wanted: WantedReview,
  reader: ReviewReader,
): Promise<ReviewFile> {
  const choice = candidates(artifacts, wanted.mergedAt);
  if ("problem" in choice) return choice;
  let problem: Fact | null = null;
  for (const artifact of choice.slice(0, DOWNLOADS_MAX)) {
    const file = await read(artifact, reader);
    // A newer plan that cannot be read may have shown something else.
    if ("problem" in file) return file;
    const mismatch = mismatchOf(file.parsed, wanted);
    if (mismatch === null) return file;
    problem ??= mismatch;
  }
  return { problem: problem ?? MISSING };
}

const MISSING = fact("review-missing");

/** @returns those that may count, the newest first */
function candidates(
  artifacts: readonly Artifact[],
  mergedAt: Date,
): readonly Artifact[] | { readonly problem: Fact } {
  if (artifacts.length === 0) return { problem: MISSING };
  const own = artifacts.filter(({ isOfFork }) => !isOfFork);
  if (own.length === 0) return { problem: fact("review-of-fork") };
  const shown = own.flatMap((artifact) => {
    const createdAt = artifact.createdAt?.getTime() ?? Number.POSITIVE_INFINITY;
    return createdAt <= mergedAt.getTime() ? [{ artifact, createdAt }] : [];
  });
  if (shown.length === 0) return { problem: fact("review-after-merge") };
  const kept = shown.filter(({ artifact }) => !artifact.expired);
  if (kept.length === 0) return { problem: fact("review-expired") };
  kept.sort((a, b) => b.createdAt - a.createdAt || b.artifact.id - a.artifact.id);
  return kept.map(({ artifact }) => artifact);
}

async function read(artifact: Artifact, { download, parse }: ReviewReader): Promise<ReviewFile> {
  if (artifact.bytes > ZIP_BYTES_MAX) return { problem: fact("review-too-large") };
  const zip = await downloaded(artifact, download);
  if ("problem" in zip) return zip;
  const unpacked = await textInZip(zip.bytes, REVIEW_FILE);
  if ("problem" in unpacked) return unpacked;
  const parsed = parse(unpacked.text);
  if ("problem" in parsed) return parsed;
  return { text: unpacked.text, parsed };
}

function mismatchOf(review: ShownReview, { origin, directory }: WantedReview): Fact | null {
  if (directoryKey(review.directory) !== directoryKey(directory))
    return fact("review-of-other-directory", { directory: name(directory) });
  if (review.origin === undefined) return fact("review-without-pull-request");
  return isOrigin(review.origin, origin) ? null : fact("review-of-other-commit");
}

/** One artifact that cannot be had is no reason to do without the others. */
async function downloaded(
  artifact: Artifact,
  download: ReviewReader["download"],
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: Fact }> {
  try {
    return { bytes: await download(artifact) };
  } catch (error) {
    if (error instanceof GitHubTrouble) return { problem: error.said };
    throw error;
  }
}
