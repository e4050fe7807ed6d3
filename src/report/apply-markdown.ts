/** What became of a plan, for a comment and a step summary. Always masked. */

import type { ApplyReport } from "../apply/types.ts";
import type { Divergence } from "../reconcile/approval.ts";
import { actionInWords, TROUBLES, totalsInWords, verificationInWords } from "./apply-words.ts";
import { addedInWords, changedLists, divergenceHeadline } from "./divergence.ts";
import { codeSpan, fitRows, plainMarkdown } from "./markdown.ts";
import { counted, place, textFor } from "./words.ts";

const AUDIENCE = { masked: true };

/** Shares of the budget: what was not reviewed, and what became of the rest. */
const DIVERGENCE_SHARE = 0.4;
const TROUBLE_SHARE = 0.15;

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
  const parts = [
    comparison === null ? "" : renderDivergence(comparison, lengthMax * DIVERGENCE_SHARE),
    ...TROUBLES.map((trouble) => renderTrouble(report, trouble, lengthMax * TROUBLE_SHARE)),
    renderVerification(report, lengthMax * TROUBLE_SHARE),
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
  const head = `### ${plainMarkdown(title)}: ${plainMarkdown(applyHeadline(report))}\n\n`;
  return head + renderApplyMarkdown(report, comparison, lengthMax - head.length);
}

export function renderDivergence({ divergence, name }: Comparison, budget: number): string {
  const headline = `**Compared with ${plainMarkdown(name)}**: ${plainMarkdown(divergenceHeadline(divergence, name))}.`;
  const changes = changedLists(divergence).map((line) => `- ${plainMarkdown(line)}`);
  const { added } = divergence;
  const rows = added.map((action) => {
    const words = plainMarkdown(addedInWords(action, divergence));
    return `- not reviewed: ${words} (${codeSpan(place(action.source))})`;
  });
  const used = headline.length + changes.join("\n").length + 4;
  const fitting = fitRows(
    rows,
    rows.length,
    budget - used,
    (left) => `- … and ${counted(left, "further action")}`,
  );
  return [headline, "", ...changes, ...fitting].join("\n").trimEnd();
}

function renderTrouble(
  { outcomes }: ApplyReport,
  { status, heading }: (typeof TROUBLES)[number],
  budget: number,
): string {
  const those = outcomes.filter(({ outcome }) => outcome.status === status);
  if (those.length === 0) return "";
  const rows = those.map(({ action, outcome }) => {
    const why = "error" in outcome ? `: ${plainMarkdown(textFor(AUDIENCE, outcome.error))}` : "";
    return `- ${plainMarkdown(actionInWords(action, AUDIENCE))} (${codeSpan(place(action.source))})${why}`;
  });
  const fitting = fitRows(rows, rows.length, budget, (left) => `- … and ${counted(left, "further action")}`);
  return [`**${heading}** (${those.length})`, "", ...fitting].join("\n");
}

function renderVerification(report: ApplyReport, budget: number): string {
  const words = verificationInWords(report, AUDIENCE);
  if (words === null) return "";
  const rows = words.missing.map((action) => {
    return `- ${plainMarkdown(actionInWords(action, AUDIENCE))} (${codeSpan(place(action.source))})`;
  });
  const fitting = fitRows(rows, rows.length, budget, (left) => `- … and ${counted(left, "further action")}`);
  const list = fitting.length === 0 ? [] : ["", ...fitting];
  return [`**${words.label}** ${plainMarkdown(words.text)}`, ...list].join("\n");
}
