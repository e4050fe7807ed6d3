/** What became of a plan, in sentences that the terminal and Markdown share. */

import type { ActionOutcome, ApplyReport, Outcome } from "../apply/types.ts";
import { countOutcomes, verdict } from "../apply/types.ts";
import type { Action, LeftAction } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import type { Audience } from "./format.ts";
import { count, counted, memberForPeople, nameFor, textFor } from "./format.ts";
import type { Style } from "./style.ts";

const TROUBLES: readonly { status: Outcome["status"]; heading: string; paint: keyof Style }[] = [
  { status: "failed", heading: "Failed", paint: "red" },
  { status: "unknown", heading: "Sent, and not known whether it took effect", paint: "red" },
  { status: "not-attempted", heading: "Not attempted", paint: "yellow" },
];

/** Actions that came to the same, for the same reason. */
export interface Trouble {
  readonly heading: string;
  readonly paint: keyof Style;
  /** Null where there are too many to name one for all: each action has its own. */
  readonly reason: string | null;
  readonly outcomes: readonly ActionOutcome[];
}

const WHY_LEFT: Readonly<Record<LeftAction["why"], string>> = {
  "not-approved": "not in the approved plan",
  "list-not-approved": "its list does not exist, and creating it is not in the approved plan",
};

/** What became of everything that was planned: of what was carried out, and of what was left. */
export function allOutcomes({ outcomes, left }: ApplyReport): readonly ActionOutcome[] {
  const notApproved = left.map(({ action, why }): ActionOutcome => {
    return { action, outcome: { status: "not-attempted", error: WHY_LEFT[why] } };
  });
  return [...outcomes, ...notApproved];
}

/** Of one heading; with more, those that few actions have stand beside their actions. */
const REASONS_MAX = 3;
/** So many actions that failed alike are told together, however many other reasons there are. */
const ALIKE_MIN = 4;

/** @returns what did not go well, the worst first */
export function troublesOf(report: ApplyReport): Trouble[] {
  const outcomes = allOutcomes(report);
  return TROUBLES.flatMap(({ status, heading, paint }): Trouble[] => {
    const groups = alike(outcomes.filter(({ outcome }) => outcome.status === status));
    const isShown = groups.length <= REASONS_MAX ? () => true : isMany;
    const others = groups.filter((group) => !isShown(group)).flatMap((group) => group.outcomes);
    return [
      ...groups.filter(isShown).map((group) => ({ heading, paint, ...group })),
      ...(others.length > 0 ? [{ heading, paint, reason: null, outcomes: others }] : []),
    ];
  });
}

/** Actions whose faults are the same, but for the action's own list and number. */
export interface Alike {
  readonly reason: string;
  readonly outcomes: readonly ActionOutcome[];
}

export function isMany({ outcomes }: Alike): boolean {
  return outcomes.length >= ALIKE_MIN;
}

/** @returns outcomes by what went wrong, in the order in which it is met first */
export function alike(outcomes: readonly ActionOutcome[]): Alike[] {
  const groups = new Map<string, ActionOutcome[]>();
  for (const one of outcomes) {
    const kind = causeOf(one).replace(NUMBER, "…");
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [one]);
    else group.push(one);
  }
  return [...groups].map(([kind, group]) => ({ reason: reasonForAll(group, kind), outcomes: group }));
}

/** What Blip says of a number may name it. */
const NUMBER = /\+?\d{7,}/g;

function reasonForAll(group: readonly ActionOutcome[], kind: string): string {
  for (const of of [reasonOf, causeOf]) {
    const reasons = new Set(group.map(of));
    const [only] = reasons;
    if (only !== undefined && reasons.size === 1) return only;
  }
  return kind;
}

function causeOf({ outcome }: ActionOutcome): string {
  return "error" in outcome ? (outcome.because ?? outcome.error) : "";
}

export function reasonOf({ outcome }: ActionOutcome): string {
  return "error" in outcome ? outcome.error : "";
}

/** @returns `of 12 actions, 10 done, 2 failed` */
export function totalsInWords(report: ApplyReport): string {
  const outcomes = allOutcomes(report);
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
  /** What Blip still lacks, and nothing else says why. */
  readonly missing: readonly Action[];
}

/** @returns what Blip was seen to have; null where nothing was to be done */
export function verificationInWords(report: ApplyReport, audience: Audience): VerificationWords | null {
  const { verification } = report;
  const outcomes = allOutcomes(report);
  const seen = verdict(report);
  if (outcomes.length === 0) return null;
  if (seen === "held-back") {
    const { done, alreadyThere } = countOutcomes(outcomes);
    if (done + alreadyThere === 0) {
      const text =
        "nothing was sent, because nothing of it was approved. Have it reviewed, then apply again.";
      return { label: "Held back:", paint: "yellow", text, missing: [] };
    }
    const text = "Blip has all that was approved for these lists. Have the rest reviewed, then apply again.";
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
  if (seen === "lagging") {
    const text = `Blip accepted everything, but does not show ${counted(missing.length, "change")} yet. Run plan again in a few minutes:`;
    return { label: "Lagging:", paint: "yellow", text, missing };
  }
  const unexplained = unexplainedOf(missing, outcomes);
  const those =
    unexplained.length === missing.length
      ? ":"
      : unexplained.length === 0
        ? `. The ${missing.length === 1 ? "reason is" : "reasons are"} above.`
        : `. The reasons for ${count(missing.length - unexplained.length)} of them are above. The others:`;
  const have = missing.length === 1 ? "has" : "have";
  const text = `Blip was read again, and ${counted(missing.length, "action")} ${have} not taken effect${those}`;
  return { label: "Not converged:", paint: "red", text, missing: unexplained };
}

/** What was not done is missing, of course: what is missing for no reason must not drown among it. */
function unexplainedOf(missing: readonly Action[], outcomes: readonly ActionOutcome[]): Action[] {
  const explained = new Set(
    outcomes
      .filter(({ outcome }) => outcome.status !== "done" && outcome.status !== "already-there")
      .map(({ action }) => actionKey(action)),
  );
  return missing.filter((action) => !explained.has(actionKey(action)));
}

function butBlocked(blocked: number): string {
  return blocked === 0 ? "" : `, but for ${counted(blocked, "customer")} whose number is blocked`;
}

/** @param quoted how names of members and lists are set */
export function actionInWords(
  action: Action,
  audience: Audience,
  quoted: (name: string) => string = (name) => name,
): string {
  const list = quoted(nameFor(audience, action.list));
  if (action.kind === "create-list") return `create the list ${list}`;
  return `add ${quoted(memberForPeople(audience, action.member))} to ${list}`;
}
