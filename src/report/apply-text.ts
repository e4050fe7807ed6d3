/** What became of a plan, for the terminal. */

import type { ActionOutcome, ApplyReport, Outcome } from "../apply/types.ts";
import { countOutcomes, verdict } from "../apply/types.ts";
import type { Action } from "../reconcile/types.ts";
import type { TextOptions } from "./plan-text.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";
import { count, counted, memberForPeople, place, textFor } from "./words.ts";

/** Actions shown of each outcome; `--format json` has them all. */
const SHOWN = 20;

const HEADINGS: readonly { status: Outcome["status"]; heading: string; paint: keyof Style }[] = [
  { status: "failed", heading: "Failed", paint: "red" },
  { status: "unknown", heading: "Sent, and not known whether it took effect", paint: "red" },
  { status: "not-attempted", heading: "Not attempted", paint: "yellow" },
];

/** Ends with a line feed. */
export function renderApplyText(report: ApplyReport, options: TextOptions): string {
  const troubles = HEADINGS.map((heading) => renderTrouble(report.outcomes, heading, options));
  const parts = [...troubles, renderTotals(report, options.style), renderVerification(report, options)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderTrouble(
  outcomes: readonly ActionOutcome[],
  { status, heading, paint }: (typeof HEADINGS)[number],
  options: TextOptions,
): string {
  const those = outcomes.filter(({ outcome }) => outcome.status === status);
  if (those.length === 0) return "";
  const reasons = new Set(those.map(({ outcome }) => ("error" in outcome ? outcome.error : "")));
  const [reason = ""] = reasons;
  const isShared = reasons.size === 1;
  const title = `${heading} (${count(those.length)})${isShared ? `: ${textFor(options, reason)}` : ":"}`;
  const lines = those.slice(0, SHOWN).flatMap(({ action, outcome }) => {
    const line = `  ${actionInWords(action, options)}  ${options.style.dim(place(action.source))}`;
    return isShared || !("error" in outcome) ? [line] : [line, `    ${textFor(options, outcome.error)}`];
  });
  return [options.style[paint](title), ...lines, ...more(those.length, options.style)].join("\n");
}

function renderTotals({ outcomes, ended }: ApplyReport, style: Style): string {
  const total = countOutcomes(outcomes);
  const parts = [
    `${count(total.done)} done`,
    total.alreadyThere > 0 ? `${count(total.alreadyThere)} already there` : "",
    total.failed > 0 ? `${count(total.failed)} failed` : "",
    total.unknown > 0 ? `${count(total.unknown)} unknown` : "",
    total.notAttempted > 0 ? `${count(total.notAttempted)} not attempted` : "",
  ];
  const word = ended === "interrupted" ? "Interrupted:" : "Applied:";
  return `${style.bold(word)} of ${counted(outcomes.length, "action")}, ${parts.filter((part) => part !== "").join(", ")}.`;
}

function renderVerification(report: ApplyReport, options: TextOptions): string {
  const { verification } = report;
  const { style } = options;
  if (verification.status === "unneeded") return "";
  if (verification.status === "impossible") {
    return `${style.yellow("Not verified:")} ${textFor(options, verification.error)}. Run apply again: it sends only what is still missing.`;
  }
  const seen = verdict(report);
  if (seen === "converged")
    return `${style.green("Converged:")} read again, Blip has everyone who is declared for these lists${butBlocked(verification.plan.summary.blocked)}.`;
  const { actions } = verification.plan;
  const rows = actions
    .slice(0, SHOWN)
    .map((action): [string, string] => [actionInWords(action, options), place(action.source)]);
  const lines = columns(rows, options.width - 2).map(([left, right]) => `  ${left}${style.dim(right)}`);
  const effects = counted(actions.length, "action's effect", "actions' effects");
  const heading =
    seen === "lagging"
      ? `${style.yellow("Lagging:")} Blip took everything and does not show ${effects} yet; plan again in a while:`
      : `${style.red("Not converged:")} read again, Blip still lacks ${effects}:`;
  return [heading, ...lines, ...more(actions.length, style)].join("\n");
}

function butBlocked(blocked: number): string {
  return blocked === 0 ? "" : `, but for ${counted(blocked, "customer")} whose number is blocked`;
}

function actionInWords(action: Action, options: TextOptions): string {
  if (action.kind === "create-list") return `create the list ${action.list}`;
  return `add ${memberForPeople(options, action.member)} to ${action.list}`;
}

function more(length: number, style: Style): string[] {
  return length > SHOWN
    ? [`  ${style.dim(`… and ${count(length - SHOWN)} more (--format json has them all)`)}`]
    : [];
}
