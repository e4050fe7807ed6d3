/** How jobs end, and what that makes of the run. */

import type { Permissions, Values } from "./workflow-file.ts";
import type { StepRun } from "./workflow-job.ts";

type Result = "success" | "failure" | "cancelled" | "skipped";

export interface JobRun {
  readonly id: string;
  /** As people see it: `apply lists-acme`. */
  readonly name: string;
  readonly result: Result;
  readonly environment: string;
  readonly permissions: Permissions;
  readonly steps: readonly StepRun[];
}

export interface JobEnd {
  readonly result: Result;
  /** One for each leg of a matrix, or job of a called workflow. */
  readonly runs: readonly JobRun[];
  readonly outputs: Values;
}

/** In the order in which jobs came to their turn. */
export function runsOf(ends: ReadonlyMap<string, JobEnd>): readonly JobRun[] {
  return [...ends.values()].flatMap(({ runs }) => runs);
}

export function resultOf(ends: Iterable<JobEnd>): Result {
  const results = [...ends].map(({ result }) => result);
  if (results.includes("failure")) return "failure";
  if (results.includes("cancelled")) return "cancelled";
  return results.every((result) => result === "skipped") ? "skipped" : "success";
}
