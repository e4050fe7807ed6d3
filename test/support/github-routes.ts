/** The routes of GitHub's REST API that the tool uses, over a state. */

import { ACTIONS_ROUTES } from "./github-actions-routes.ts";
import type { Asked, Handler } from "./github-asked.ts";
import { NOT_ALLOWED, NOT_FOUND } from "./github-asked.ts";
import { commitList, comparison } from "./github-history.ts";
import { BODY_MAX, invalidBody, json, paged, refusal } from "./github-rules.ts";
import type { FakeComment, FakeIssue, FakePull } from "./github-state.ts";

/** By method and path below the repository, in which `#` is a number and `@` a commit. */
export const ROUTES: Readonly<Record<string, Handler>> = {
  "GET issues/#/comments": (asked, number) => {
    const issue = asked.state.issues.get(number);
    if (issue === undefined) return NOT_FOUND();
    return listed(asked, issue.comments, (comment) => commentJson(asked, comment, number));
  },
  "POST issues/#/comments": (asked, number) => {
    const issue = asked.state.issues.get(number);
    if (issue === undefined) return NOT_FOUND();
    if (!asked.may("issues: write") && !(issue.pull !== null && asked.may("pull-requests: write")))
      return NOT_ALLOWED();
    const body = textIn(asked.body, "body");
    if (body === null || body.length > BODY_MAX) return invalidBody("IssueComment");
    return json(commentJson(asked, asked.state.addComment(number, asked.login, body), number), 201);
  },
  "PATCH issues/comments/#": (asked, id) => {
    const issue = [...asked.state.issues.values()].find(({ comments }) =>
      comments.some((one) => one.id === id),
    );
    const comment = issue?.comments.find((one) => one.id === id);
    if (issue === undefined || comment === undefined) return NOT_FOUND();
    if (!asked.may("issues: write") && !asked.may("pull-requests: write")) return NOT_ALLOWED();
    const body = textIn(asked.body, "body");
    if (body === null || body.length > BODY_MAX) return invalidBody("IssueComment");
    comment.body = body;
    return json(commentJson(asked, comment, issue.number));
  },
  "DELETE issues/comments/#": (asked, id) => {
    const issue = [...asked.state.issues.values()].find(({ comments }) =>
      comments.some((one) => one.id === id),
    );
    if (issue === undefined) return NOT_FOUND();
    if (!asked.may("issues: write") && !asked.may("pull-requests: write")) return NOT_ALLOWED();
    issue.comments.splice(
      issue.comments.findIndex((one) => one.id === id),
      1,
    );
    return new Response(null, { status: 204 });
  },
  "GET issues": (asked) => {
    const { searchParams } = asked.url;
    const creator = searchParams.get("creator");
    const state = searchParams.get("state") ?? "open";
    const issues = [...asked.state.issues.values()].filter(
      (issue) => issue.state === state && (creator === null || issue.author === creator),
    );
    return listed(asked, issues.reverse(), (issue) => issueJson(asked, issue));
  },
  "POST issues": (asked) => {
    if (!asked.may("issues: write")) return NOT_ALLOWED();
    const [title, body] = [textIn(asked.body, "title"), textIn(asked.body, "body")];
    if (title === null || title.length > 256 || body === null || body.length > BODY_MAX)
      return invalidBody("Issue");
    return json(issueJson(asked, asked.state.addIssue({ author: asked.login, title, body })), 201);
  },
  "PATCH issues/#": (asked, number) => {
    const issue = asked.state.issues.get(number);
    if (issue === undefined) return NOT_FOUND();
    if (!asked.may("issues: write")) return NOT_ALLOWED();
    const body = textIn(asked.body, "body") ?? issue.body;
    if (body.length > BODY_MAX) return invalidBody("Issue");
    issue.body = body;
    issue.title = textIn(asked.body, "title") ?? issue.title;
    issue.state = textIn(asked.body, "state") === "closed" ? "closed" : issue.state;
    return json(issueJson(asked, issue));
  },
  "GET pulls": (asked) => {
    const { searchParams } = asked.url;
    const pulls = pullsIn(asked).filter(
      ({ state, base }) => state === searchParams.get("state") && base === searchParams.get("base"),
    );
    pulls.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    return listed(asked, pulls, pullJson);
  },
  "GET pulls/#": (asked, number) => {
    const pull = pullsIn(asked).find((one) => one.number === number);
    return pull === undefined ? NOT_FOUND() : json(pullJson(pull));
  },
  "GET commits": (asked) =>
    asked.may("contents: read") ? commitList(asked.url, asked.state.history) : NOT_FOUND(),
  "GET compare/@...@": (asked) =>
    asked.may("contents: read") ? comparison(asked.url, asked.state.history) : NOT_FOUND(),
  // Whatever it is of them: a commit of their own, or what they became.
  "GET commits/@/pulls": (asked) => {
    const [, commit = ""] = /([0-9a-f]{40})\/pulls$/.exec(asked.url.pathname) ?? [];
    if (asked.state.history(commit) === null) return refusal(422, `No commit found for SHA: ${commit}`);
    const pulls = pullsIn(asked).filter(
      ({ mergeSha, commits }) => mergeSha === commit || commits.includes(commit),
    );
    return listed(asked, pulls, pullJson);
  },
  ...ACTIONS_ROUTES,
};

interface ListedPull extends FakePull {
  readonly number: number;
  readonly state: "open" | "closed";
}

function pullsIn({ state }: Asked): ListedPull[] {
  return [...state.issues.values()].flatMap(({ number, state, pull }) =>
    pull === null ? [] : [{ number, state, ...pull }],
  );
}

/** Of one that is open GitHub gives the commit that a merge would make. */
function pullJson({ number, state, headSha, mergeSha, mergedAt, updatedAt, base }: ListedPull): object {
  return {
    number,
    state,
    head: { sha: headSha },
    base: { ref: base },
    merge_commit_sha: mergeSha,
    merged: mergedAt !== null,
    merged_at: mergedAt,
    updated_at: updatedAt,
  };
}

function listed<T>({ url }: Asked, entries: readonly T[], toJson: (entry: T) => object): Response {
  const { page, headers } = paged(url, entries);
  return json(page.map(toJson), 200, headers);
}

function commentJson({ repository }: Asked, { id, author, body }: FakeComment, number: number): object {
  const user = author === null ? null : { login: author };
  return { id, user, body, html_url: `https://github.com/${repository}/pull/${number}#issuecomment-${id}` };
}

function issueJson({ repository }: Asked, { number, author, title, body, state, pull }: FakeIssue): object {
  const url = `https://github.com/${repository}/issues/${number}`;
  const isPull = pull === null ? {} : { pull_request: { url } };
  return { number, user: { login: author }, title, body, state, html_url: url, ...isPull };
}

function textIn(body: unknown, name: string): string | null {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" && value !== "" ? value : null;
}
