/** What a run on GitHub should show on its page when an apply did not do everything. Masked. */

import type { ApplyReport } from "../apply/types.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { applyHeadline } from "./apply-markdown.ts";
import { actionInWords } from "./apply-words.ts";
import { counted, MASKED } from "./format.ts";

/** GitHub shows ten of a step. */
const SHOWN = 8;

/** @returns what failed where, what was left, and how it ended; for an apply that did not end well */
export function applyDiagnostics(report: ApplyReport): readonly Diagnostic[] {
  const failed = report.outcomes.flatMap(({ action, outcome }): Diagnostic[] => {
    if (outcome.status !== "failed" && outcome.status !== "unknown") return [];
    const { file, line } = action.source;
    const message = `${actionInWords(action, MASKED)}: ${outcome.error}`;
    return [{ severity: "error", code: outcome.status, message, place: { file, line, column: 1 } }];
  });
  const leftOut = report.left.length;
  const left = `${counted(leftOut, "action")} left: not in the approved plan. Open a pull request that touches the lists, and its plan shows them`;
  return [
    ...failed.slice(0, SHOWN),
    ...(leftOut > 0 ? [{ severity: "error", code: "not-approved", message: left } as const] : []),
    { severity: "error", code: "apply", message: applyHeadline(report) },
  ];
}
