/** What an apply tells the shell. */

import { Exit } from "../domain/exit-code.ts";
import type { ApplyReport, Outcome } from "./types.ts";
import { countOutcomes, verdict } from "./types.ts";

/**
 * Interrupted before all others. Done only when everything is done and was seen, stale when that holds for all that
 * was approved. Failed and unauthorized only when everything that was to be sent was tried and nothing was done, not
 * even a number looked up. Incomplete for all the rest.
 */
export function applyExitCode(report: ApplyReport): number {
  if (report.ended === "interrupted") return Exit.interrupted;
  const { done, alreadyThere, unknown } = countOutcomes(report.outcomes);
  const complete = done + alreadyThere === report.outcomes.length;
  const seen = verdict(report);
  if (complete && (seen === "converged" || seen === "held-back"))
    return report.left.length > 0 ? Exit.stale : Exit.done;
  const hadEffect = done + unknown > 0 || complete;
  if (hadEffect || report.outcomes.some(({ outcome }) => isLeftOver(outcome))) return Exit.incomplete;
  return report.ended === "unauthorized" ? Exit.unauthorized : Exit.failed;
}

/** It was not tried although it was to be, or the look-up of its number was answered, and that alone. */
function isLeftOver(outcome: Outcome): boolean {
  if (outcome.status === "not-attempted") return true;
  return outcome.status === "failed" && outcome.lookedUp === true;
}
