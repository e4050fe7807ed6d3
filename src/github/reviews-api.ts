/** Runs, pull requests and artifacts, over GitHub's REST API. */

import { ZIP_BYTES_MAX } from "./artifact.ts";
import type { Connection } from "./connection.ts";
import { entriesOf } from "./connection.ts";
import { download } from "./download.ts";
import type { ReviewsApi } from "./reviews.ts";
import { GitHubTrouble } from "./trouble.ts";

const PER_PAGE = 100;
const ACTIONS = "actions: read";
const PULLS = "pull-requests: read";
/** Among the last runs may be this one, when it is run again, and those of pull requests from a like-named branch. */
const RUNS = 30;

export function reviewsApi(connection: Connection): ReviewsApi {
  const { octokit, repository, ask } = connection;
  const { actions, pulls } = octokit.rest;
  return {
    async run(id) {
      const question = { what: `to read the run ${id}`, permission: ACTIONS };
      const { data } = await ask(question, () => actions.getWorkflowRun({ ...repository, run_id: id }));
      if (data.head_branch === null)
        throw new GitHubTrouble("refused", `the run ${id} is of no branch: nothing was merged into it`);
      return { workflow: data.workflow_id, branch: data.head_branch };
    },

    async lastSuccess({ workflow, branch }, except) {
      const question = { what: "to list the runs of this workflow", permission: ACTIONS };
      const status = "success" as const;
      const request = { ...repository, workflow_id: workflow, branch, status, per_page: RUNS };
      const { data } = await ask(question, () => actions.listWorkflowRuns(request));
      const last = data.workflow_runs.find(({ id, event }) => id !== except && event !== "pull_request");
      if (last === undefined) return null;
      const committed = last.head_commit?.timestamp;
      return {
        createdAt: new Date(last.created_at),
        commit: last.head_sha,
        committedAt: committed === undefined ? null : new Date(committed),
      };
    },

    async *closedPullRequests(base) {
      const question = { what: "to list the pull requests", permission: PULLS };
      const order = { state: "closed", sort: "updated", direction: "desc" } as const;
      const request = { ...repository, ...order, base, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(pulls.list, request);
      for await (const pull of entriesOf(connection, question, pages)) {
        yield {
          number: pull.number,
          headCommit: pull.head.sha,
          mergeCommit: pull.merge_commit_sha,
          mergedAt: pull.merged_at === null ? null : new Date(pull.merged_at),
          updatedAt: new Date(pull.updated_at),
        };
      }
    },

    async *artifacts(name) {
      const question = { what: "to list the review files", permission: ACTIONS };
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
      const what = "to read a review file";
      // Followed by hand: where it leads, the token has no business.
      const request = { redirect: "manual" as const };
      const answer = await ask({ what, permission: ACTIONS }, () =>
        actions.downloadArtifact({ ...repository, artifact_id: id, archive_format: "zip", request }),
      );
      return download(connection.fetch, answer.headers.location ?? "", what, ZIP_BYTES_MAX);
    },
  };
}
