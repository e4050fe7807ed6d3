/** What became of a plan, for a comment and a step summary. Always masked. */

import type { ApplyReport } from "../apply/types.ts";
import type { Divergence } from "../reconcile/approval.ts";
import type { Action } from "../reconcile/types.ts";
import { actionInWords, TROUBLES, totalsInWords, verificationInWords } from "./apply-words.ts";
import { addedInWords, changedLists, divergenceHeadline } from "./divergence.ts";
import { codeSpan, fitRows, plainMarkdown } from "./markdown.ts";
import { count, counted, nameFor, place, textFor } from "./words.ts";

const AUDIENCE = { masked: true };

/** Shares of the budget: what was not reviewed, what became of the rest, what is missing. */
const DIVERGENCE_SHARE = 0.4;
const TROUBLE_SHARE = 0.15;
/** Characters between all of those. */
const BETWEEN_PARTS = 10;
/** Of the part about what was reviewed: the lists that changed. */
const CHANGES_SHARE = 0.5;
/** Names of files and messages from elsewhere may be of any length. */
const TEXT_MAX = 300;

/** How a plan differs from the one that was approved, and what that one is called. */
export interface Comparison {
  readonly divergence: Divergence;
  readonly name: string;
}

/** @returns one line of plain text */
export function applyHeadline(report: ApplyReport): string {
  if (report.outcomes.length === 0) return "nothing to change";
  const words = verificationInWords(report, AUDIENCE);
  const verdict = words === null ? "" : `; ${words.label.toLowerCase().replace(":", "")}`;
  return `${totalsInWords(report)}${verdict}`;
}

/** @param lengthMax characters it may have at most */
export function renderApplyMarkdown(
  report: ApplyReport,
  comparison: Comparison | null,
  lengthMax: number,
): string {
  const room = lengthMax - BETWEEN_PARTS;
  const parts = [
    comparison === null ? "" : renderDivergence(comparison, room * DIVERGENCE_SHARE),
    ...TROUBLES.map((trouble) => renderTrouble(report, trouble, room * TROUBLE_SHARE)),
    renderVerification(report, room * TROUBLE_SHARE),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The same under a headline, for the summary of a step. @param title the directory of the lists */
export function renderApplySummary(
  report: ApplyReport,
  comparison: Comparison | null,
  title: string,
  lengthMax: number,
): string {
  const head = `### ${plainMarkdown(nameFor(AUDIENCE, title))}: ${plainMarkdown(applyHeadline(report))}\n\n`;
  return head + renderApplyMarkdown(report, comparison, lengthMax - head.length);
}

function renderDivergence({ divergence, name }: Comparison, budget: number): string {
  const title = `**Compared with ${escaped(nameFor(AUDIENCE, name))}**: ${escaped(divergenceHeadline(divergence, name))}.`;
  const changes = changedLists(divergence).map((line) => `- ${plainMarkdown(line)}`);
  const room = budget - title.length - 2;
  const why = fitRows(
    changes,
    changes.length,
    room * CHANGES_SHARE,
    furtherOf("list that changed", "lists that changed"),
  );
  const rows = rowsOf(
    divergence.added,
    (action) => `not reviewed: ${plainMarkdown(addedInWords(action, divergence))}`,
  );
  const left = room - why.join("\n").length - 1;
  const added = fitRows(rows, divergence.added.length, left, furtherOf("action"));
  return [title, "", ...why, ...added].join("\n").trimEnd();
}

function renderTrouble(
  { outcomes }: ApplyReport,
  { status, heading }: (typeof TROUBLES)[number],
  budget: number,
): string {
  const those = outcomes.filter(({ outcome }) => outcome.status === status);
  if (those.length === 0) return "";
  const reasons = new Map(
    those.map(({ action, outcome }) => [action, "error" in outcome ? outcome.error : ""]),
  );
  const actions = those.map(({ action }) => action);
  const why = (action: Action) => escaped(textFor(AUDIENCE, reasons.get(action) ?? ""));
  return section(`**${heading}** (${count(those.length)})`, actions, budget, why);
}

function renderVerification(report: ApplyReport, budget: number): string {
  const words = verificationInWords(report, AUDIENCE);
  if (words === null) return "";
  return section(`**${words.label}** ${escaped(words.text)}`, words.missing, budget, () => "");
}

function section(
  title: string,
  actions: readonly Action[],
  budget: number,
  why: (action: Action) => string,
): string {
  const rows = rowsOf(actions, (action) => plainMarkdown(actionInWords(action, AUDIENCE)), why);
  const fitting = fitRows(rows, actions.length, budget - title.length - 2, furtherOf("action"));
  return fitting.length === 0 ? title : [title, "", ...fitting].join("\n");
}

function* rowsOf(
  actions: readonly Action[],
  words: (action: Action) => string,
  why: (action: Action) => string = () => "",
): Generator<string> {
  for (const action of actions) {
    const reason = why(action);
    yield `- ${words(action)} (${codeSpan(place(AUDIENCE, action.source))})${reason === "" ? "" : `: ${reason}`}`;
  }
}

function furtherOf(singular: string, plural?: string): (left: number) => string {
  return (left) => `- … and ${counted(left, `further ${singular}`, plural && `further ${plural}`)}`;
}

function escaped(text: string): string {
  return plainMarkdown(text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text);
}
