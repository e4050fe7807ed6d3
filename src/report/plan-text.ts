/** A plan for the terminal. */

import type { Action, AddRecipient, Plan, PlannedList } from "../reconcile/types.ts";
import type { Viewer } from "./format.ts";
import { memberForPeople, nameFor, place } from "./format.ts";
import { additionsOf, groupByKind, groupByList } from "./group.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";
import { knownFrom } from "./via.ts";
import { phrases, sentenceOf } from "./words/say.ts";

export interface TextOptions extends Viewer {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
}

export interface PlanTextOptions extends TextOptions {
  /** Where commands go: the contract, or another host in its place. */
  readonly address: string;
}

/** Members shown of each list; the rest is counted. */
const MEMBERS_SHOWN = 10;

/** Ends with a line feed. */
export function renderPlanText(plan: Plan, options: PlanTextOptions): string {
  const byList = groupByList(plan.actions);
  const lists = plan.lists.map((list) => renderList(list, byList.get(list.name) ?? [], options));
  const parts = [lists.join("\n"), summary(plan, options), gates(plan, options)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function renderList(list: PlannedList, actions: readonly Action[], options: TextOptions): string {
  const { style, width } = options;
  const heading = `${style.bold(nameFor(options, list.name))}  ${style.dim(phrases().plan.listState(list))}`;
  const creations = actions.filter((action) => action.kind === "create-list");
  const additions = additionsOf(actions);
  const rows: [string, string][] = [
    ...creations.map((action): [string, string] => [
      phrases().plan.createList,
      place(options, action.source),
    ]),
    ...additions
      .slice(0, MEMBERS_SHOWN)
      .map((action): [string, string] => [member(action, options), place(options, action.source)]),
  ];
  const lines = columns(rows, width - 4).map(
    ([left, right]) => `  ${style.green("+")} ${left}${style.dim(right)}`,
  );
  const hidden = additions.length - MEMBERS_SHOWN;
  if (hidden > 0) lines.push(`    ${style.dim(phrases().more(hidden, true))}`);
  return [heading, ...lines].join("\n");
}

function member(action: AddRecipient, options: TextOptions): string {
  const name = memberForPeople(options, action.member);
  const known = knownFrom(options, action.via);
  return known === "" ? name : `${name}  ${options.style.dim(known)}`;
}

/** What a reviewer should know beside the plan. Ends with a line feed, unless there is nothing to say. */
export function renderWarnings({ warnings }: Plan, options: TextOptions): string {
  const label = options.style.yellow(phrases().warning);
  const lines = groupByKind(warnings).flatMap(({ shown, hidden }) => [
    ...shown.map((warning) => {
      const where = warning.source ? `${place(options, warning.source)}: ` : "";
      return `${where}${label} ${sentenceOf(warning, options)}`;
    }),
    ...(hidden > 0 ? [options.style.dim(phrases().moreAlike(hidden))] : []),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}

function summary({ summary: total, lists }: Plan, { style, address }: PlanTextOptions): string {
  const words = phrases().plan;
  if (total.createList + total.addRecipient === 0) {
    return `${style.bold(words.nothing)} ${words.nothingOf({ ...total, lists: lists.length, address })}`;
  }
  return [`${style.bold(words.plan)} ${words.planOf(total)}`, words.costOf({ ...total, address })].join("\n");
}

function gates({ gates, digest }: Plan, options: TextOptions): string {
  const { style } = options;
  if (gates.length === 0) return "";
  const { overGates, acceptThis } = phrases().plan;
  const lines = gates.map((gate) => `  ${sentenceOf(gate, options)}`);
  const accept = acceptThis(`apply --accept ${digest}`);
  return [style.red(overGates(gates.length)), ...lines, style.dim(accept)].join("\n");
}
