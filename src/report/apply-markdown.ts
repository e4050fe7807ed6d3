/** What became of a plan, for a comment and a step summary. Always masked. */

import type { ApplyReport } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import type { NamedDivergence } from "./divergence.ts";
import { addedInWords, changesInWords, comparedWith, divergenceHeadline } from "./divergence.ts";
import { MASKED, nameFor, place } from "./format.ts";
import { codeSpan, fitRows, plainMarkdown } from "./markdown.ts";
import type { Trouble } from "./outcomes.ts";
import { actionInWords, applyHeadline, troublesOf, whyInWords } from "./outcomes.ts";
import { verificationInWords } from "./verification.ts";
import type { Further } from "./words/phrases.ts";
import { phrases } from "./words/say.ts";

/** Shares of the budget: what was not reviewed, what became of the rest, what is missing. */
const DIVERGENCE_SHARE = 0.4;
const TROUBLES_SHARE = 0.45;
const VERIFICATION_SHARE = 0.15;
/** Characters between all of those. */
const BETWEEN_PARTS = 40;
/** Of the part about what was reviewed: the lists that changed. */
const CHANGES_SHARE = 0.5;
/** Names of files and messages from elsewhere may be of any length. */
const TEXT_MAX = 300;
/** More actions than these are folded: what comes after them must be seen as well. */
const UNFOLDED_MAX = 10;

/** @param lengthMax characters it may have at most */
export function renderApplyMarkdown(
  report: ApplyReport,
  comparison: NamedDivergence | null,
  lengthMax: number,
): string {
  const room = lengthMax - BETWEEN_PARTS;
  const troubles = troublesOf(report, MASKED);
  const share = (room * TROUBLES_SHARE) / Math.max(1, troubles.length);
  const parts = [
    comparison === null ? "" : renderDivergence(comparison, report, room * DIVERGENCE_SHARE),
    ...troubles.map((trouble) => renderTrouble(trouble, share)),
    renderVerification(report, room * VERIFICATION_SHARE),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The same under a headline, for the summary of a step. @param title the directory of the lists */
export function renderApplySummary(
  report: ApplyReport,
  comparison: NamedDivergence | null,
  title: string,
  lengthMax: number,
): string {
  const head = `### ${plainMarkdown(nameFor(MASKED, title))}: ${plainMarkdown(applyHeadline(report))}\n\n`;
  return head + renderApplyMarkdown(report, comparison, lengthMax - head.length);
}

/** What was left is named where the outcomes say that it was not attempted. */
function renderDivergence(named: NamedDivergence, report: ApplyReport, budget: number): string {
  const { divergence } = named;
  const label = escaped(comparedWith(named));
  const said = `: ${escaped(divergenceHeadline(named))}.`;
  const changes = changesInWords(divergence).map((line) => `- ${plainMarkdown(line)}`);
  const why = fitRows(changes, changes.length, budget * CHANGES_SHARE, furtherOf("changed-list"));
  const added = report.left.length > 0 ? [] : divergence.added;
  const rows = rowsOf(added, (action) =>
    phrases().divergence.notReviewed(addedInWords(action, divergence, codeSpan)),
  );
  return section({ label, said, before: why, rows, total: added.length }, budget);
}

function renderTrouble({ heading, reason, outcomes }: Trouble, budget: number): string {
  const total = outcomes.length;
  const said = ` (${phrases().count(total)})${reason === null ? "" : `: ${escaped(reason)}`}`;
  const reasons = new Map(outcomes.map((one) => [one.action, one]));
  const rows = rowsOf(
    outcomes.map(({ action }) => action),
    (action) => actionInWords(action, CODED),
    (action) => {
      const one = reasons.get(action);
      return reason === null && one !== undefined ? escaped(whyInWords(one, MASKED)) : "";
    },
  );
  return section({ label: heading, said, before: [], rows, total }, budget);
}

const CODED = { ...MASKED, quote: codeSpan };

function renderVerification(report: ApplyReport, budget: number): string {
  const words = verificationInWords(report, MASKED);
  if (words === null) return "";
  const { label, text, missing } = words;
  const rows = rowsOf(missing, (action) => actionInWords(action, CODED));
  return section({ label, said: ` ${escaped(text)}`, before: [], rows, total: missing.length }, budget);
}

interface Section {
  readonly label: string;
  /** Markdown that goes on behind the label. */
  readonly said: string;
  /** Rows that stand before those of the actions, and are never folded. */
  readonly before: readonly string[];
  readonly rows: Iterable<string>;
  readonly total: number;
}

function section({ label, said, before, rows, total }: Section, budget: number): string {
  const isFolded = total > UNFOLDED_MAX;
  const title = `**${label}**${said}`;
  const opening = `<details><summary>${phrases().apply.actions(total)}</summary>`;
  const head = [title, ...(before.length > 0 ? ["", ...before] : [])].join("\n");
  const left = budget - head.length - (isFolded ? opening.length + CLOSING.length + 4 : 2);
  const fitting = fitRows(rows, total, left, furtherOf("action"));
  if (fitting.length === 0) return head;
  if (isFolded) return [head, "", opening, "", ...fitting, "", CLOSING].join("\n");
  return [head, ...(before.length > 0 ? [] : [""]), ...fitting].join("\n");
}

const CLOSING = "</details>";

function* rowsOf(
  actions: readonly Action[],
  words: (action: Action) => string,
  why: (action: Action) => string = () => "",
): Generator<string> {
  for (const action of actions) {
    const reason = why(action);
    yield `- ${words(action)} (${codeSpan(place(MASKED, action.source))})${reason === "" ? "" : `: ${reason}`}`;
  }
}

function furtherOf(what: Further): (left: number) => string {
  return (left) => `- ${phrases().further(what, left)}`;
}

function escaped(text: string): string {
  return plainMarkdown(text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text);
}
