/** What became of a plan, for the terminal. */

import type { ApplyReport } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import type { Trouble } from "./apply-words.ts";
import { actionInWords, reasonOf, totalsInWords, troublesOf, verificationInWords } from "./apply-words.ts";
import { count, place, textFor } from "./format.ts";
import type { TextOptions } from "./plan-text.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";

/** Actions shown of each outcome; `--format json` has them all. */
const SHOWN = 20;

/** Ends with a line feed. */
export function renderApplyText(report: ApplyReport, options: TextOptions): string {
  const troubles = troublesOf(report).map((trouble) => renderTrouble(trouble, options));
  const parts = [...troubles, renderTotals(report, options.style), renderVerification(report, options)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderTrouble({ heading, paint, reason, outcomes }: Trouble, options: TextOptions): string {
  const { style } = options;
  const title = `${heading} (${count(outcomes.length)}):${reason === null ? "" : ` ${textFor(options, reason)}`}`;
  const shown = outcomes.slice(0, SHOWN);
  const rows = actionLines(
    shown.map(({ action }) => action),
    options,
  );
  const lines = shown.flatMap((one, index) => [
    rows[index] ?? "",
    ...(reason === null ? [`    ${textFor(options, reasonOf(one))}`] : []),
  ]);
  return [style[paint](title), ...lines, ...more(outcomes.length, style)].join("\n");
}

function actionLines(actions: readonly Action[], options: TextOptions): string[] {
  const rows = actions.map((action): [string, string] => [
    actionInWords(action, options),
    place(options, action.source),
  ]);
  return columns(rows, options.width - 2).map(([left, right]) => `  ${left}${options.style.dim(right)}`);
}

function renderTotals(report: ApplyReport, style: Style): string {
  const word = report.ended === "interrupted" ? "Interrupted:" : "Applied:";
  return `${style.bold(word)} ${totalsInWords(report)}.`;
}

function renderVerification(report: ApplyReport, options: TextOptions): string {
  const { style } = options;
  const words = verificationInWords(report, options);
  if (words === null) return "";
  const { label, paint, text, missing } = words;
  const lines = actionLines(missing.slice(0, SHOWN), options);
  return [`${style[paint](label)} ${text}`, ...lines, ...more(missing.length, style)].join("\n");
}

function more(length: number, style: Style): string[] {
  return length > SHOWN
    ? [`  ${style.dim(`… and ${count(length - SHOWN)} more (--format json has them all)`)}`]
    : [];
}
