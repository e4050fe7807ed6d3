/** Lets a plan through the safety gates, or refuses it before the first command. */

import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { literal, reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import type { Action, Plan } from "../reconcile/types.ts";

/** A plan that a person may accept in the place of the one to be carried out, where it holds all of that. */
export interface AcceptablePlan {
  readonly digest: string;
  readonly holds: (action: Action) => boolean;
}

/** Gates named one by one; the rest is counted. */
const SHOWN = 20;

/** Whether a person has accepted a plan that is over a gate. */
export type Acceptance = "not needed" | "accepted" | "missing" | "of another plan";

/**
 * @param accepted the digest that a person has accepted, with or without `sha256:`
 * @param approved the plans that were approved: who accepted one of them has accepted every part of it
 */
export function acceptanceOf(
  { gates, digest, actions }: Plan,
  accepted: string | null,
  approved: readonly AcceptablePlan[],
): Acceptance {
  if (gates.length === 0) return "not needed";
  if (accepted === null) return "missing";
  const wanted = inFull(accepted);
  const isPart = approved.some((whole) => whole.digest === wanted && actions.every(whole.holds));
  return wanted === digest || isPart ? "accepted" : "of another plan";
}

/** @throws Failure (exit 5) */
export function passGates({ gates, digest }: Plan, acceptance: Acceptance): void {
  if (acceptance === "not needed" || acceptance === "accepted") return;
  const said = fact("gates-refuse", {
    gates: gates.slice(0, SHOWN).map(reason),
    further: Math.max(0, gates.length - SHOWN),
    isOtherAccepted: acceptance === "of another plan",
    areLookupsMany: gates.some(({ code }) => code === "max-lookups"),
    digest: literal(digest),
  });
  throw new Failure(Exit.refused, said, { code: gates[0]?.code ?? "gate" });
}

function inFull(digest: string): string {
  // A page may have put signs without width into what was copied from it.
  const word = digest.replace(/[\p{Cf}\s]/gu, "").toLowerCase();
  return `sha256:${word.replace(/^sha256:/, "")}`;
}
