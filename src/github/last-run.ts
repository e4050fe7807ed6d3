/** The commit that was applied last: by the last run of the same workflow that succeeded. */

import { fact } from "../domain/fact.ts";
import type { Connection } from "./connection.ts";
import { entriesOf } from "./connection.ts";

const PER_PAGE = 100;
export const ACTIONS = "actions: read";
/** Of finished runs, the newest: where none of a thousand counts, none has succeeded. */
const RUNS_MAX = 1_000;
/** Runs that were started again are few. */
const ATTEMPTS_MAX = 20;
/** What apply.yml calls the artifact that tells which commit an attempt of it applies. */
const APPLIED = /^blip-lists-applied-([1-9]\d{0,5})-([0-9a-f]{40}(?:[0-9a-f]{24})?)$/;

export interface ThisRun {
  readonly id: number;
  readonly attempt: number;
}

interface Finished extends ThisRun {
  /** The commit of its event: what it applied is that, or a later one. */
  readonly headCommit: string;
  readonly startedAt: string;
}

/** @returns null where no run of this workflow has succeeded on the branch; throws GitHubTrouble */
export async function lastApplied(
  connection: Connection,
  run: ThisRun,
  workflow: number,
  branch: string,
): Promise<string | null> {
  const finished = await succeeded(connection, run, workflow, branch);
  const last = finished.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
  return last === undefined ? null : appliedBy(connection, last);
}

/** One may have been started again after others: of those on one page, whichever began last. */
async function succeeded(
  connection: Connection,
  run: ThisRun,
  workflow: number,
  branch: string,
): Promise<Finished[]> {
  const { octokit, repository } = connection;
  const question = { task: fact("cannot-list-runs"), permission: ACTIONS };
  const status = "success" as const;
  const request = { ...repository, workflow_id: workflow, branch, status, per_page: PER_PAGE };
  const pages = octokit.paginate.iterator(octokit.rest.actions.listWorkflowRuns, request);
  const found = await ownAttempt(connection, run);
  let looked = 0;
  for await (const { id, event, head_repository: from, repository: to, ...rest } of entriesOf(
    connection,
    question,
    pages,
  )) {
    looked += 1;
    // Those of pull requests may be of a branch of the same name, in a fork.
    const isOther = event.startsWith("pull_request") || (from && from.id !== to.id);
    if (id !== run.id && !isOther) {
      const { run_attempt: attempt = 1, head_sha: headCommit, created_at: createdAt } = rest;
      found.push({ id, attempt, headCommit, startedAt: rest.run_started_at ?? createdAt });
    }
    const isPageEnd = looked % PER_PAGE === 0;
    if (isPageEnd && (found.length > 0 || looked === RUNS_MAX)) break;
  }
  return found;
}

/** This run itself may have succeeded before, and somebody has started it again. */
async function ownAttempt({ octokit, repository, ask }: Connection, run: ThisRun): Promise<Finished[]> {
  const question = { task: fact("cannot-read-attempts", { run: run.id }), permission: ACTIONS };
  const first = Math.max(1, run.attempt - ATTEMPTS_MAX);
  for (let attempt = run.attempt - 1; attempt >= first; attempt -= 1) {
    const request = { ...repository, run_id: run.id, attempt_number: attempt };
    const { data } = await ask(question, () => octokit.rest.actions.getWorkflowRunAttempt(request));
    if (data.conclusion !== "success") continue;
    const startedAt = data.run_started_at ?? data.created_at;
    return [{ id: run.id, attempt, headCommit: data.head_sha, startedAt }];
  }
  return [];
}

/** A run applies what its branch has when it begins, which may be more than the commit of its event. */
async function appliedBy(
  connection: Connection,
  { id, attempt: last, headCommit }: Finished,
): Promise<string> {
  const { octokit, repository } = connection;
  const question = { task: fact("cannot-list-artifacts", { run: id }), permission: ACTIONS };
  const request = { ...repository, run_id: id, per_page: PER_PAGE };
  const pages = octokit.paginate.iterator(octokit.rest.actions.listWorkflowRunArtifacts, request);
  let found = { attempt: 0, commit: headCommit };
  for await (const { name } of entriesOf(connection, question, pages)) {
    const [, word, commit] = APPLIED.exec(name) ?? [];
    const attempt = Number(word);
    // A job that is repeated on its own keeps the commit of an earlier attempt.
    if (commit !== undefined && attempt <= last && attempt > found.attempt) found = { attempt, commit };
  }
  return found.commit;
}
