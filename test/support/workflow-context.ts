/** What GitHub tells a job: the `github` context and the variables that say the same. */

import type { Cancellation } from "./workflow-cancel.ts";
import type { Permissions, Value, Values, Workflow } from "./workflow-file.ts";
import { parseWorkflow } from "./workflow-file.ts";
import type { Event, Forge } from "./workflow-forge.ts";
import { repositoryOf } from "./workflow-forge.ts";

/** One run, whatever its jobs. */
export interface RunRequest {
  readonly forge: Forge;
  readonly event: Event;
  /** Path of the workflow file in the repository, at the commit of the event. */
  readonly workflow: string;
  readonly runId: number;
  readonly attempt?: number;
  /** A server that does not say yet which workflow a job is of. */
  readonly isOldServer?: boolean;
  /** A job that fails without having run a step: its machine is lost, or a person refuses its environment. */
  readonly lostJob?: string | null;
  /** Where the programs are that the steps may call. */
  readonly path: string;
  /** By whom and when it is cancelled; nobody does where there is none. */
  readonly cancellation?: Cancellation;
}

/** A workflow file and where it was read. */
export interface Origin {
  readonly workflow: Workflow;
  readonly repository: string;
  readonly sha: string;
  readonly path: string;
}

/** @param reference `./.github/workflows/x.yml` of where it is called, or `owner/name/.github/workflows/x.yml@commit` */
export function originOf(reference: string, from: Omit<Origin, "workflow">, forge: Forge): Origin {
  const elsewhere = /^(?<repository>[^/]+\/[^/]+)\/(?<path>[^@]+)@(?<sha>[0-9a-f]{40})$/.exec(
    reference,
  )?.groups;
  const { repository, sha } = { ...from, ...elsewhere };
  const path = elsewhere?.path ?? reference.replace(/^\.\//, "");
  const text = repositoryOf(forge, repository).read(sha, path);
  if (text === null) throw new Error(`${repository} has no ${path} at ${sha}`);
  return { workflow: parseWorkflow(text), repository, sha, path };
}

/** What a run was given when it was called or started by hand, defaults filled in. */
export function inputsOf({ workflow }: Origin, trigger: string, given: Values): Values {
  const declared = Object.entries(workflow.on[trigger]?.inputs ?? {});
  const undeclared = Object.keys(given).filter((name) => declared.every(([known]) => known !== name));
  if (undeclared.length > 0) throw new Error(`Unexpected inputs: ${undeclared.join(", ")}`);
  return Object.fromEntries(declared.map(([name, input]) => [name, given[name] ?? input.default ?? ""]));
}

/** The `github` context, but for what names places on the job's machine. */
export function githubContext({
  forge,
  event,
  runId,
  attempt = 1,
  workflow,
}: RunRequest): Record<string, Value> {
  const [owner = ""] = forge.repository.split("/");
  return {
    event: event.payload,
    event_name: event.name,
    repository: forge.repository,
    repository_owner: owner,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ""),
    ref_type: event.ref.startsWith("refs/tags/") ? "tag" : "branch",
    sha: event.sha,
    base_ref: event.baseRef ?? "",
    head_ref: event.headRef ?? "",
    run_id: String(runId),
    run_attempt: String(attempt),
    run_number: "1",
    actor: "ana",
    workflow: workflow.replace(/^.*\/|\.yml$/g, ""),
    workflow_ref: `${forge.repository}/${workflow}@${event.ref}`,
    workflow_sha: event.sha,
    server_url: new URL(forge.apiUrl).origin,
    api_url: forge.apiUrl,
    graphql_url: `${forge.apiUrl}/graphql`,
  };
}

/** The variables of every step: the texts among the context, and what says that this is a run at all. */
export function defaultVariables(github: Values, job: string): Record<string, string> {
  const variables: Record<string, string> = {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_JOB: job,
    RUNNER_ENVIRONMENT: "github-hosted",
  };
  for (const [name, value] of Object.entries(github))
    if (typeof value === "string" && name !== "token") variables[`GITHUB_${name.toUpperCase()}`] = value;
  return variables;
}

const LEVELS = ["none", "read", "write"];

/**
 * What the token of a job may do.
 * @param ceiling what the job may do that calls this workflow; null where none does
 * @throws Error where a called workflow asks for more than it is given: GitHub does not start such a run
 */
export function permissionsOf(
  asked: Permissions | undefined,
  ceiling: Permissions | null,
  { fromFork = false }: Event,
): Permissions {
  const granted = asked ?? ceiling;
  if (granted === null) throw new Error("neither the workflow nor the job says what its token may do");
  for (const [name, level] of Object.entries(granted)) {
    const most = ceiling === null ? level : (ceiling[name] ?? "none");
    if (LEVELS.indexOf(level) > LEVELS.indexOf(most))
      throw new Error(
        `the called workflow is requesting '${name}: ${level}', but is only allowed '${name}: ${most}'`,
      );
  }
  if (!fromFork) return granted;
  return Object.fromEntries(
    Object.entries(granted).map(([name, level]) => [name, level === "write" ? "read" : level]),
  );
}
