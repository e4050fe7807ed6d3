/** The planner: what must be sent so that Blip has what the files declare. Pure. */

import { customerOf } from "../domain/customer.ts";
import { listKey } from "../domain/list-name.ts";
import type { DeclaredMember, DesiredList, DesiredState, LiveList, LiveState } from "../domain/state.ts";
import { differences } from "./difference.ts";
import { digestActions, digestDesired } from "./digest.ts";
import type { KnownIdentities } from "./resolve.ts";
import { compare, resolve } from "./resolve.ts";
import type { Action, AddRecipient, Plan, PlannedList, PlanSummary, PlanWarning } from "./types.ts";
import { FORMAT_VERSION } from "./types.ts";

export interface PlanInput {
  readonly contract: string;
  readonly bot: string;
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly known: KnownIdentities;
  readonly commandsPerSecond: number;
  readonly warnings: readonly PlanWarning[];
}

/** The same input gives the same plan, byte for byte. */
export function makePlan(input: PlanInput): Plan {
  const { contract, bot, desired, live, known } = input;
  const planned = [...desired.lists]
    .sort((a, b) => order(listKey(a.name), listKey(b.name)))
    .map((list) => planList(list, live.lists.get(listKey(list.name)), known));
  const actions = planned.flatMap((one) => one.actions);
  const lists = planned.map((one) => one.list);
  return {
    formatVersion: FORMAT_VERSION,
    contract,
    bot,
    digest: digestActions(contract, bot, actions),
    desired: digestDesired(contract, bot, desired),
    summary: summarize(lists, actions, input.commandsPerSecond),
    lists,
    actions,
    warnings: input.warnings,
  };
}

function planList(
  desired: DesiredList,
  live: LiveList | undefined,
  known: KnownIdentities,
): { list: PlannedList; actions: Action[] } {
  const { missing, unchanged, undeclared } = compare(desired, live, known);
  const byCustomer = new Map<string, DeclaredMember>(missing.map((one) => [customerOf(one.member), one]));
  const found = differences(desired.name, new Set(byCustomer.keys()), live ? new Set(undeclared) : null);
  const adds = [...found.add]
    .map((customer) => byCustomer.get(customer))
    .filter((declared) => declared !== undefined)
    .map((declared) => addRecipient(desired, declared, known))
    .sort((a, b) => order(a.member, b.member));
  const create: Action[] = found.create
    ? [{ kind: "create-list", list: desired.name, source: desired.source }]
    : [];
  const list = {
    name: desired.name,
    exists: live !== undefined,
    add: adds.length,
    unchanged,
    undeclared: found.undeclared.size,
    excluded: 0,
  };
  return { list, actions: [...create, ...adds] };
}

function addRecipient(
  { name }: DesiredList,
  { member, file, line }: DeclaredMember,
  known: KnownIdentities,
): AddRecipient {
  return { kind: "add-recipient", list: name, member, ...resolve(member, known), source: { file, line } };
}

function summarize(
  lists: readonly PlannedList[],
  actions: readonly Action[],
  commandsPerSecond: number,
): PlanSummary {
  const sum = (count: (list: PlannedList) => number) => lists.reduce((total, list) => total + count(list), 0);
  const toLookUp = actions.filter((action) => action.kind === "add-recipient" && action.identity === null);
  const lookup = new Set(toLookUp.map((action) => action.kind === "add-recipient" && action.member)).size;
  const commands = actions.length + lookup;
  return {
    createList: actions.filter(({ kind }) => kind === "create-list").length,
    addRecipient: sum(({ add }) => add),
    lookup,
    unchanged: sum(({ unchanged }) => unchanged),
    undeclared: sum(({ undeclared }) => undeclared),
    excluded: sum(({ excluded }) => excluded),
    blocked: 0,
    commands,
    seconds: Math.round((commands / commandsPerSecond) * 10) / 10,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
