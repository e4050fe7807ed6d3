/** Pull requests, commits and artifacts, over GitHub's REST API. */

import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import { download, ZIP_BYTES_MAX } from "./artifact.ts";
import type { Connection } from "./connection.ts";
import { entriesOf } from "./connection.ts";
import type { ThisRun } from "./last-run.ts";
import { ACTIONS, lastApplied } from "./last-run.ts";
import type { CommitRange, PullRequest, ReviewsApi } from "./reviews.ts";
import { refused, statusOf } from "./trouble.ts";

const PER_PAGE = 100;
const PULLS = "pull-requests: read";
const CONTENTS = "contents: read";
const COMMIT_PAGES_MAX = 30;

export function reviewsApi(connection: Connection, run: ThisRun): ReviewsApi {
  const { octokit, repository, ask } = connection;
  const { actions, pulls, repos } = octokit.rest;
  return {
    async run() {
      const task = fact("cannot-read-run", { run: run.id });
      const question = { task, permission: ACTIONS };
      const { data } = await ask(question, () => actions.getWorkflowRun({ ...repository, run_id: run.id }));
      const { head_branch: branch, workflow_id: workflow } = data;
      if (branch === null) throw refused(task, fact("run-without-branch"));
      return { branch, lastApplied: await lastApplied(connection, run, workflow, branch) };
    },

    commits: (to, notFrom) =>
      notFrom === null ? newest(connection, to) : difference(connection, notFrom, to),

    async pullRequestsOf(commit) {
      const question = {
        task: fact("cannot-find-pull-requests", { commit: literal(commit) }),
        permission: PULLS,
      };
      const request = { ...repository, commit_sha: commit, per_page: PER_PAGE };
      const { data } = await ask(question, () => repos.listPullRequestsAssociatedWithCommit(request));
      return data.map(pullRequestOf);
    },

    async *closedPullRequests(base) {
      const question = { task: fact("cannot-list-pull-requests"), permission: PULLS };
      const order = { state: "closed", sort: "updated", direction: "desc" } as const;
      const request = { ...repository, ...order, base, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(pulls.list, request);
      for await (const pull of entriesOf(connection, question, pages)) yield pullRequestOf(pull);
    },

    async *artifacts(name) {
      const question = { task: fact("cannot-list-reviews"), permission: ACTIONS };
      const request = { ...repository, name, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(actions.listArtifactsForRepo, request);
      for await (const artifact of entriesOf(connection, question, pages)) {
        const { head_sha: head, head_repository_id: from, repository_id: to } = artifact.workflow_run ?? {};
        yield {
          id: artifact.id,
          headCommit: head ?? null,
          isOfFork: typeof from === "number" && typeof to === "number" && from !== to,
          expired: artifact.expired,
          createdAt: artifact.created_at === null ? null : new Date(artifact.created_at),
          bytes: artifact.size_in_bytes,
        };
      }
    },

    async download({ id }) {
      const task = fact("cannot-read-review");
      // Followed by hand: where it leads, the token has no business.
      const request = { redirect: "manual" as const };
      const answer = await ask({ task, permission: ACTIONS }, () =>
        actions.downloadArtifact({ ...repository, artifact_id: id, archive_format: "zip", request }),
      );
      return download(connection.fetch, answer.headers.location ?? "", task, ZIP_BYTES_MAX);
    },
  };
}

/** The newest that are reachable from a commit. */
async function newest(connection: Connection, to: string): Promise<CommitRange> {
  const { octokit, repository } = connection;
  const question = { task: fact("cannot-list-commits", { commit: literal(to) }), permission: CONTENTS };
  const request = { ...repository, sha: to, per_page: PER_PAGE };
  const pages = octokit.paginate.iterator(octokit.rest.repos.listCommits, request);
  const commits: string[] = [];
  let isCut = false;
  for await (const { sha } of entriesOf(connection, question, pages)) {
    isCut = commits.length === COMMIT_PAGES_MAX * PER_PAGE;
    if (isCut) break;
    commits.push(sha);
  }
  return { commits: commits.reverse(), isCut };
}

/**
 * What is reachable from one commit and not from the other. GitHub gives it in pages, the oldest first: of very many
 * the last ones are read. Where it does not know the other any more, or they have no commit in common, that is all.
 */
async function difference(connection: Connection, notFrom: string, to: string): Promise<CommitRange> {
  const { octokit, repository, ask } = connection;
  const task = fact("cannot-compare-commits", { from: literal(notFrom), to: literal(to) });
  const question = { task, permission: CONTENTS };
  const compare = (page: number) => {
    const basehead = `${notFrom}...${to}`;
    const request = { ...repository, basehead, per_page: PER_PAGE, page };
    return octokit.rest.repos.compareCommitsWithBasehead(request);
  };
  const first = await ask(question, async () => {
    try {
      return (await compare(1)).data;
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  });
  if (first === null) return newest(connection, to);
  const last = Math.ceil(first.total_commits / PER_PAGE);
  const from = Math.max(1, last - COMMIT_PAGES_MAX + 1);
  const commits = from === 1 ? first.commits.map(({ sha }) => sha) : [];
  for (let page = Math.max(2, from); page <= last; page += 1) {
    const { data } = await ask(question, () => compare(page));
    commits.push(...data.commits.map(({ sha }) => sha));
  }
  return { commits, isCut: from > 1 };
}

function pullRequestOf(pull: {
  readonly number: number;
  readonly base: { readonly ref: string };
  readonly head: { readonly sha: string };
  readonly merge_commit_sha: string | null;
  readonly merged_at: string | null;
}): PullRequest {
  return {
    number: pull.number,
    base: pull.base.ref,
    headCommit: pull.head.sha,
    mergeCommit: pull.merge_commit_sha,
    mergedAt: pull.merged_at === null ? null : new Date(pull.merged_at),
  };
}
