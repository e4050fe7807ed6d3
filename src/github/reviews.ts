/** Which pull requests a run carries out, and the review files that were shown in them. */

import type { Review } from "../report/review.ts";
import { parseReview } from "../report/review.ts";
import { textInZip, ZIP_BYTES_MAX } from "./artifact.ts";
import { directoryKey } from "./marker.ts";
import { GitHubTrouble } from "./trouble.ts";

interface Run {
  readonly workflow: number;
  readonly branch: string;
}

interface FinishedRun {
  readonly createdAt: Date;
  /** The commit it ran on, and when that was made. */
  readonly commit: string;
  readonly committedAt: Date | null;
}

interface PullRequest {
  readonly number: number;
  readonly headCommit: string;
  readonly mergeCommit: string | null;
  readonly mergedAt: Date | null;
  readonly updatedAt: Date;
}

interface Artifact {
  readonly id: number;
  readonly headCommit: string | null;
  readonly expired: boolean;
  readonly createdAt: Date;
  readonly bytes: number;
}

/** What is asked of GitHub here. Methods throw GitHubTrouble. */
export interface ReviewsApi {
  run(id: number): Promise<Run>;
  /** @returns the latest that succeeded, or null */
  lastSuccess(run: Run, except: number): Promise<FinishedRun | null>;
  /** Closed ones, merged or not, the last updated first. */
  closedPullRequests(branch: string): AsyncIterable<PullRequest>;
  /** All of this name. */
  artifacts(name: string): AsyncIterable<Artifact>;
  download(artifact: Artifact): Promise<Uint8Array>;
}

export interface WantedReviews {
  readonly run: number;
  readonly directory: string;
  /** Of the artifacts that hold them. */
  readonly artifactName: string;
  readonly now: Date;
}

export interface FoundReview {
  readonly pullRequest: number;
  readonly review: { readonly text: string; readonly parsed: Review } | { readonly problem: string };
}

/** GitHub keeps artifacts no longer than this by default. */
const DAYS_MAX = 90;
const DAY_MS = 24 * 60 * 60_000;
export const PULL_REQUESTS_MAX = 1_000;
const REVIEW_FILE = "review.json";

export interface FoundReviews {
  /** The last successful run, from which on merges count; null where there is none. */
  readonly since: Date | null;
  /** In the order in which they were merged. */
  readonly found: readonly FoundReview[];
  /** Whether there were more pull requests than are looked at. */
  readonly isCut: boolean;
}

/** GitHub may drop queued runs, so that one carries the merges of several. */
export async function findReviews(api: ReviewsApi, wanted: WantedReviews): Promise<FoundReviews> {
  const run = await api.run(wanted.run);
  const last = await api.lastSuccess(run, wanted.run);
  const { merged, isCut } = await mergedSince(api, run.branch, last, wanted.now);
  if (merged.length === 0) return { since: last?.createdAt ?? null, found: [], isCut };
  const newest = await newestByCommit(api, wanted.artifactName);
  const found: FoundReview[] = [];
  for (const pull of merged) {
    const artifact = newest.get(pull.headCommit);
    found.push({ pullRequest: pull.number, review: await reviewIn(api, artifact, wanted.directory) });
  }
  return { since: last?.createdAt ?? null, found, isCut };
}

/**
 * A run is created a moment after the merge that started it, and another merge may come between the two: what
 * counts is when the commit was made that it ran on. The pull request of that very commit was its own.
 */
async function mergedSince(
  api: ReviewsApi,
  branch: string,
  last: FinishedRun | null,
  now: Date,
): Promise<{ readonly merged: readonly PullRequest[]; readonly isCut: boolean }> {
  const oldest = now.getTime() - DAYS_MAX * DAY_MS;
  const since = last === null ? oldest : Math.max(oldest, beginOf(last));
  const merged: (PullRequest & { readonly mergedAt: Date })[] = [];
  let isCut = false;
  for await (const pull of api.closedPullRequests(branch)) {
    if (pull.updatedAt.getTime() < since) break;
    const { mergedAt } = pull;
    if (mergedAt === null || mergedAt.getTime() < since) continue;
    if (last !== null && pull.mergeCommit === last.commit) continue;
    isCut = merged.length >= PULL_REQUESTS_MAX;
    if (isCut) break;
    merged.push({ ...pull, mergedAt });
  }
  merged.sort((a, b) => a.mergedAt.getTime() - b.mergedAt.getTime() || a.number - b.number);
  return { merged, isCut };
}

function beginOf({ createdAt, committedAt }: FinishedRun): number {
  return Math.min(createdAt.getTime(), committedAt?.getTime() ?? Number.POSITIVE_INFINITY);
}

/** Of several plans for one commit the last was shown last. */
async function newestByCommit(api: ReviewsApi, name: string): Promise<ReadonlyMap<string, Artifact>> {
  const newest = new Map<string, Artifact>();
  for await (const artifact of api.artifacts(name)) {
    if (artifact.headCommit === null) continue;
    const known = newest.get(artifact.headCommit);
    if (known === undefined || isBefore(known, artifact)) newest.set(artifact.headCommit, artifact);
  }
  return newest;
}

function isBefore(one: Artifact, other: Artifact): boolean {
  if (one.expired !== other.expired) return one.expired;
  return one.createdAt < other.createdAt;
}

async function reviewIn(
  api: ReviewsApi,
  artifact: Artifact | undefined,
  directory: string,
): Promise<FoundReview["review"]> {
  if (artifact === undefined) return { problem: "no run of it left a review file" };
  if (artifact.expired) return { problem: "its review file has expired" };
  if (artifact.bytes > ZIP_BYTES_MAX) return { problem: "its review file is too large" };
  const zip = await downloaded(api, artifact);
  if ("problem" in zip) return zip;
  const unpacked = await textInZip(zip.bytes, REVIEW_FILE);
  if ("problem" in unpacked) return { problem: `its artifact ${unpacked.problem}` };
  const parsed = parseReview(unpacked.text);
  if ("problem" in parsed) return { problem: `its review file ${parsed.problem}` };
  if (directoryKey(parsed.directory) !== directoryKey(directory))
    return { problem: `its review file is of another directory, not of ${directory}` };
  return { text: unpacked.text, parsed };
}

/** One artifact that cannot be had is no reason to do without the others. */
async function downloaded(
  api: ReviewsApi,
  artifact: Artifact,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  try {
    return { bytes: await api.download(artifact) };
  } catch (error) {
    if (error instanceof GitHubTrouble) return { problem: error.message };
    throw error;
  }
}
