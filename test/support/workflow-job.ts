/** One job on a machine of its own: its steps one after the other, the scripts as they stand. */

import { join, resolve } from "node:path";
import type { Scope } from "./workflow-expressions.ts";
import { fillIn, fillInAll, holds, isTruthy } from "./workflow-expressions.ts";
import type { Step, Values } from "./workflow-file.ts";
import { readAction } from "./workflow-file.ts";
import type { JobRequest, Machine } from "./workflow-machine.ts";
import { machineFor } from "./workflow-machine.ts";
import { runScript } from "./workflow-shell.ts";
import type { Place } from "./workflow-stand-ins.ts";
import { STAND_INS } from "./workflow-stand-ins.ts";

export interface StepRun {
  readonly name: string;
  readonly outcome: "success" | "failure" | "cancelled" | "skipped";
  readonly log: string;
  readonly summary: string;
}

export interface JobDone {
  readonly result: "success" | "failure" | "cancelled";
  readonly steps: readonly StepRun[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** What `steps.x` and `job.status` say, and what steps did to the environment. */
interface Progress {
  readonly steps: Record<string, Values>;
  readonly runs: StepRun[];
  readonly env: Record<string, string>;
  readonly path: string[];
  failed: boolean;
  /** Whether the run was cancelled since the job began: one that begins later runs as ever. */
  readonly isCancelled: () => boolean;
}

export async function runJob(request: JobRequest): Promise<JobDone> {
  const machine = machineFor(request);
  const { cancellation } = request;
  const isLate = cancellation.isRequested;
  const isCancelled = () => !isLate && cancellation.isRequested;
  const progress: Progress = { steps: {}, runs: [], env: {}, path: [], failed: false, isCancelled };
  for (const step of request.steps) await runStep(step, machine, progress, machine.contexts);
  const scope = scopeOf(machine, progress, machine.contexts, {});
  return {
    result: statusOf(progress),
    steps: progress.runs,
    outputs: fillInAll(request.outputs, scope),
  };
}

async function runStep(step: Step, machine: Machine, progress: Progress, contexts: Values): Promise<void> {
  const name = step.name ?? step.uses ?? step.run?.trim().split("\n")[0] ?? "";
  const known = { ...machine.request.env, ...progress.env };
  const env = { ...known, ...fillInAll(step.env, scopeOf(machine, progress, contexts, known)) };
  const scope = scopeOf(machine, progress, contexts, env);
  if (!holds(step.if, scope)) {
    const outcome = "skipped";
    note(step, { name, outcome, log: "", summary: "" }, { outputs: {}, conclusion: outcome }, progress);
    return;
  }
  try {
    const { ok, log, summary, outputs } = await perform(step, { machine, progress, scope, env });
    const mayFail = isTruthy(fillIn(step["continue-on-error"] ?? false, scope));
    const outcome = ok ? "success" : progress.isCancelled() ? "cancelled" : "failure";
    if (!ok && !mayFail) progress.failed = true;
    note(
      step,
      { name, outcome, log, summary },
      { outputs, conclusion: mayFail ? "success" : outcome },
      progress,
    );
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

interface Performed {
  readonly ok: boolean;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

interface Performance {
  readonly machine: Machine;
  readonly progress: Progress;
  readonly scope: Scope;
  readonly env: Readonly<Record<string, string>>;
}

async function perform(step: Step, performance: Performance): Promise<Performed> {
  if (step.run !== undefined) return script(step, step.run, performance);
  const { uses = "" } = step;
  if (uses.startsWith("./")) return composite(step, uses, performance);
  const { machine, scope } = performance;
  const standIn = STAND_INS[uses.replace(/@.*$/, "")];
  if (standIn === undefined) throw new Error(`no stand-in for ${uses}`);
  const place: Place = { ...machine.request.place, workspace: machine.workspace };
  try {
    const { log, outputs = {} } = standIn(fillInAll(step.with, scope), place);
    return { ok: true, log, summary: "", outputs };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, log: `::error::${reason}\n`, summary: "", outputs: {} };
  }
}

async function script(
  step: Step,
  text: string,
  { machine, progress, scope, env }: Performance,
): Promise<Performed> {
  const directory = String(fillIn(step["working-directory"] ?? ".", scope));
  const { code, ...ran } = await runScript({
    text,
    shell: step.shell,
    directory: resolve(machine.workspace, directory),
    env: { ...machine.defaults, ...env, PATH: [...progress.path, machine.request.path].join(":") },
    temporary: machine.temporary,
    onStart: (shell) => machine.request.cancellation.watch(shell),
  });
  Object.assign(progress.env, ran.env);
  progress.path.unshift(...ran.path);
  return { ok: code === 0, log: ran.log, summary: ran.summary, outputs: ran.outputs };
}

/** The steps of an action that lies in the workspace: checked out by a step before. */
async function composite(
  step: Step,
  uses: string,
  { machine, progress, scope, env }: Performance,
): Promise<Performed> {
  const action = readAction(join(machine.workspace, uses, "action.yml"));
  const given = fillInAll(step.with, scope);
  const inputs = Object.fromEntries(
    Object.entries(action.inputs ?? {}).map(([name, input]) => [name, given[name] ?? input.default ?? ""]),
  );
  const inner: Progress = {
    steps: {},
    runs: [],
    env: { ...progress.env, ...env },
    path: progress.path,
    failed: false,
    isCancelled: progress.isCancelled,
  };
  // A composite action sees neither secrets nor variables nor what the job needs.
  const { secrets: _, vars: __, needs: ___, ...contexts } = machine.contexts;
  for (const each of action.runs.steps) await runStep(each, machine, inner, { ...contexts, inputs });
  return {
    ok: !inner.failed,
    log: inner.runs.map(({ log }) => log).join(""),
    summary: inner.runs.map(({ summary }) => summary).join(""),
    outputs: {},
  };
}

function scopeOf(machine: Machine, progress: Progress, contexts: Values, env: Values): Scope {
  const status = statusOf(progress);
  const job = { ...machine.request.job, status };
  return {
    contexts: { ...contexts, job, env, steps: progress.steps },
    status: {
      success: status === "success",
      failure: status === "failure",
      cancelled: status === "cancelled",
    },
  };
}

function statusOf({ failed, isCancelled }: Progress): JobDone["result"] {
  if (isCancelled()) return "cancelled";
  return failed ? "failure" : "success";
}

function note({ id }: Step, run: StepRun, more: Values, progress: Progress): void {
  progress.runs.push(run);
  if (id !== undefined) progress.steps[id] = { ...more, outcome: run.outcome };
}
