/** Workflow files and the composite actions beside them, as GitHub writes them, read as far as our own go. */

import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Values = Readonly<Record<string, Value>>;
/** What a GITHUB_TOKEN may do: `contents`, `pull-requests`, … */
export type Permissions = Readonly<Record<string, "read" | "write" | "none">>;

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly with?: Values;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Values;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean | string;
}

export interface Job {
  readonly name?: string;
  readonly if?: string | boolean;
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Permissions;
  readonly strategy?: {
    readonly "fail-fast"?: boolean;
    readonly "max-parallel"?: number;
    readonly matrix: Values | string;
  };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Values;
  readonly "timeout-minutes"?: number;
  readonly "continue-on-error"?: boolean;
  readonly steps?: readonly Step[];
  /** A workflow that this job calls, instead of steps. */
  readonly uses?: string;
  readonly with?: Values;
  readonly secrets?: string;
}

interface Input {
  readonly default?: Value;
  readonly required?: boolean;
}

export interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, { readonly inputs?: Readonly<Record<string, Input>> } | null>>;
  readonly permissions?: Permissions;
  readonly env?: Values;
  readonly concurrency?: Readonly<Record<string, Value>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface CompositeAction {
  readonly inputs?: Readonly<Record<string, Input>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** Fields that the runner knows, or may pass over because they change nothing here. */
const STEP_FIELDS = new Set(
  "id name if uses with run shell env working-directory continue-on-error timeout-minutes".split(" "),
);
const JOB_FIELDS = new Set(
  "name if needs environment permissions strategy outputs env timeout-minutes continue-on-error steps uses with secrets runs-on".split(
    " ",
  ),
);

/** @throws Error for a field that the runner does not know: it must not pass over what means something to GitHub */
export function parseWorkflow(text: string): Workflow {
  const workflow: Workflow = parse(text);
  for (const [name, job] of Object.entries(workflow.jobs)) {
    refuseUnknown(job, JOB_FIELDS, `job ${name}`);
    for (const step of job.steps ?? []) refuseUnknown(step, STEP_FIELDS, `a step of ${name}`);
  }
  return workflow;
}

export function readWorkflow(path: string): Workflow {
  return parseWorkflow(readFileSync(path, "utf8"));
}

export function readAction(path: string): CompositeAction {
  const action: CompositeAction = parse(readFileSync(path, "utf8"));
  if (action.runs.using !== "composite") throw new Error(`${path} is no composite action`);
  for (const step of action.runs.steps) {
    refuseUnknown(step, STEP_FIELDS, path);
    if (step.run !== undefined && step.shell === undefined) throw new Error(`${path}: run needs a shell`);
  }
  return action;
}

/** Whether a value has values by name. */
export function isValues(value: Value | undefined): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === "string" ? [needs] : needs;
}

function refuseUnknown(entry: object, known: ReadonlySet<string>, where: string): void {
  const unknown = Object.keys(entry).filter((field) => !known.has(field));
  if (unknown.length > 0)
    throw new Error(`${where} has ${unknown.join(", ")}, which the runner does not know`);
}
