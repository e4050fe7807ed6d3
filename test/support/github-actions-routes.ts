/** The routes of GitHub's REST API about runs and their artifacts, over a state. */

import type { Asked, Handler } from "./github-asked.ts";
import { NOT_ALLOWED, NOT_FOUND } from "./github-asked.ts";
import { json, paged, refusal } from "./github-rules.ts";
import type { FakeArtifact, FakeRun } from "./github-state.ts";
import { REPOSITORY_ID } from "./github-state.ts";

export const ACTIONS_ROUTES: Readonly<Record<string, Handler>> = {
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
