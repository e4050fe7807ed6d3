/** The planner: what must be sent so that Blip has what the files declare. Pure. */

import type { Member } from "../domain/customer.ts";
import { FORMAT_VERSION } from "../domain/document.ts";
import type { SealKey } from "../domain/key.ts";
import type { Limits } from "../domain/limits.ts";
import { listKey } from "../domain/list-name.ts";
import type { DeclaredMember, Selection } from "../domain/state.ts";
import type { ExpandedList } from "./audience.ts";
import { expand, selectionsOf } from "./audience.ts";
import { compare } from "./compare.ts";
import { digestActions, digestDesired } from "./digest.ts";
import type { FirstImports } from "./gates.ts";
import { gatesOf } from "./gates.ts";
import type { Evidence } from "./resolve.ts";
import { keysOf, Resolver } from "./resolve.ts";
import type { Action, AddRecipient, Plan, PlannedList, PlanSummary, PlanWarning } from "./types.ts";
import { rosterWarnings, unreadableDates, warningsOf } from "./warnings.ts";

export interface PlanInput extends Evidence {
  readonly contract: string;
  readonly bot: string;
  /** Keys of the lists to plan for. */
  readonly names: ReadonlySet<string>;
  readonly terms: Terms;
  readonly warnings: readonly PlanWarning[];
}

/** What a plan is measured by, and what its digests are keyed with. */
export interface Terms {
  readonly sealKey: SealKey;
  readonly commandsPerSecond: number;
  readonly limits: Limits;
  readonly firstImports: FirstImports;
}

/** The same input gives the same plan, byte for byte. */
export function makePlan(input: PlanInput): Plan {
  const { contract, bot, desired, names } = input;
  const resolver = new Resolver(input);
  const planned = [...expand(input, names)]
    .sort((a, b) => order(listKey(a.name), listKey(b.name)))
    .map((list) => planList(list, input, resolver));
  const draft = {
    contract,
    bot,
    desired: digestDesired({ contract, bot, sealKey: input.terms.sealKey }, desired, names),
    lists: planned.map((one) => one.list),
    actions: planned.flatMap((one) => one.actions),
    warnings: [
      ...planned.flatMap((one) => one.warnings),
      ...rosterWarnings(input.roster),
      ...unreadableDates(selectionsOf(desired, names), desired, input.roster),
      ...input.warnings,
    ],
  };
  return complete(draft, input.terms);
}

/** The part of a plan whose actions a test holds for, as a plan of its own. */
export function partOf(plan: Plan, holds: (action: Action) => boolean, terms: Terms): Plan {
  const actions = plan.actions.filter(holds);
  const adds = new Map<string, number>();
  for (const { kind, list } of actions) {
    if (kind === "add-recipient") adds.set(list, (adds.get(list) ?? 0) + 1);
  }
  const lists = plan.lists.map((list) => ({ ...list, add: adds.get(list.name) ?? 0 }));
  return complete({ ...plan, lists, actions }, terms);
}

function complete(
  {
    contract,
    bot,
    desired,
    lists,
    actions,
    warnings,
  }: Omit<Plan, "formatVersion" | "digest" | "summary" | "gates">,
  { sealKey, commandsPerSecond, limits, firstImports }: Terms,
): Plan {
  const summary = summarize(lists, actions, commandsPerSecond);
  return {
    formatVersion: FORMAT_VERSION,
    contract,
    bot,
    digest: digestActions({ contract, bot, sealKey }, actions),
    desired,
    summary,
    lists,
    actions,
    gates: gatesOf(summary, lists, limits, firstImports),
    warnings,
  };
}

/** What the contacts must be asked before a plan can be made. */
export interface RosterNeeds {
  /**
   * Members whose identity nothing else knows, and who would have to be looked up. Where contacts are selected,
   * all who are declared or excluded: a contact without a number for an identity may be one of them.
   */
  readonly wanted: readonly Member[];
  readonly selections: readonly Selection[];
}

/** @returns null when the contacts cannot save a look-up and nobody is selected from them */
export function rosterNeeds(input: Evidence & Pick<PlanInput, "names">): RosterNeeds | null {
  const selections = selectionsOf(input.desired, input.names);
  const resolver = new Resolver(input);
  const wanted = new Set<Member>();
  for (const { name, members, exclusions } of expand({ ...input, roster: null }, input.names)) {
    if (selections.length > 0) {
      for (const { member } of [...members, ...exclusions.values()]) wanted.add(member);
      continue;
    }
    const recipients = input.live.lists.get(listKey(name))?.recipients;
    for (const { member } of members) {
      const isOnList = recipients !== undefined && keysOf(member, input).some((key) => recipients.has(key));
      if (isOnList) continue;
      const resolution = resolver.resolve(member);
      if (resolution.kind === "unknown" && resolution.candidates === 0) wanted.add(member);
    }
  }
  return selections.length === 0 && wanted.size === 0 ? null : { wanted: [...wanted], selections };
}

function planList(
  expanded: ExpandedList,
  input: PlanInput,
  resolver: Resolver,
): { list: PlannedList; actions: Action[]; warnings: readonly PlanWarning[] } {
  const { name } = expanded;
  const live = input.live.lists.get(listKey(name));
  const comparison = compare(expanded, live, input, resolver);
  const adds = comparison.missing
    .map((declared) => addRecipient(expanded, declared, resolver))
    .sort((a, b) => order(a.member, b.member));
  const create: Action[] = live ? [] : [{ kind: "create-list", list: name, source: expanded.source }];
  const list: PlannedList = {
    name,
    exists: live !== undefined,
    add: adds.length,
    unchanged: comparison.unchanged,
    undeclared: comparison.undeclared.length,
    excluded: expanded.excluded,
    blocked: comparison.blocked.length,
    ...selectedOf(expanded, input),
  };
  return { list, actions: [...create, ...adds], warnings: warningsOf(list, comparison) };
}

function selectedOf({ selections }: ExpandedList, { roster }: Evidence): Pick<PlannedList, "selected"> {
  if (selections.length === 0 || roster === null) return {};
  const contacts = selections.reduce((sum, { selected }) => sum + selected, 0);
  return { selected: { contacts, of: roster.total } };
}

function addRecipient(
  { name }: ExpandedList,
  { member, file, line }: DeclaredMember,
  resolver: Resolver,
): AddRecipient {
  const resolution = resolver.resolve(member);
  const known =
    resolution.kind === "known"
      ? { identity: resolution.identity, via: resolution.via }
      : ({ identity: null, via: "lookup" } as const);
  return { kind: "add-recipient", list: name, member, ...known, source: { file, line } };
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
    blocked: sum(({ blocked }) => blocked),
    commands,
    seconds: Math.round((commands / commandsPerSecond) * 10) / 10,
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
