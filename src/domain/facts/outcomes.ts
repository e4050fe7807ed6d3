/** What became of a plan, as far as that is said in a sentence of its own. */

import type { Customer, Name, Reason } from "../fact-fields.ts";

/** An action, or several, and why it is not done. */
interface WithReason {
  readonly what: Reason;
  readonly why: Reason;
}

/** What became of the actions of a plan, by how many. */
export interface OutcomeCounts {
  readonly actions: number;
  readonly done: number;
  readonly alreadyThere: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notAttempted: number;
}

export interface OutcomeFacts {
  "create-list": { readonly list: Name };
  "add-recipient": { readonly member: Customer; readonly list: Name };
  "several-actions": { readonly actions: number };
  failed: WithReason;
  unknown: WithReason;
  /** How an apply ended. @property verdict null where nothing was to be done */
  apply: OutcomeCounts & {
    readonly isInterrupted: boolean;
    readonly verdict: "converged" | "lagging" | "held-back" | "diverged" | "unverified" | null;
  };
  /** A gate that a plan is over, where apply is still to come. */
  "gate-refuses": { readonly gate: Reason };
}
