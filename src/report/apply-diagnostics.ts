/** What a run on GitHub should show on its page when an apply did not do everything. Masked. */

import type { ActionOutcome, ApplyReport } from "../apply/types.ts";
import type { Diagnostic, Place } from "../domain/diagnostic.ts";
import { applyHeadline } from "./apply-markdown.ts";
import type { Alike } from "./apply-words.ts";
import { actionInWords, alike, isMany, reasonOf } from "./apply-words.ts";
import { counted, MASKED } from "./format.ts";

/** GitHub shows ten of a step. */
const SHOWN = 8;

/** @returns what failed where, what was left, and how it ended; for an apply that did not end well */
export function applyDiagnostics(report: ApplyReport): readonly Diagnostic[] {
  const failed = (["failed", "unknown"] as const)
    .flatMap((status) => alike(report.outcomes.filter(({ outcome }) => outcome.status === status)))
    .flatMap((group) => (isMany(group) ? [together(group)] : group.outcomes.map(alone)));
  const leftOut = report.left.length;
  const left = `${counted(leftOut, "action")} left: not in the approved plan. Open a pull request that touches the lists, and its plan shows them`;
  return [
    ...failed.slice(0, SHOWN),
    ...(leftOut > 0 ? [{ severity: "error", code: "not-approved", message: left } as const] : []),
    { severity: "error", code: "apply", message: applyHeadline(report) },
  ];
}

function alone(one: ActionOutcome): Diagnostic {
  const { action, outcome } = one;
  const message = `${actionInWords(action, MASKED)}: ${reasonOf(one)}`;
  return { severity: "error", code: outcome.status, message, place: placeOf(one) };
}

/** The cause once, at the first of those concerned. */
function together({ reason, outcomes }: Alike): Diagnostic {
  const message = `${counted(outcomes.length, "action")}: ${reason}`;
  const [first] = outcomes;
  const place = first === undefined ? {} : { place: placeOf(first) };
  return { severity: "error", code: first?.outcome.status ?? "failed", message, ...place };
}

function placeOf({ action }: ActionOutcome): Place {
  const { file, line } = action.source;
  return { file, line, column: 1 };
}
