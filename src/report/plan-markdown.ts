/** A plan for a reviewer: one line that says it all, then gates and warnings, then lists, then members. Always masked. */

import type { Action, AddRecipient, Plan, PlannedList } from "../reconcile/types.ts";
import { MASKED, memberForPeople, nameFor, place } from "./format.ts";
import { additionsOf, groupByKind, groupByList } from "./group.ts";
import { codeSpan, fitRows, plainMarkdown, tableRow } from "./markdown.ts";
import { knownFrom } from "./via.ts";
import { phrases, sentenceOf } from "./words/say.ts";

/** GitHub takes comments of 65,536 characters; some are left for what is put around. */
const LENGTH_MAX = 64_000;
/** With what a comment puts around it, and with the result of an apply, it fits into one of GitHub's (65,536). */
export const REVIEW_REPORT_MAX = 40_000;
/** Shares of what is left after the totals: lists are more telling than members. */
const GATES_SHARE = 0.1;
const WARNINGS_SHARE = 0.2;
const LISTS_SHARE = 0.4;
/** Of the members of one list; with less, nothing is shown of them. */
const MEMBERS_LENGTH_MIN = 1_500;

/**
 * @param title names the plan among others: the directory of the lists
 * @param lengthMax characters it may have at most
 */
export function renderPlanMarkdown(plan: Plan, title: string, lengthMax = LENGTH_MAX): string {
  const words = phrases().plan;
  const head = `### ${plainMarkdown(nameFor(MASKED, title))}: ${words.headline({ ...plan.summary, gates: plan.gates.length })}`;
  const contract = plainMarkdown(nameFor(MASKED, plan.contract));
  const foot = `<sub>${words.foot({ digest: codeSpan(plan.digest), contract })}</sub>`;
  const tableHead = headOf(words.listColumns, 1);
  const totals = totalRow(plan);
  const budget = lengthMax - head.length - foot.length - tableHead.length - totals.length - GAPS_LENGTH;
  const gates = renderGates(plan, budget * GATES_SHARE);
  const warnings = renderWarnings(plan, budget * WARNINGS_SHARE);
  const rows = listRows(plan, budget * LISTS_SHARE);
  const table = [tableHead, ...rows, totals].join("\n");
  const members = renderMembers(plan, budget - gates.length - warnings.length - rows.join("\n").length);
  const parts = [head, gates, warnings, table, members, foot].filter((part) => part !== "");
  return `${parts.join("\n\n")}\n`;
}

/** Line feeds between the parts. */
const GAPS_LENGTH = 16;

function renderGates({ gates, digest }: Plan, budget: number): string {
  if (gates.length === 0) return "";
  const rows = gates.map((gate) => `> - ${plainMarkdown(sentenceOf(gate, MASKED))}`);
  const fitting = fitRows(rows, rows.length, budget, (left) => `> - ${phrases().further("gate", left)}`);
  const { overGates, acceptThis } = phrases().plan;
  const accept = acceptThis(codeSpan(`apply --accept ${digest}`));
  return `> **${overGates(gates.length)}**\n>\n${fitting.join("\n")}\n>\n> ${accept}`;
}

function renderWarnings({ warnings }: Plan, budget: number): string {
  if (warnings.length === 0) return "";
  const rows = groupByKind(warnings).flatMap(({ shown, hidden }) => [
    ...shown.map((warning) => {
      const where = warning.source ? `${codeSpan(place(MASKED, warning.source))}: ` : "";
      return `> - ${where}${plainMarkdown(sentenceOf(warning, MASKED))}`;
    }),
    ...(hidden > 0 ? [`> - ${phrases().moreAlike(hidden)}`] : []),
  ]);
  const fitting = fitRows(rows, rows.length, budget, (left) => `> - ${phrases().further("line", left)}`);
  return `> **${phrases().plan.warnings(warnings.length)}**\n>\n${fitting.join("\n")}`;
}

/** @param texts how many columns hold text; the others hold numbers */
function headOf(columns: readonly string[], texts: number): string {
  const rule = columns.map((_, index) => (index < texts ? "---" : "--:"));
  return `${tableRow(columns)}\n${tableRow(rule)}`;
}

/** Lists that change come first: where not all fit, they are what a reviewer must see. */
function listRows({ actions, lists }: Plan, budget: number): string[] {
  const lookUps = countBy(
    actions.filter((action) => action.kind === "add-recipient" && action.identity === null),
  );
  const isChanged = ({ exists, add }: PlannedList) => !exists || add > 0;
  const ordered = [...lists.filter(isChanged), ...lists.filter((list) => !isChanged(list))];
  const rows = ordered.map((list) => listRow(list, lookUps.get(list.name) ?? 0));
  return fitRows(rows, rows.length, budget, (left) => tableRow([phrases().further("list", left)]));
}

function countBy(actions: readonly Action[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { list } of actions) counts.set(list, (counts.get(list) ?? 0) + 1);
  return counts;
}

/** What is nothing is left blank, so that what is something stands out. */
function listRow(list: PlannedList, lookUps: number): string {
  const { exists, add, unchanged, undeclared, excluded, blocked, selected } = list;
  const contacts = selected ? ` (${phrases().plan.contactsOf(selected)})` : "";
  const numbers = [exists ? 0 : 1, add, lookUps, unchanged, undeclared, excluded, blocked];
  const cells = numbers.map((value) => (value === 0 ? "" : phrases().count(value)));
  return tableRow([codeSpan(nameFor(MASKED, list.name)) + contacts, ...cells]);
}

function totalRow({ summary }: Plan): string {
  const { createList, addRecipient, lookup, unchanged, undeclared, excluded, blocked } = summary;
  const numbers = [createList, addRecipient, lookup, unchanged, undeclared, excluded, blocked];
  return tableRow([phrases().plan.allLists, ...numbers.map(phrases().count)].map((cell) => `**${cell}**`));
}

/** One block for each list with members to add, each as long as its part of the budget. */
function renderMembers({ actions, lists }: Plan, budget: number): string {
  const byList = groupByList(actions);
  const growing = lists.filter(({ add }) => add > 0);
  const blocks: string[] = [];
  let left = budget - REST_LENGTH;
  for (const [index, list] of growing.entries()) {
    if (left < MEMBERS_LENGTH_MIN) {
      blocks.push(phrases().plan.membersOfFurther(growing.length - index));
      break;
    }
    const share = Math.max(left / (growing.length - index), MEMBERS_LENGTH_MIN);
    const block = membersBlock(list, additionsOf(byList.get(list.name) ?? []), share);
    blocks.push(block);
    left -= block.length + 2;
  }
  return blocks.join("\n\n");
}

/** Of the line that counts the lists whose members are not shown. */
const REST_LENGTH = 60;

function membersBlock(list: PlannedList, additions: readonly AddRecipient[], budget: number): string {
  const words = phrases().plan;
  const name = plainMarkdown(nameFor(MASKED, list.name));
  const summary = words.membersToAdd({ list: name, add: list.add });
  const columns = headOf(words.memberColumns, words.memberColumns.length);
  const opening = [`<details><summary>${summary}</summary>`, "", columns].join("\n");
  const closing = "\n\n</details>";
  const left = budget - opening.length - closing.length - 1;
  const fitting = fitRows(memberRows(additions), list.add, left, (more) =>
    tableRow([phrases().further("member", more)]),
  );
  return [opening, ...fitting].join("\n") + closing;
}

function* memberRows(additions: readonly AddRecipient[]): Generator<string> {
  for (const { member, via, source } of additions) {
    const known = plainMarkdown(knownFrom(MASKED, via) || phrases().plan.fromFile);
    yield tableRow([codeSpan(memberForPeople(MASKED, member)), known, codeSpan(place(MASKED, source))]);
  }
}
