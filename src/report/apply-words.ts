/** What became of a plan, in sentences that the terminal and Markdown share. */

import type { ApplyReport, Outcome } from "../apply/types.ts";
import { countOutcomes, verdict } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import type { Style } from "./style.ts";
import type { Audience } from "./words.ts";
import { count, counted, memberForPeople, nameFor, textFor } from "./words.ts";

export const TROUBLES: readonly { status: Outcome["status"]; heading: string; paint: keyof Style }[] = [
  { status: "failed", heading: "Failed", paint: "red" },
  { status: "unknown", heading: "Sent, and not known whether it took effect", paint: "red" },
  { status: "not-attempted", heading: "Not attempted", paint: "yellow" },
];

/** @returns `of 12 actions, 10 done, 2 failed` */
export function totalsInWords({ outcomes }: ApplyReport): string {
  const total = countOutcomes(outcomes);
  const parts = [
    `${count(total.done)} done`,
    total.alreadyThere > 0 ? `${count(total.alreadyThere)} already there` : "",
    total.failed > 0 ? `${count(total.failed)} failed` : "",
    total.unknown > 0 ? `${count(total.unknown)} unknown` : "",
    total.notAttempted > 0 ? `${count(total.notAttempted)} not attempted` : "",
  ];
  return `of ${counted(outcomes.length, "action")}, ${parts.filter((part) => part !== "").join(", ")}`;
}

export interface VerificationWords {
  readonly label: string;
  readonly paint: keyof Style;
  readonly text: string;
  /** What Blip still lacks. */
  readonly missing: readonly Action[];
}

/** @returns what Blip was seen to have; null where nothing was to be done */
export function verificationInWords(report: ApplyReport, audience: Audience): VerificationWords | null {
  const { verification, outcomes } = report;
  const seen = verdict(report);
  if (outcomes.length === 0) return null;
  if (seen === "held-back") {
    const text = "Blip has all of these lists that was approved. Have the rest reviewed, then apply again.";
    return { label: "Held back:", paint: "yellow", text, missing: [] };
  }
  if (verification.status === "impossible") {
    const text = `${textFor(audience, verification.error)}. Run apply again: it sends only what is still missing.`;
    return { label: "Not verified:", paint: "yellow", text, missing: [] };
  }
  if (verification.status === "unneeded") return null;
  if (seen === "converged") {
    const but = butBlocked(verification.plan.summary.blocked);
    const text = `read again, Blip has everyone who is declared for these lists${but}.`;
    return { label: "Converged:", paint: "green", text, missing: [] };
  }
  const missing = verification.plan.actions;
  const effects = counted(missing.length, "action's effect", "actions' effects");
  return seen === "lagging"
    ? {
        label: "Lagging:",
        paint: "yellow",
        text: `Blip took everything and does not show ${effects} yet; plan again in a while:`,
        missing,
      }
    : { label: "Not converged:", paint: "red", text: `read again, Blip still lacks ${effects}:`, missing };
}

function butBlocked(blocked: number): string {
  return blocked === 0 ? "" : `, but for ${counted(blocked, "customer")} whose number is blocked`;
}

export function actionInWords(action: Action, audience: Audience): string {
  const list = nameFor(audience, action.list);
  if (action.kind === "create-list") return `create the list ${list}`;
  return `add ${memberForPeople(audience, action.member)} to ${list}`;
}
