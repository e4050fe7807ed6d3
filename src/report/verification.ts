/** What Blip was seen to have after an apply. */

import type { ApplyReport } from "../apply/types.ts";
import { countOutcomes, verdict } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import type { Viewer } from "./format.ts";
import { allOutcomes, unexplainedOf } from "./outcomes.ts";
import type { Style } from "./style.ts";
import { phrases, sentenceOf } from "./words/say.ts";

export interface VerificationWords {
  readonly label: string;
  readonly paint: keyof Style;
  readonly text: string;
  /** What Blip still lacks, and nothing else says why. */
  readonly missing: readonly Action[];
}

/** @returns what Blip was seen to have; null where nothing was to be done */
export function verificationInWords(report: ApplyReport, viewer: Viewer): VerificationWords | null {
  const { verification } = report;
  const outcomes = allOutcomes(report);
  const words = phrases().apply;
  const { verdicts } = words;
  const seen = verdict(report);
  if (outcomes.length === 0) return null;
  if (seen === "held-back") {
    const { done, alreadyThere } = countOutcomes(outcomes);
    const text = done + alreadyThere === 0 ? words.nothingApproved : words.approvedDone;
    return { label: verdicts.heldBack, paint: "yellow", text, missing: [] };
  }
  if (verification.status === "impossible") {
    const text = words.unverified(sentenceOf(verification.why, viewer));
    return { label: verdicts.unverified, paint: "yellow", text, missing: [] };
  }
  if (verification.status === "unneeded") return null;
  if (seen === "converged") {
    const text = words.converged(verification.plan.summary.blocked);
    return { label: verdicts.converged, paint: "green", text, missing: [] };
  }
  const missing = verification.plan.actions;
  if (seen === "lagging") {
    return { label: verdicts.lagging, paint: "yellow", text: words.lagging(missing.length), missing };
  }
  const unexplained = unexplainedOf(missing, outcomes);
  const text = words.diverged({ missing: missing.length, unexplained: unexplained.length });
  return { label: verdicts.diverged, paint: "red", text, missing: unexplained };
}
