/** The half that plan and apply share: read Blip as far as the lists need it, and compare. */

import type { Member } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import { listKey } from "../domain/list-name.ts";
import type { LiveState, Roster } from "../domain/state.ts";
import type { ExclusionTest } from "../reconcile/exclusions.ts";
import { exclusionTest } from "../reconcile/exclusions.ts";
import type { Terms } from "../reconcile/plan.ts";
import { makePlan, rosterNeeds } from "../reconcile/plan.ts";
import type { KnownIdentities } from "../reconcile/resolve.ts";
import type { Plan, PlanWarning } from "../reconcile/types.ts";
import { surveyContacts } from "../survey/contacts.ts";
import { survey } from "../survey/survey.ts";
import type { Blip } from "./connection.ts";
import type { SelectedLists } from "./lists.ts";
import type { Ports } from "./ports.ts";

/** All that a survey and a plan get of Blip: who plans cannot write. */
type ReadableBlip = Pick<Blip, "contract" | "bot" | "sealKey" | "reader" | "note">;

export interface Surveyed {
  readonly plan: Plan;
  readonly live: LiveState;
  /** Null when no contacts were needed. */
  readonly roster: Roster | null;
  readonly isExcluded: ExclusionTest;
}

export async function surveyAndPlan(
  lists: SelectedLists,
  blip: ReadableBlip,
  ports: Ports,
): Promise<Surveyed> {
  const known = knownIdentities(lists);
  const live = await surveyLists(lists, blip, ports);
  const roster = await readContacts(lists, live, known, blip, ports);
  const isExcluded = exclusionTest({ desired: lists.desired, live, known, roster }, lists.names);
  return { plan: planFrom(lists, blip, { live, roster, known }), live, roster, isExcluded };
}

/** Reads the lists once more, and plans with the contacts that were read and what look-ups answered since. */
export async function planAgain(
  lists: SelectedLists,
  blip: ReadableBlip,
  ports: Ports,
  learned: { readonly roster: Roster | null; readonly identities: ReadonlyMap<Member, Identity> },
): Promise<Plan> {
  const known = new Map<Member, Identity | null>([...knownIdentities(lists), ...learned.identities]);
  const live = await surveyLists(lists, blip, ports);
  return planFrom(lists, blip, { live, roster: learned.roster, known });
}

function knownIdentities({ identities }: SelectedLists): KnownIdentities {
  return new Map([...identities.values()].map(({ phone, identity }) => [phone, identity]));
}

function planFrom(
  lists: SelectedLists,
  blip: ReadableBlip,
  found: { readonly live: LiveState; readonly roster: Roster | null; readonly known: KnownIdentities },
): Plan {
  const { desired, names, diagnostics } = lists;
  const warnings = diagnostics.map(warningOf);
  const { contract, bot } = blip;
  return makePlan({ contract, bot, desired, names, terms: termsOf(lists, blip), warnings, ...found });
}

export function termsOf(
  { settings, firstImports }: SelectedLists,
  { sealKey }: Pick<ReadableBlip, "sealKey">,
): Terms {
  return { sealKey, commandsPerSecond: settings.commandsPerSecond, limits: settings.limits, firstImports };
}

async function surveyLists(
  { desired, names }: SelectedLists,
  blip: ReadableBlip,
  ports: Ports,
): Promise<LiveState> {
  const progress = ports.startProgress({
    what: "lists",
    total: null,
    note: blip.note,
  });
  try {
    const wanted = desired.lists.map(({ name }) => name).filter((name) => names.has(listKey(name)));
    return await survey(blip.reader, wanted, { membersRead: (count) => progress.advance(count) });
  } finally {
    progress.finish();
  }
}

async function readContacts(
  { desired, names, settings }: SelectedLists,
  live: LiveState,
  known: KnownIdentities,
  blip: ReadableBlip,
  ports: Ports,
): Promise<Roster | null> {
  const needs = rosterNeeds({ desired, names, live, known, roster: null });
  if (needs === null) return null;
  const progress = ports.startProgress({
    what: "contacts",
    total: null,
    note: blip.note,
  });
  try {
    const { defaultCountry } = settings;
    const request = { ...needs, defaultCountry, nowMs: ports.now().getTime() };
    return await surveyContacts(blip.reader, request, (count) => progress.advance(count));
  } finally {
    progress.finish();
  }
}

function warningOf({ severity: _, excerpt: __, place, ...said }: Diagnostic): PlanWarning {
  return { ...said, source: place ? { file: place.file, line: place.line } : null };
}
