/**
 * Runs a workflow of ours as GitHub would: jobs in the order of their needs, matrices, called workflows, each job
 * on a machine of its own with the rights, secrets and variables that GitHub would give it. What it does not know
 * it refuses. It plays no concurrency.
 */

import { Cancellation } from "./workflow-cancel.ts";
import type { Origin, RunRequest } from "./workflow-context.ts";
import { defaultVariables, githubContext, inputsOf, originOf, permissionsOf } from "./workflow-context.ts";
import type { JobEnd, JobRun } from "./workflow-ends.ts";
import { resultOf, runsOf } from "./workflow-ends.ts";
import type { Scope } from "./workflow-expressions.ts";
import { BEGINNING, fillIn, fillInAll, holds, textOf } from "./workflow-expressions.ts";
import type { Job, Permissions, Values } from "./workflow-file.ts";
import { isValues, needsOf } from "./workflow-file.ts";
import type { Artifact } from "./workflow-forge.ts";
import { runJob } from "./workflow-job.ts";
import type { MatrixLeg } from "./workflow-matrix.ts";
import { inTurn, legsOf } from "./workflow-matrix.ts";

export interface FinishedRun {
  readonly id: number;
  readonly conclusion: "success" | "failure" | "cancelled";
  readonly jobs: readonly JobRun[];
  readonly artifacts: ReadonlyMap<string, Artifact>;
  /** All that the steps printed. */
  readonly log: string;
  readonly summary: string;
}

/** One workflow file of a run: the one that the event set off, or one that it calls. */
interface Level {
  readonly request: RunRequest;
  readonly origin: Origin;
  readonly inputs: Values;
  /** What the calling job may do; null for the outermost. */
  readonly ceiling: Permissions | null;
  readonly seesSecrets: boolean;
  readonly artifacts: Map<string, Artifact>;
  readonly cancellation: Cancellation;
}

export async function runWorkflow(request: RunRequest): Promise<FinishedRun> {
  const { forge, event, workflow, runId } = request;
  const here = { repository: forge.repository, sha: event.sha, path: workflow };
  const origin = originOf(`./${workflow}`, here, forge);
  if (!(event.name in origin.workflow.on)) throw new Error(`${workflow} does not run on ${event.name}`);
  const given = event.payload.inputs;
  const inputs = inputsOf(origin, event.name, isValues(given) ? given : {});
  const level: Level = {
    request,
    origin,
    inputs,
    ceiling: null,
    seesSecrets: event.fromFork !== true,
    artifacts: new Map(),
    cancellation: request.cancellation ?? new Cancellation(),
  };
  const ends = await runLevel(level);
  const jobs = runsOf(ends);
  const steps = jobs.flatMap((run) => run.steps);
  return {
    id: runId,
    conclusion: conclusionOf(resultOf(ends.values())),
    jobs,
    artifacts: level.artifacts,
    log: steps.map(({ log }) => log).join(""),
    summary: steps.map(({ summary }) => summary).join(""),
  };
}

function conclusionOf(result: JobEnd["result"]): FinishedRun["conclusion"] {
  return result === "skipped" ? "success" : result;
}

async function runLevel(level: Level): Promise<ReadonlyMap<string, JobEnd>> {
  const ends = new Map<string, JobEnd>();
  const waiting = new Map(Object.entries(level.origin.workflow.jobs));
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, job]) => needsOf(job).every((name) => ends.has(name)));
    if (ready.length === 0)
      throw new Error(`these jobs wait for each other: ${[...waiting.keys()].join(", ")}`);
    const done = ready.map(async ([name, job]) => [name, await runDeclared(name, job, level, ends)] as const);
    for (const [name, end] of await Promise.all(done)) {
      waiting.delete(name);
      ends.set(name, end);
    }
  }
  return ends;
}

async function runDeclared(
  name: string,
  job: Job,
  level: Level,
  ends: ReadonlyMap<string, JobEnd>,
): Promise<JobEnd> {
  const needs = Object.fromEntries(
    needsOf(job).map((need) => {
      const { result = "skipped", outputs = {} } = ends.get(need) ?? {};
      return [need, { result, outputs }];
    }),
  );
  const github = githubContext(level.request);
  const contexts = { github, inputs: level.inputs, needs, vars: {} };
  const before = [...ancestors(name, level)].map((ancestor) => ends.get(ancestor)?.result);
  const { isRequested: cancelled } = level.cancellation;
  const status = {
    success: !cancelled && before.every((result) => result === "success"),
    failure: !cancelled && before.includes("failure"),
    cancelled,
  };
  if (!holds(job.if, { contexts, status })) {
    const run = { id: name, name, result: "skipped", environment: "", permissions: {}, steps: [] } as const;
    return { result: "skipped", outputs: {}, runs: [run] };
  }
  const scope: Scope = { contexts, status: BEGINNING };
  if (job.uses !== undefined) return callWorkflow(job, level, scope);
  const all = legsOf(job.strategy?.matrix, scope);
  const strategy = { "job-total": all.length };
  const legs = await inTurn(job, all, (leg) =>
    runLeg({ id: name, job, ...leg }, level, { ...contexts, strategy }),
  );
  return {
    result: job["continue-on-error"] === true ? "success" : resultOf(legs),
    outputs: Object.assign({}, ...legs.map(({ outputs }) => outputs)),
    runs: legs.flatMap(({ runs }) => runs),
  };
}

interface Leg extends MatrixLeg {
  readonly id: string;
  readonly job: Job;
}

async function runLeg({ id, job, title, matrix }: Leg, level: Level, contexts: Values): Promise<JobEnd> {
  const { request, origin } = level;
  const { forge, event, runId, path } = request;
  const status = BEGINNING;
  const withMatrix = { ...contexts, matrix };
  const environment = textOf(fillIn(job.environment ?? "", { contexts: withMatrix, status }));
  const name =
    job.name === undefined ? `${id}${title}` : textOf(fillIn(job.name, { contexts: withMatrix, status }));
  const permissions = permissionsOf(job.permissions ?? origin.workflow.permissions, level.ceiling, event);
  const { secrets = {}, vars = {} } = forge.environments[environment] ?? {};
  if (id === request.lostJob) {
    const run = { id, name, result: "failure", environment, permissions, steps: [] } as const;
    return { result: "failure", outputs: {}, runs: [run] };
  }
  const token = forge.tokenFor(permissions);
  const github = { ...githubContext(request), token, job: id };
  const known = {
    ...withMatrix,
    vars,
    secrets: { ...(level.seesSecrets ? secrets : {}), GITHUB_TOKEN: token },
  };
  const env = fillInAll({ ...origin.workflow.env, ...job.env }, { contexts: { ...known, github }, status });
  const done = await runJob({
    steps: job.steps ?? [],
    contexts: known,
    github,
    job: request.isOldServer ? {} : { workflow_repository: origin.repository, workflow_sha: origin.sha },
    env,
    outputs: job.outputs ?? {},
    defaults: defaultVariables(githubContext(request), id),
    place: { forge, event, runId, contents: permissions.contents ?? "none", artifacts: level.artifacts },
    path,
    cancellation: level.cancellation,
  });
  const { result, outputs, steps } = done;
  return { result, outputs, runs: [{ id, name, result, environment, permissions, steps }] };
}

async function callWorkflow(job: Job, level: Level, scope: Scope): Promise<JobEnd> {
  const { origin, request } = level;
  const called = originOf(job.uses ?? "", origin, request.forge);
  const ends = await runLevel({
    ...level,
    origin: called,
    inputs: inputsOf(called, "workflow_call", fillInAll(job.with, scope)),
    ceiling: permissionsOf(job.permissions ?? origin.workflow.permissions, level.ceiling, request.event),
    seesSecrets: level.seesSecrets && job.secrets === "inherit",
  });
  return { result: resultOf(ends.values()), outputs: {}, runs: runsOf(ends) };
}

function* ancestors(name: string, level: Level): Generator<string> {
  const job = level.origin.workflow.jobs[name];
  for (const need of job === undefined ? [] : needsOf(job)) {
    yield need;
    yield* ancestors(need, level);
  }
}
