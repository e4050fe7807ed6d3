/** What an apply tells the shell. */

import type { ApplyReport, Outcome } from "./types.ts";
import { countOutcomes, verdict } from "./types.ts";

/**
 * 130 for a run that was interrupted, before all others. 0 only when everything is done and was seen, 6 when that
 * holds for all that was approved. 1 and 4 only when everything that was to be sent was tried and nothing was
 * done, not even a number looked up. 7 for all the rest.
 */
export function applyExitCode(report: ApplyReport): 0 | 1 | 4 | 6 | 7 | 130 {
  if (report.ended === "interrupted") return 130;
  const { done, alreadyThere, unknown } = countOutcomes(report.outcomes);
  const complete = done + alreadyThere === report.outcomes.length;
  const seen = verdict(report);
  if (complete && (seen === "converged" || seen === "held-back")) return report.left.length > 0 ? 6 : 0;
  const hadEffect = done + unknown > 0 || complete;
  if (hadEffect || report.outcomes.some(({ outcome }) => isLeftOver(outcome))) return 7;
  return report.ended === "unauthorized" ? 4 : 1;
}

/** It was not tried although it was to be, or the look-up of its number was answered, and that alone. */
function isLeftOver(outcome: Outcome): boolean {
  if (outcome.status === "not-attempted") return true;
  return outcome.status === "failed" && outcome.lookedUp === true;
}
