/** A plan for the terminal. */

import type { Action, AddRecipient, Plan, PlannedList } from "../reconcile/types.ts";
import type { Audience } from "./format.ts";
import {
  count,
  counted,
  duration,
  memberForPeople,
  nameFor,
  place,
  unchangedInWords,
  viaInWords,
} from "./format.ts";
import { additionsOf, groupByKind, groupByList } from "./group.ts";
import type { Style } from "./style.ts";
import { columns } from "./style.ts";
import { sentenceOf } from "./words/say.ts";

export interface TextOptions extends Audience {
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
  const heading = `${style.bold(nameFor(options, list.name))}  ${style.dim(state(list))}`;
  const creations = actions.filter((action) => action.kind === "create-list");
  const additions = additionsOf(actions);
  const rows: [string, string][] = [
    ...creations.map((action): [string, string] => ["create the list", place(options, action.source)]),
    ...additions
      .slice(0, MEMBERS_SHOWN)
      .map((action): [string, string] => [member(action, options), place(options, action.source)]),
  ];
  const lines = columns(rows, width - 4).map(
    ([left, right]) => `  ${style.green("+")} ${left}${style.dim(right)}`,
  );
  const hidden = additions.length - MEMBERS_SHOWN;
  if (hidden > 0) lines.push(`    ${style.dim(`… and ${count(hidden)} more (--format json has them all)`)}`);
  return [heading, ...lines].join("\n");
}

function state({ exists, add, unchanged, undeclared, excluded, blocked, selected }: PlannedList): string {
  const parts = [
    exists
      ? add === 0
        ? "up to date"
        : `add ${count(add)}`
      : `new${add === 0 ? "" : `, add ${count(add)}`}`,
    unchanged > 0 ? `${count(unchanged)} unchanged` : "",
    undeclared > 0 ? `${count(undeclared)} on it undeclared` : "",
    excluded > 0 ? `${count(excluded)} excluded` : "",
    blocked > 0 ? `${count(blocked)} blocked` : "",
    selected ? `${count(selected.contacts)} of ${count(selected.of)} contacts selected` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function member(action: AddRecipient, options: TextOptions): string {
  const name = memberForPeople(options, action.member);
  const known = viaInWords(options, action.via);
  return known === "" ? name : `${name}  ${options.style.dim(known)}`;
}

/** What a reviewer should know beside the plan. Ends with a line feed, unless there is nothing to say. */
export function renderWarnings({ warnings }: Plan, options: TextOptions): string {
  const label = options.style.yellow("warning:");
  const lines = groupByKind(warnings).flatMap(({ shown, hidden }) => [
    ...shown.map((warning) => {
      const where = warning.source ? `${place(options, warning.source)}: ` : "";
      return `${where}${label} ${sentenceOf(warning, options)}`;
    }),
    ...(hidden > 0 ? [options.style.dim(`… and ${count(hidden)} more like these`)] : []),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}

function summary({ summary: total, lists }: Plan, { style, address }: PlanTextOptions): string {
  const kept = unchangedInWords(total);
  if (total.createList + total.addRecipient === 0) {
    return `${style.bold("Nothing to change.")} ${counted(lists.length, "list")} at ${address}: ${kept}.`;
  }
  const changes = [
    total.createList > 0 ? `${counted(total.createList, "list")} to create` : "",
    `${counted(total.addRecipient, "member")} to add${total.lookup > 0 ? ` (${count(total.lookup)} to look up first)` : ""}`,
  ].filter((part) => part !== "");
  return [
    `${style.bold("Plan:")} ${changes.join(", ")}; ${kept}.`,
    `Cost: ${counted(total.commands, "command")} to ${address}, about ${duration(total.seconds)}.`,
  ].join("\n");
}

function gates({ gates, digest }: Plan, options: TextOptions): string {
  const { style } = options;
  if (gates.length === 0) return "";
  const lines = gates.map((gate) => `  ${sentenceOf(gate, options)}`);
  const accept = `Exactly this plan passes with apply --accept ${digest}`;
  return [
    style.red(`Over ${counted(gates.length, "gate")}, so apply will refuse:`),
    ...lines,
    style.dim(accept),
  ].join("\n");
}
