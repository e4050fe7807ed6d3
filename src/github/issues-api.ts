/** Issues, over GitHub's REST API. */

import { commentApi } from "./comments-api.ts";
import type { Connection } from "./connection.ts";
import { entriesOf } from "./connection.ts";
import type { Issue, IssueApi } from "./drift.ts";

const PER_PAGE = 100;
const PERMISSION = "issues: write";

export function issueApi(connection: Connection): IssueApi {
  const { octokit, repository, ask } = connection;
  const { issues } = octokit.rest;
  const comments = commentApi(connection, PERMISSION);
  return {
    async *listOpen(creator) {
      const question = { what: "to list the open issues", permission: PERMISSION };
      const request = { ...repository, state: "open" as const, creator, per_page: PER_PAGE };
      const pages = octokit.paginate.iterator(issues.listForRepo, request);
      for await (const issue of entriesOf(connection, question, pages))
        if (issue.pull_request === undefined) yield issueOf(issue);
    },

    create(title, body) {
      const question = { what: "to open an issue", permission: PERMISSION };
      const request = { ...repository, title, body, request: { retries: 0 } };
      return ask(question, async () => issueOf((await issues.create(request)).data));
    },

    update(number, title, body) {
      const question = { what: `to change the issue #${number}`, permission: PERMISSION };
      const request = { ...repository, issue_number: number, title, body };
      return ask(question, async () => issueOf((await issues.update(request)).data));
    },

    async comment(number, body) {
      await comments.create(number, body);
    },

    async close(number) {
      const question = { what: `to close the issue #${number}`, permission: PERMISSION };
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
