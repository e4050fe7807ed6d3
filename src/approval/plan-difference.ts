/**
 * What differs between two plans: the one that was approved and the fresh one. Their summaries are compared, list by
 * list, and the settings and gates that they were made under; never the actions, of which there may be a million. Pure.
 */

import deepDiff from "deep-diff";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { alwaysMasked, literal, name } from "../domain/fact-fields.ts";
import type { CountedThen, SettingThen } from "../domain/facts/approval.ts";
import type { GateFacts } from "../domain/facts/reconcile.ts";
import type { PlannedList } from "../reconcile/types.ts";

/** The settings of bot.yaml that decide what a plan may be, by their names. */
export type PlanSettings = Readonly<Record<string, string | number | null>>;

/** What a saved plan and a review file record beside lists and actions; older ones do not. */
export interface RecordedTerms {
  readonly settings?: PlanSettings;
  /** Codes of the gates that refuse the plan. */
  readonly gates?: readonly string[];
}

export interface ComparedPlan extends RecordedTerms {
  readonly lists: readonly PlannedList[];
}

export interface PlanDifference {
  readonly lists: readonly ListChange[];
  readonly gates: readonly GateChange[];
  readonly settings: readonly SettingChange[];
}

export interface ListChange {
  readonly list: string;
  readonly what: "exists" | CountedThen;
  readonly before: number | boolean;
  readonly after: number | boolean;
}

interface GateChange {
  readonly gate: string;
  readonly refusesNow: boolean;
}

interface SettingChange {
  readonly setting: string;
  readonly before: PlanSettings[string];
  readonly after: PlanSettings[string];
}

/** Of what only one of the two records, nothing is known: a list that only one is for, or the settings of an older file. */
export function planDifference(before: ComparedPlan, after: ComparedPlan): PlanDifference {
  const lists: ListChange[] = [];
  const gates: GateChange[] = [];
  const settings: SettingChange[] = [];
  for (const change of deepDiff.diff(comparable(before), comparable(after)) ?? []) {
    const [part, key, count] = change.path ?? [];
    // Whole parts, lists and settings that one of the two does not have.
    if (change.kind !== "E") continue;
    const { lhs, rhs }: { readonly lhs: unknown; readonly rhs: unknown } = change;
    if (part === "lists") lists.push(...listChange(String(key), count, lhs, rhs));
    if (part === "gates") gates.push({ gate: String(key), refusesNow: rhs === true });
    if (part === "settings" && isSetting(lhs) && isSetting(rhs))
      settings.push({ setting: String(key), before: lhs, after: rhs });
  }
  return { lists, gates, settings };
}

/** @returns what is to be said of gates and settings */
export function termFacts({ gates, settings }: Pick<PlanDifference, "gates" | "settings">): readonly Fact[] {
  return [
    ...settings.map(({ setting, before, after }) => {
      return fact("setting-changed", { setting: literal(setting), before: said(before), after: said(after) });
    }),
    ...gates.map(({ gate, refusesNow }) => {
      const setting = literal(settingOf(gate));
      return refusesNow ? fact("gate-refuses-now", { setting }) : fact("gate-passes-now", { setting });
    }),
  ];
}

/** @returns what is to be said of a list, whose name is always masked */
export function listFact({ list: changed, what, before, after }: ListChange): Fact {
  const list = alwaysMasked(name(changed));
  if (what === "exists") return fact(after === true ? "list-exists-now" : "list-gone-now", { list });
  return fact("list-counts-changed", { list, what, before: Number(before), after: Number(after) });
}

/** @returns each once, in one order */
export function codesOf(gates: readonly { readonly code: string }[]): readonly string[] {
  return [...new Set(gates.map(({ code }) => code))].sort();
}

/** `max-additions` is the gate of `maxAdditions`. */
function settingOf(gate: string): string {
  return gate.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function said(value: PlanSettings[string]): SettingThen {
  return typeof value === "string" ? literal(value) : value;
}

const COUNTED = ["add", "unchanged", "undeclared", "excluded", "blocked", "selected"] as const;

function listChange(list: string, count: unknown, before: unknown, after: unknown): ListChange[] {
  if (count === "exists") return [{ list, what: "exists", before: before === true, after: after === true }];
  const what = COUNTED.find((one) => one === count);
  if (what === undefined) return [];
  return [{ list, what, before: Number(before), after: Number(after) }];
}

function isSetting(value: unknown): value is PlanSettings[string] {
  return value === null || typeof value === "string" || typeof value === "number";
}

/** As objects by name, so that the order makes no difference. */
function comparable({ lists, settings, gates }: ComparedPlan): object {
  return {
    lists: byName(lists.map((list) => [list.name, countsOf(list)])),
    ...(settings === undefined ? {} : { settings: byName(Object.entries(settings)) }),
    ...(gates === undefined ? {} : { gates: byName(GATES.map((gate) => [gate, gates.includes(gate)])) }),
  };
}

/** Every gate that there is. */
const GATES = Object.keys({
  "max-additions": true,
  "max-additions-per-list": true,
  "max-new-lists": true,
  "max-lookups": true,
  "max-growth-percent": true,
} satisfies Record<keyof GateFacts, true>);

function countsOf({ exists, add, unchanged, undeclared, excluded, blocked, selected }: PlannedList): object {
  return { exists, add, unchanged, undeclared, excluded, blocked, selected: selected?.contacts ?? 0 };
}

/** Names come from people: without a prototype, one called `constructor` is a name like any other. */
function byName(entries: readonly (readonly [string, unknown])[]): object {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
