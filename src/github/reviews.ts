/** Which pull requests a run carries out, and the review files that were shown in them. */

import type { Artifact, ReviewFile } from "./review-file.ts";
import { reviewIn } from "./review-file.ts";

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

interface Merged extends PullRequest {
  readonly mergedAt: Date;
}

interface PullRequest {
  readonly number: number;
  readonly headCommit: string;
  readonly mergeCommit: string | null;
  readonly mergedAt: Date | null;
  readonly updatedAt: Date;
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
  readonly review: ReviewFile;
}

/** GitHub keeps artifacts no longer than this by default. */
const DAYS_MAX = 90;
const DAY_MS = 24 * 60 * 60_000;
export const PULL_REQUESTS_MAX = 1_000;

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
  const artifacts = await artifactsByCommit(api, wanted.artifactName);
  const { directory } = wanted;
  const found: FoundReview[] = [];
  for (const { number: pullRequest, headCommit: commit, mergedAt } of merged) {
    const origin = { pullRequest, commit, base: run.branch };
    const review = await reviewIn(artifacts.get(commit) ?? [], { origin, mergedAt, directory }, (artifact) =>
      api.download(artifact),
    );
    found.push({ pullRequest, review });
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
): Promise<{ readonly merged: readonly Merged[]; readonly isCut: boolean }> {
  const oldest = now.getTime() - DAYS_MAX * DAY_MS;
  const since = last === null ? oldest : Math.max(oldest, beginOf(last));
  const merged: Merged[] = [];
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

async function artifactsByCommit(
  api: ReviewsApi,
  name: string,
): Promise<ReadonlyMap<string, readonly Artifact[]>> {
  const byCommit = new Map<string, Artifact[]>();
  for await (const artifact of api.artifacts(name)) {
    if (artifact.headCommit === null) continue;
    const known = byCommit.get(artifact.headCommit);
    if (known === undefined) byCommit.set(artifact.headCommit, [artifact]);
    else known.push(artifact);
  }
  return byCommit;
}
