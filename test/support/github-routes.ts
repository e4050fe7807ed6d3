/** The routes of GitHub's REST API that the tool uses, over a state. */

import { commitList, comparison } from "./github-history.ts";
import type { Permission } from "./github-rules.ts";
import { BODY_MAX, invalidBody, json, paged, refusal } from "./github-rules.ts";
import type { FakeArtifact, FakeComment, FakeIssue, FakePull, FakeRun, GitHubState } from "./github-state.ts";
import { REPOSITORY_ID } from "./github-state.ts";

export interface Asked {
  readonly state: GitHubState;
  /** Base of the API, without a slash at its end. */
  readonly api: string;
  readonly repository: string;
  /** Whose token it is. */
  readonly login: string;
  readonly url: URL;
  readonly body: unknown;
  readonly may: (permission: Permission) => boolean;
}

type Handler = (asked: Asked, id: number, second: number) => Response;

const NOT_FOUND = () => refusal(404, "Not Found");
const NOT_ALLOWED = () => refusal(403, "Resource not accessible by integration");

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
  "GET actions/runs/#": (asked, id) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    const run = asked.state.runs.find((one) => one.id === id);
    return run === undefined ? NOT_FOUND() : json(runJson(run));
  },
  "GET actions/runs/#/attempts/#": (asked, id, attempt) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    const { runs, attempts } = asked.state;
    const run = [...runs, ...attempts].find((one) => one.id === id && one.attempt === attempt);
    return run === undefined ? NOT_FOUND() : json(runJson(run));
  },
  "GET actions/runs/#/artifacts": (asked, id) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    return artifactsJson(
      asked,
      asked.state.artifacts.filter(({ runId }) => runId === id),
    );
  },
  "GET actions/workflows/#/runs": (asked, workflow) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    const { searchParams } = asked.url;
    const runs = asked.state.runs.filter(
      (run) =>
        run.workflow === workflow &&
        run.branch === searchParams.get("branch") &&
        run.status === searchParams.get("status"),
    );
    runs.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    const { page, headers } = paged(asked.url, runs);
    return json({ total_count: runs.length, workflow_runs: page.map(runJson) }, 200, headers);
  },
  "GET actions/artifacts": (asked) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    const name = asked.url.searchParams.get("name");
    return artifactsJson(
      asked,
      asked.state.artifacts.filter((artifact) => artifact.name === name),
    );
  },
  "GET actions/artifacts/#/zip": (asked, id) => {
    if (!asked.may("actions: read")) return NOT_ALLOWED();
    const artifact = asked.state.artifacts.find((one) => one.id === id);
    if (artifact === undefined) return NOT_FOUND();
    if (artifact.expired) return refusal(410, "Artifact has expired");
    return new Response(null, {
      status: 302,
      headers: { location: `${asked.api}/storage/${id}?sig=secret` },
    });
  },
};

function artifactsJson({ url }: Asked, all: readonly FakeArtifact[]): Response {
  const { page, headers } = paged(url, all);
  const artifacts = page.map(({ id, runId, name, sha, expired, createdAt, headRepositoryId, bytes }) => ({
    id,
    name,
    size_in_bytes: bytes,
    expired,
    created_at: createdAt,
    workflow_run: {
      id: runId,
      repository_id: REPOSITORY_ID,
      head_sha: sha,
      ...(headRepositoryId === null ? {} : { head_repository_id: headRepositoryId }),
    },
  }));
  return json({ total_count: all.length, artifacts }, 200, headers);
}

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

function runJson(run: FakeRun): object {
  const { id, workflow, branch, event, status, sha, committedAt, createdAt } = run;
  const [state, conclusion] = status === "in_progress" ? [status, null] : ["completed", status];
  return {
    id,
    workflow_id: workflow,
    head_branch: branch,
    head_sha: sha,
    head_commit: { id: sha, timestamp: committedAt },
    event,
    status: state,
    conclusion,
    created_at: createdAt,
    run_attempt: run.attempt,
    run_started_at: run.startedAt,
    repository: { id: REPOSITORY_ID },
    head_repository: { id: run.headRepositoryId },
  };
}

function textIn(body: unknown, name: string): string | null {
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" && value !== "" ? value : null;
}
