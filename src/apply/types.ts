/** What became of a plan. */

import type { Said } from "../domain/fact.ts";
import type { Action, LeftAction, Plan } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";

export type Outcome =
  | { readonly status: "done" }
  /** Blip had it already, under whatever form. */
  | { readonly status: "already-there" }
  /** `lookedUp`: what failed is the look-up of its number, and Blip answered that. */
  | (Reasoned & { readonly status: "failed"; readonly lookedUp?: true })
  | (Reasoned & { readonly status: "not-attempted" })
  /** It was sent, and nobody knows whether it took effect. */
  | (Reasoned & { readonly status: "unknown" });

/** Why an action is not done. */
interface Reasoned {
  readonly why: Said;
}

export interface ActionOutcome {
  readonly action: Action;
  readonly outcome: Outcome;
}

/** What the survey after the writes saw. */
export type Verification =
  | { readonly status: "seen"; readonly plan: Plan }
  /** The plan was empty: the survey it was made from saw that. */
  | { readonly status: "unneeded" }
  | { readonly status: "impossible"; readonly why: Said };

export interface ApplyReport {
  /** What was carried out: what was approved. */
  readonly plan: Plan;
  /** What was planned and not approved. */
  readonly left: readonly LeftAction[];
  /** One for each action, in the order of the plan. */
  readonly outcomes: readonly ActionOutcome[];
  readonly verification: Verification;
  /** Why the run ended before its end: a signal, or a fault that nothing more can come after. */
  readonly ended: "interrupted" | "unauthorized" | "unreachable" | null;
}

export interface OutcomeCounts {
  readonly done: number;
  readonly alreadyThere: number;
  readonly failed: number;
  readonly notAttempted: number;
  readonly unknown: number;
}

export function countOutcomes(outcomes: readonly ActionOutcome[]): OutcomeCounts {
  const count = (status: Outcome["status"]) =>
    outcomes.filter(({ outcome }) => outcome.status === status).length;
  return {
    done: count("done"),
    alreadyThere: count("already-there"),
    failed: count("failed"),
    notAttempted: count("not-attempted"),
    unknown: count("unknown"),
  };
}

export type Verdict = "converged" | "lagging" | "held-back" | "diverged" | "unverified";

/**
 * What the survey after the writes came to. Held back: nothing is missing but what was left. Lagging: nothing
 * but that and what Blip took and does not show yet. Diverged: something else is missing.
 */
export function verdict(report: ApplyReport): Verdict {
  const { verification, outcomes, left } = report;
  if (left.length > 0 && outcomes.length === 0) return "held-back";
  if (verification.status === "impossible") return "unverified";
  if (verification.status === "unneeded" || verification.plan.actions.length === 0) return "converged";
  const done = outcomes.filter(({ outcome: { status } }) => status === "done" || status === "already-there");
  const taken = new Set(done.map(({ action }) => actionKey(action)));
  const leftOut = new Set(left.map(({ action }) => actionKey(action)));
  const missing = verification.plan.actions.map(actionKey);
  if (missing.every((key) => leftOut.has(key))) return "held-back";
  return missing.every((key) => taken.has(key) || leftOut.has(key)) ? "lagging" : "diverged";
}

/** @returns whether a survey saw that nothing is left to do; null when none could be made. */
export function converged(report: ApplyReport): boolean | null {
  const seen = verdict(report);
  return seen === "unverified" ? null : seen === "converged";
}
