/** What became of a plan, for the terminal. */

import type { ApplyReport } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import { place } from "./format.ts";
import type { Trouble } from "./outcomes.ts";
import { actionInWords, totalsOf, troublesOf, whyInWords } from "./outcomes.ts";
import type { TextOptions } from "./plan-text.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";
import { verificationInWords } from "./verification.ts";
import { phrases } from "./words/say.ts";

/** Actions shown of each outcome; `--format json` has them all. */
const SHOWN = 20;

/** Ends with a line feed. */
export function renderApplyText(report: ApplyReport, options: TextOptions): string {
  const troubles = troublesOf(report, options).map((trouble) => renderTrouble(trouble, options));
  const parts = [...troubles, renderTotals(report, options.style), renderVerification(report, options)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderTrouble({ heading, paint, reason, outcomes }: Trouble, options: TextOptions): string {
  const { style } = options;
  const title = `${heading} (${phrases().count(outcomes.length)}):${reason === null ? "" : ` ${reason}`}`;
  const shown = outcomes.slice(0, SHOWN);
  const rows = actionLines(
    shown.map(({ action }) => action),
    options,
  );
  const lines = shown.flatMap((one, index) => [
    rows[index] ?? "",
    ...(reason === null ? [`    ${whyInWords(one, options)}`] : []),
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
  const { applied, interrupted, totals } = phrases().apply;
  const word = report.ended === "interrupted" ? interrupted : applied;
  return `${style.bold(word)} ${totals(totalsOf(report))}.`;
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
  return length > SHOWN ? [`  ${style.dim(phrases().more(length - SHOWN, true))}`] : [];
}
