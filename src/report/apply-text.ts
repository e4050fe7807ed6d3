/** What became of a plan, for the terminal. */

import type { ActionOutcome, ApplyReport } from "../apply/types.ts";
import { actionInWords, TROUBLES, totalsInWords, verificationInWords } from "./apply-words.ts";
import type { TextOptions } from "./plan-text.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";
import { count, place, textFor } from "./words.ts";

/** Actions shown of each outcome; `--format json` has them all. */
const SHOWN = 20;

/** Ends with a line feed. */
export function renderApplyText(report: ApplyReport, options: TextOptions): string {
  const troubles = TROUBLES.map((trouble) => renderTrouble(report.outcomes, trouble, options));
  const parts = [...troubles, renderTotals(report, options.style), renderVerification(report, options)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderTrouble(
  outcomes: readonly ActionOutcome[],
  { status, heading, paint }: (typeof TROUBLES)[number],
  options: TextOptions,
): string {
  const those = outcomes.filter(({ outcome }) => outcome.status === status);
  if (those.length === 0) return "";
  const reasons = new Set(those.map(({ outcome }) => ("error" in outcome ? outcome.error : "")));
  const [reason = ""] = reasons;
  const isShared = reasons.size === 1;
  const title = `${heading} (${count(those.length)})${isShared ? `: ${textFor(options, reason)}` : ":"}`;
  const lines = those.slice(0, SHOWN).flatMap(({ action, outcome }) => {
    const line = `  ${actionInWords(action, options)}  ${options.style.dim(place(options, action.source))}`;
    return isShared || !("error" in outcome) ? [line] : [line, `    ${textFor(options, outcome.error)}`];
  });
  return [options.style[paint](title), ...lines, ...more(those.length, options.style)].join("\n");
}

function renderTotals(report: ApplyReport, style: Style): string {
  const word = report.ended === "interrupted" ? "Interrupted:" : "Applied:";
  return `${style.bold(word)} ${totalsInWords(report)}.`;
}

function renderVerification(report: ApplyReport, options: TextOptions): string {
  const { style, width } = options;
  const words = verificationInWords(report, options);
  if (words === null) return "";
  const { label, paint, text, missing } = words;
  const rows = missing
    .slice(0, SHOWN)
    .map((action): [string, string] => [actionInWords(action, options), place(options, action.source)]);
  const lines = columns(rows, width - 2).map(([left, right]) => `  ${left}${style.dim(right)}`);
  return [`${style[paint](label)} ${text}`, ...lines, ...more(missing.length, style)].join("\n");
}

function more(length: number, style: Style): string[] {
  return length > SHOWN
    ? [`  ${style.dim(`… and ${count(length - SHOWN)} more (--format json has them all)`)}`]
    : [];
}
