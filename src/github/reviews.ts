/**
 * Which pull requests a run carries out, and the review files that were shown in them.
 *
 * A pull request belongs to a run when the commit that it became is reachable from the commit that is applied, and
 * not from the one that was applied last. When it was merged says nothing: a merge queue makes the commit before,
 * a run may be dropped, started again, or wait while others are merged.
 */

import type { Artifact, ReviewFile } from "./review-file.ts";
import { reviewIn } from "./review-file.ts";
import type { ParseReview } from "./shown-review.ts";

export interface PullRequest {
  readonly number: number;
  /** The branch that it is to be merged into. */
  readonly base: string;
  readonly headCommit: string;
  /** What it became on its base: a merge, the squashed commit, the last of the rebased ones. */
  readonly mergeCommit: string | null;
  readonly mergedAt: Date | null;
}

interface Merged extends PullRequest {
  readonly mergedAt: Date;
}

/** Commits, the oldest first. */
export interface CommitRange {
  readonly commits: readonly string[];
  /** Whether there are more, older ones. */
  readonly isCut: boolean;
}

/** What is asked of GitHub here. Methods throw GitHubTrouble. */
export interface ReviewsApi {
  /** The branch of this run, and the commit that the last run applied that succeeded; null where none has. */
  run(): Promise<{ readonly branch: string; readonly lastApplied: string | null }>;
  /** What is reachable from one commit and not from the other; null: all that is reachable. */
  commits(to: string, notFrom: string | null): Promise<CommitRange>;
  /** Those that a commit belongs to, in whatever state. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  /** Closed ones, merged or not, the last updated first. */
  closedPullRequests(branch: string): AsyncIterable<PullRequest>;
  /** All of this name. */
  artifacts(name: string): AsyncIterable<Artifact>;
  download(artifact: Artifact): Promise<Uint8Array>;
}

export interface WantedReviews {
  /** The commit that is applied. */
  readonly commit: string;
  readonly directory: string;
  /** Of the artifacts that hold them. */
  readonly artifactName: string;
  readonly parse: ParseReview;
}

export interface FoundReview {
  readonly pullRequest: number;
  readonly review: ReviewFile;
}

export interface FoundReviews {
  /** The commit that was applied last; null where no run has succeeded yet. */
  readonly since: string | null;
  /** In the order in which they were merged. */
  readonly found: readonly FoundReview[];
  /** Whether there are more commits or pull requests than are looked at. */
  readonly isCut: boolean;
}

/** GitHub lets the token of a run ask a thousand times an hour: from more commits on, it is asked for all that were closed. */
const COMMITS_ASKED_MAX = 250;
const CLOSED_MAX = 5_000;
const PULL_REQUESTS_MAX = 1_000;
const AT_ONCE = 4;

/** GitHub may drop queued runs, so that one carries the merges of several. */
export async function findReviews(api: ReviewsApi, wanted: WantedReviews): Promise<FoundReviews> {
  const { commit: to, directory, parse } = wanted;
  const reader = { parse, download: (artifact: Artifact) => api.download(artifact) };
  const { branch: base, lastApplied: since } = await api.run();
  const { merged, isCut } = await mergedIn(api, base, await api.commits(to, since));
  if (merged.length === 0) return { since, found: [], isCut };
  const heads = new Set(merged.map(({ headCommit }) => headCommit));
  const artifacts = await artifactsByCommit(api, wanted.artifactName, heads);
  const found: FoundReview[] = [];
  for (const { number: pullRequest, headCommit: commit, mergedAt } of merged) {
    const origin = { pullRequest, commit, base };
    const review = await reviewIn(artifacts.get(commit) ?? [], { origin, mergedAt, directory }, reader);
    found.push({ pullRequest, review });
  }
  return { since, found, isCut };
}

async function mergedIn(
  api: ReviewsApi,
  branch: string,
  range: CommitRange,
): Promise<{ readonly merged: readonly Merged[]; readonly isCut: boolean }> {
  const places = new Map(range.commits.map((commit, place) => [commit, place]));
  const isFew = range.commits.length <= COMMITS_ASKED_MAX;
  const { pulls, isCut } = isFew
    ? await pullRequestsOf(api, range.commits)
    : await closedPullRequests(api, branch);
  const merged: (Merged & { readonly place: number })[] = [];
  for (const pull of pulls) {
    const { mergedAt } = pull;
    const place = places.get(pull.mergeCommit ?? pull.headCommit);
    if (pull.base !== branch || mergedAt === null || place === undefined) continue;
    merged.push({ ...pull, mergedAt, place });
  }
  merged.sort((a, b) => a.place - b.place || a.number - b.number);
  return {
    merged: merged.slice(-PULL_REQUESTS_MAX),
    isCut: isCut || range.isCut || merged.length > PULL_REQUESTS_MAX,
  };
}

interface Pulls {
  readonly pulls: Iterable<PullRequest>;
  readonly isCut: boolean;
}

async function pullRequestsOf(api: ReviewsApi, commits: readonly string[]): Promise<Pulls> {
  const { default: pMap } = await import("p-map");
  const ask = (commit: string) => api.pullRequestsOf(commit);
  const answers = await pMap(commits, ask, { concurrency: AT_ONCE });
  const byNumber = new Map(answers.flat().map((pull) => [pull.number, pull]));
  return { pulls: byNumber.values(), isCut: false };
}

async function closedPullRequests(api: ReviewsApi, branch: string): Promise<Pulls> {
  // One that is updated meanwhile moves to the front, and another comes twice.
  const byNumber = new Map<number, PullRequest>();
  let looked = 0;
  for await (const pull of api.closedPullRequests(branch)) {
    if (looked === CLOSED_MAX) return { pulls: byNumber.values(), isCut: true };
    looked += 1;
    byNumber.set(pull.number, pull);
  }
  return { pulls: byNumber.values(), isCut: false };
}

async function artifactsByCommit(
  api: ReviewsApi,
  name: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Artifact[]>> {
  const byCommit = new Map<string, Artifact[]>();
  for await (const artifact of api.artifacts(name)) {
    if (artifact.headCommit === null || !wanted.has(artifact.headCommit)) continue;
    const known = byCommit.get(artifact.headCommit);
    if (known === undefined) byCommit.set(artifact.headCommit, [artifact]);
    else known.push(artifact);
  }
  return byCommit;
}
