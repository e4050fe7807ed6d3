/** Comments and issues, over GitHub's REST API. */

import { fact } from "../domain/fact.ts";
import type { Connection } from "./connection.ts";
import { entriesOf } from "./connection.ts";
import type { Comment, CommentApi, Issue, IssueApi } from "./keep.ts";
import type { PullRequestNow } from "./marker.ts";
import { statusOf } from "./trouble.ts";

const PER_PAGE = 100;

/** @param permission what the job needs to write */
export function commentApi(connection: Connection, permission = "pull-requests: write"): CommentApi {
  const { octokit, repository, ask } = connection;
  const { issues } = octokit.rest;
  return {
    async *list(number) {
      const question = { task: fact("cannot-read-comments", { number }), permission };
      const request = { ...repository, issue_number: number, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(issues.listComments, request);
      for await (const comment of entriesOf(connection, question, pages)) yield commentOf(comment);
    },

    create(number, body) {
      const question = { task: fact("cannot-comment", { number }), permission };
      // Another try could say it twice.
      const request = { ...repository, issue_number: number, body, request: { retries: 0 } };
      return ask(question, async () => commentOf((await issues.createComment(request)).data));
    },

    update(id, body) {
      const question = { task: fact("cannot-update-comment"), permission };
      return ask(question, async () => {
        try {
          return commentOf((await issues.updateComment({ ...repository, comment_id: id, body })).data);
        } catch (error) {
          if (statusOf(error) === 404) return null;
          throw error;
        }
      });
    },

    remove(id) {
      const question = { task: fact("cannot-delete-comment"), permission };
      return ask(question, async () => {
        try {
          await issues.deleteComment({ ...repository, comment_id: id });
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
      });
    },
  };
}

/** A pull request as it is now. @throws GitHubTrouble */
export async function pullRequestNow(
  { octokit, repository, ask }: Connection,
  number: number,
): Promise<PullRequestNow> {
  const question = { task: fact("cannot-read-pull-request", { number }), permission: "pull-requests: read" };
  const request = { ...repository, pull_number: number };
  const { data } = await ask(question, () => octokit.rest.pulls.get(request));
  return { headCommit: data.head.sha, isMerged: data.merged_at !== null };
}

function commentOf(data: {
  readonly id: number;
  readonly user: { readonly login: string } | null;
  readonly body?: string;
  readonly html_url: string;
}): Comment {
  return { id: data.id, author: data.user?.login ?? null, body: data.body ?? "", url: data.html_url };
}

const PERMISSION = "issues: write";

export function issueApi(connection: Connection): IssueApi {
  const { octokit, repository, ask } = connection;
  const { issues } = octokit.rest;
  const comments = commentApi(connection, PERMISSION);
  return {
    async *listOpen(creator) {
      const question = { task: fact("cannot-list-issues"), permission: PERMISSION };
      const request = { ...repository, state: "open" as const, creator, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(issues.listForRepo, request);
      for await (const issue of entriesOf(connection, question, pages))
        if (issue.pull_request === undefined) yield issueOf(issue);
    },

    create(title, body) {
      const question = { task: fact("cannot-open-issue"), permission: PERMISSION };
      const request = { ...repository, title, body, request: { retries: 0 } };
      return ask(question, async () => issueOf((await issues.create(request)).data));
    },

    update(number, title, body) {
      const question = { task: fact("cannot-update-issue", { number }), permission: PERMISSION };
      const request = { ...repository, issue_number: number, title, body };
      return ask(question, async () => issueOf((await issues.update(request)).data));
    },

    async comment(number, body) {
      await comments.create(number, body);
    },

    async close(number) {
      const question = { task: fact("cannot-close-issue", { number }), permission: PERMISSION };
      const request = {
        ...repository,
        issue_number: number,
        state: "closed",
        state_reason: "completed",
      } as const;
      await ask(question, () => issues.update(request));
    },
  };
}

function issueOf(data: {
  readonly number: number;
  readonly user: { readonly login: string } | null;
  readonly title: string;
  readonly body?: string | null;
  readonly html_url: string;
}): Issue {
  const { number, user, title, body, html_url: url } = data;
  return { number, author: user?.login ?? null, title, body: body ?? "", url };
}
