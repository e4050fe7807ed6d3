/** Lets a plan through the safety gates, or refuses it before the first command. */

import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { Action, Gate, Plan } from "../reconcile/types.ts";
import { counted } from "../report/format.ts";
import { sentenceOf } from "../report/words/say.ts";

const HINTS: Readonly<Record<string, string>> = {
  "max-lookups": "WhatsApp bans senders that look up many: declare identities where you know them. ",
};

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
  const other = acceptance === "missing" ? "" : "--accept names another plan. ";
  const hints = [...new Set(gates.map(({ code }) => HINTS[code] ?? ""))].join("");
  const message = `${inWords(gates)}: nothing was sent. ${other}${hints}Raise the limit in bot.yaml, or let exactly this plan through: --accept ${digest}`;
  throw new Failure(Exit.refused, gates[0]?.code ?? "gate", message);
}

function inFull(digest: string): string {
  // A page may have put signs without width into what was copied from it.
  const word = digest.replace(/[\p{Cf}\s]/gu, "").toLowerCase();
  return `sha256:${word.replace(/^sha256:/, "")}`;
}

function inWords(gates: readonly Gate[]): string {
  const left = gates.length - SHOWN;
  const more = left > 0 ? [`and ${counted(left, "further gate")}`] : [];
  return [...gates.slice(0, SHOWN).map((gate) => sentenceOf(gate, { masked: false })), ...more].join("; ");
}
