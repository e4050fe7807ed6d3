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
    const groups = alike(
      outcomes.filter(({ outcome }) => outcome.status === status),
      viewer,
    );
    const isShown = groups.length <= REASONS_MAX ? () => true : isMany;
    const others = groups.filter((group) => !isShown(group)).flatMap((group) => group.outcomes);
    return [
      ...groups.filter(isShown).map(({ reason, outcomes }) => ({ heading, paint, reason, outcomes })),
      ...(others.length > 0 ? [{ heading, paint, reason: null, outcomes: others }] : []),
    ];
  });
}

/** Actions whose faults are the same, but for the action's own list and number. */
export interface Alike {
  readonly reason: string;
  /** The fault of one of them. */
  readonly why: Said | null;
  readonly outcomes: readonly ActionOutcome[];
}

export function isMany({ outcomes }: Alike): boolean {
  return outcomes.length >= ALIKE_MIN;
}

/** @returns outcomes by what went wrong, in the order in which it is met first */
export function alike(outcomes: readonly ActionOutcome[], viewer: Viewer): Alike[] {
  const groups = new Map<string, ActionOutcome[]>();
  for (const one of outcomes) {
    const kind = causeOf(one, UNMASKED).replace(NUMBER, "…");
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [one]);
    else group.push(one);
  }
  return [...groups].map(([kind, group]) => {
    const reason = reasonForAll(group, viewer) ?? textFor(viewer, kind);
    return { reason, why: whyOf(group[0]), outcomes: group };
  });
}

const UNMASKED: Viewer = { masked: false };

/** What Blip says of a number may name it. */
const NUMBER = /\+?\d{7,}/g;

/** @returns the reason that all have, with the command or without; null where they have none in common */
function reasonForAll(group: readonly ActionOutcome[], viewer: Viewer): string | null {
  for (const wordsOf of [whyInWords, causeOf]) {
    const [only, ...others] = new Set(group.map((one) => wordsOf(one, UNMASKED)));
    const [first] = group;
    if (only !== undefined && others.length === 0 && first) return wordsOf(first, viewer);
  }
  return null;
}

function whyOf(one: ActionOutcome | undefined): Said | null {
  return one !== undefined && "why" in one.outcome ? one.outcome.why : null;
}

/** The reason without what is this action's own. */
function causeOf(one: ActionOutcome, viewer: Viewer): string {
  const why = whyOf(one);
  return why === null ? "" : sentenceOf(withoutCommand(why), viewer);
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
