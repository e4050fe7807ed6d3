/** What became of a plan, as the terminal, Markdown and JSON share it. */

import type { ActionOutcome, ApplyReport, Outcome } from "../apply/types.ts";
import { countOutcomes, verdict } from "../apply/types.ts";
import type { Fact, Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { customer, name } from "../domain/fact-fields.ts";
import { withoutCommand } from "../domain/fault.ts";
import type { Action, LeftAction } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import type { Viewer } from "./format.ts";
import { MASKED, textFor } from "./format.ts";
import type { Style } from "./style.ts";
import type { ApplyPhrases } from "./words/phrases.ts";
import { phrases, sentenceOf } from "./words/say.ts";

const TROUBLES: readonly {
  status: Outcome["status"];
  heading: (words: ApplyPhrases) => string;
  paint: keyof Style;
}[] = [
  { status: "failed", heading: ({ failed }) => failed, paint: "red" },
  { status: "unknown", heading: ({ unknown }) => unknown, paint: "red" },
  { status: "not-attempted", heading: ({ notAttempted }) => notAttempted, paint: "yellow" },
];

/** Actions that came to the same, for the same reason. */
export interface Trouble {
  readonly heading: string;
  readonly paint: keyof Style;
  /** Null where there are too many to name one for all: each action has its own. */
  readonly reason: string | null;
  readonly outcomes: readonly ActionOutcome[];
}

const WHY_LEFT: Readonly<Record<LeftAction["why"], Fact>> = {
  "not-approved": fact("action-not-approved"),
  "list-not-approved": fact("its-list-not-approved"),
};

/** What became of everything that was planned: of what was carried out, and of what was left. */
export function allOutcomes({ outcomes, left }: ApplyReport): readonly ActionOutcome[] {
  const notApproved = left.map(({ action, why }): ActionOutcome => {
    return { action, outcome: { status: "not-attempted", why: WHY_LEFT[why] } };
  });
  return [...outcomes, ...notApproved];
}

/** Of one heading; with more, those that few actions have stand beside their actions. */
const REASONS_MAX = 3;
/** So many actions that failed alike are shown together, however many other reasons there are. */
const ALIKE_MIN = 4;

/** @returns what did not go well, the worst first */
export function troublesOf(report: ApplyReport, viewer: Viewer): Trouble[] {
  const outcomes = allOutcomes(report);
  return TROUBLES.flatMap(({ status, heading: headingIn, paint }): Trouble[] => {
    const heading = headingIn(phrases().apply);
    const groups = alike(outcomes.filter(({ outcome }) => outcome.status === status));
    const isShown = groups.length <= REASONS_MAX ? () => true : isMany;
    const others = groups.filter((group) => !isShown(group)).flatMap((group) => group.outcomes);
    return [
      ...groups.filter(isShown).map((group) => {
        return { heading, paint, reason: reasonForAll(group, viewer), outcomes: group.outcomes };
      }),
      ...(others.length > 0 ? [{ heading, paint, reason: null, outcomes: others }] : []),
    ];
  });
}

/** Actions whose faults are the same, but for the action's own list and number. */
export interface Alike {
  readonly outcomes: readonly ActionOutcome[];
  /** The fault of the first. */
  readonly why: Said;
  /** Whether all have the same, with the command and without. */
  isSame: boolean;
  isSameCause: boolean;
}

export function isMany({ outcomes }: Alike): boolean {
  return outcomes.length >= ALIKE_MIN;
}

/** @returns outcomes by what went wrong, in the order in which it is met first; of very many no sentences are made */
export function alike(outcomes: readonly ActionOutcome[]): readonly Alike[] {
  const groups = new Map<
    string,
    Alike & { readonly outcomes: ActionOutcome[]; whole: string; cause: string }
  >();
  for (const one of outcomes) {
    const why = whyOf(one);
    if (why === null) continue;
    const whole = JSON.stringify(why);
    const cause = JSON.stringify(withoutCommand(why));
    const kind = cause.replace(NUMBER, "");
    const group = groups.get(kind);
    if (group === undefined) {
      groups.set(kind, { outcomes: [one], why, whole, cause, isSame: true, isSameCause: true });
      continue;
    }
    group.outcomes.push(one);
    group.isSame &&= group.whole === whole;
    group.isSameCause &&= group.cause === cause;
  }
  return [...groups.values()];
}

/** What Blip says of a number may name it. */
const NUMBER = /\+?\d{7,}/g;

/** @returns the reason that all have, with the command or without; at least the same but for a number in it */
function reasonForAll({ why, isSame, isSameCause }: Alike, viewer: Viewer): string {
  if (isSame) return sentenceOf(why, viewer);
  const cause = withoutCommand(why);
  if (isSameCause) return sentenceOf(cause, viewer);
  return textFor(viewer, sentenceOf(cause, { masked: false }).replace(NUMBER, "…"));
}

function whyOf({ outcome }: ActionOutcome): Said | null {
  return "why" in outcome ? outcome.why : null;
}

export function whyInWords(one: ActionOutcome, viewer: Viewer): string {
  const why = whyOf(one);
  return why === null ? "" : sentenceOf(why, viewer);
}

/** @returns how many actions came to what */
export function totalsOf(report: ApplyReport) {
  const outcomes = allOutcomes(report);
  return { actions: outcomes.length, ...countOutcomes(outcomes) };
}

/** How an apply ended, in one line. */
export function endingOf(report: ApplyReport): Fact<"apply"> {
  const isUnneeded = report.verification.status === "unneeded" && verdict(report) !== "held-back";
  return fact("apply", {
    ...totalsOf(report),
    isInterrupted: report.ended === "interrupted",
    verdict: isUnneeded ? null : verdict(report),
  });
}

/** @returns one line of plain text */
export function applyHeadline(report: ApplyReport): string {
  return sentenceOf(endingOf(report), MASKED);
}

/** What was not done is missing, of course: what is missing for no reason must not drown among it. */
export function unexplainedOf(
  missing: readonly Action[],
  outcomes: readonly ActionOutcome[],
): readonly Action[] {
  const explained = new Set(
    outcomes
      .filter(({ outcome }) => outcome.status !== "done" && outcome.status !== "already-there")
      .map(({ action }) => actionKey(action)),
  );
  return missing.filter((action) => !explained.has(actionKey(action)));
}

export function actionInWords(action: Action, viewer: Viewer): string {
  return sentenceOf(factOf(action), viewer);
}

export function factOf(action: Action): Fact {
  const list = name(action.list);
  if (action.kind === "create-list") return fact("create-list", { list });
  return fact("add-recipient", { member: customer(action.member), list });
}
