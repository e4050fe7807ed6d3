/** A plan for a reviewer: one line that says it all, then gates and warnings, then lists, then members. Always masked. */

import type { Action, Plan, PlannedList } from "../reconcile/types.ts";
import { groupByList } from "./group.ts";
import { codeSpan, fitRows, plainMarkdown, tableRow } from "./markdown.ts";
import type { Audience } from "./words.ts";
import { count, counted, duration, memberForPeople, place, textFor, viaInWords } from "./words.ts";

/** GitHub takes comments of 65,536 characters; some are left for what is put around. */
const LENGTH_MAX = 64_000;
/** Shares of what is left after the totals: lists are more telling than members. */
const GATES_SHARE = 0.1;
const WARNINGS_SHARE = 0.2;
const LISTS_SHARE = 0.4;

const AUDIENCE: Audience = { masked: true };

/**
 * @param title names the plan among others: the directory of the lists
 * @param lengthMax characters it may have at most
 */
export function renderPlanMarkdown(plan: Plan, title: string, lengthMax = LENGTH_MAX): string {
  const head = `### ${plainMarkdown(title)}: ${headline(plan)}\n`;
  const foot = `\n<sub>Plan ${codeSpan(plan.digest)} for ${plainMarkdown(plan.contract)}. Members who are live and not declared are counted, never touched.</sub>\n`;
  const budget = lengthMax - head.length - foot.length - TABLE_HEAD.length - totalRow(plan).length;
  const gates = renderGates(plan, budget * GATES_SHARE);
  const warnings = renderWarnings(plan, budget * WARNINGS_SHARE);
  const lists = renderLists(plan, budget * LISTS_SHARE);
  const members = renderMembers(plan, budget - gates.length - warnings.length - lists.length);
  return [head, gates, warnings, lists, members, foot].filter((part) => part !== "").join("\n");
}

function headline({ summary }: Plan): string {
  if (summary.createList + summary.addRecipient === 0)
    return `nothing to change (${counted(summary.unchanged, "member")})`;
  const parts = [
    summary.createList > 0 ? `${counted(summary.createList, "list")} to create` : "",
    `${counted(summary.addRecipient, "member")} to add`,
    summary.lookup > 0 ? `${counted(summary.lookup, "number")} to look up` : "",
    `${counted(summary.commands, "command")}, about ${duration(summary.seconds)}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function renderGates({ gates, digest }: Plan, budget: number): string {
  if (gates.length === 0) return "";
  const rows = gates.map(({ message }) => `> - ${plainMarkdown(message)}`);
  const fitting = fitRows(rows, rows.length, budget, (left) => `> - … and ${counted(left, "further gate")}`);
  const accept = `Exactly this plan, and no other, passes with ${codeSpan(`apply --accept ${digest}`)}.`;
  return `> **Over a gate: apply will refuse**\n>\n${fitting.join("\n")}\n>\n> ${accept}\n`;
}

function renderWarnings({ warnings }: Plan, budget: number): string {
  const rows = warnings.map(({ message, source }) => {
    const where = source ? `${codeSpan(place(source))}: ` : "";
    return `> - ${where}${plainMarkdown(textFor(AUDIENCE, message))}`;
  });
  if (rows.length === 0) return "";
  const fitting = fitRows(
    rows,
    rows.length,
    budget,
    (left) => `> - … and ${counted(left, "further warning")}`,
  );
  return `> **${counted(rows.length, "warning")}**\n>\n${fitting.join("\n")}\n`;
}

const TABLE_HEAD = [
  tableRow(["list", "", "to add", "to look up", "unchanged", "undeclared", "excluded", "blocked"]),
  tableRow(["---", "---", "--:", "--:", "--:", "--:", "--:", "--:"]),
].join("\n");

function renderLists(plan: Plan, budget: number): string {
  const lookUps = countBy(
    plan.actions.filter((action) => action.kind === "add-recipient" && action.identity === null),
  );
  const rows = plan.lists.map((list) => listRow(list, lookUps.get(list.name) ?? 0));
  const fitting = fitRows(rows, rows.length, budget, (left) =>
    tableRow([`… and ${counted(left, "further list")}`]),
  );
  return `${[TABLE_HEAD, ...fitting, totalRow(plan)].join("\n")}\n`;
}

function countBy(actions: readonly Action[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { list } of actions) counts.set(list, (counts.get(list) ?? 0) + 1);
  return counts;
}

function listRow(list: PlannedList, lookUps: number): string {
  const selected = list.selected
    ? ` (${count(list.selected.contacts)} of ${count(list.selected.of)} contacts)`
    : "";
  const numbers = [list.add, lookUps, list.unchanged, list.undeclared, list.excluded, list.blocked];
  const state = list.exists ? (list.add > 0 ? "grows" : "up to date") : "**new**";
  return tableRow([codeSpan(list.name), state + selected, ...numbers.map(count)]);
}

function totalRow({ summary }: Plan): string {
  const { addRecipient, lookup, unchanged, undeclared, excluded, blocked, createList } = summary;
  const numbers = [addRecipient, lookup, unchanged, undeclared, excluded, blocked];
  return tableRow(["**all**", `${count(createList)} new`, ...numbers.map((value) => `**${count(value)}**`)]);
}

/** One block for each list with members to add, each as long as its part of the budget. */
function renderMembers({ actions, lists }: Plan, budget: number): string {
  const byList = groupByList(actions);
  const growing = lists.filter(({ add }) => add > 0);
  let left = budget;
  const blocks: string[] = [];
  for (const [index, list] of growing.entries()) {
    const share = left / (growing.length - index);
    const block = membersBlock(list, byList.get(list.name) ?? [], share);
    if (block === null) {
      const rest = `\n… and the members of ${counted(growing.length - index, "further list")}.`;
      return [...blocks, rest].join("\n");
    }
    blocks.push(block);
    left -= block.length + 1;
  }
  return blocks.join("\n");
}

const ROWS_LENGTH_LEAST = 300;

/** @returns null where not even a few rows fit */
function membersBlock(list: PlannedList, actions: readonly Action[], budget: number): string | null {
  const opening = [
    `<details><summary>${plainMarkdown(list.name)}: ${counted(list.add, "member")} to add</summary>`,
    "",
    tableRow(["member", "identity known from", "declared in"]),
    tableRow(["---", "---", "---"]),
  ].join("\n");
  const closing = "\n\n</details>";
  const left = budget - opening.length - closing.length - 1;
  if (left < ROWS_LENGTH_LEAST) return null;
  const fitting = fitRows(memberRows(actions), list.add, left, (more) =>
    tableRow([`… and ${counted(more, "further member")}`]),
  );
  return [opening, ...fitting].join("\n") + closing;
}

function* memberRows(actions: readonly Action[]): Generator<string> {
  for (const action of actions) {
    if (action.kind === "create-list") continue;
    const member = codeSpan(memberForPeople(AUDIENCE, action.member));
    const via = plainMarkdown(viaInWords(action.via) || "the file");
    yield tableRow([member, via, codeSpan(place(action.source))]);
  }
}
