/** What an apply tells the shell. */

import type { ApplyReport } from "./types.ts";
import { countOutcomes, verdict } from "./types.ts";

/**
 * 0 only when everything is done and was seen, 6 when that holds for all that was approved; 1 and 4 only when
 * nothing was written for certain.
 */
export function applyExitCode(report: ApplyReport): 0 | 1 | 4 | 6 | 7 | 130 {
  if (report.ended === "interrupted") return 130;
  const { done, alreadyThere, unknown } = countOutcomes(report.outcomes);
  const complete = done + alreadyThere === report.outcomes.length;
  const seen = verdict(report);
  if (complete && (seen === "converged" || seen === "held-back")) return report.left.length > 0 ? 6 : 0;
  if (done + unknown > 0 || complete) return 7;
  return report.ended === "unauthorized" ? 4 : 1;
}
