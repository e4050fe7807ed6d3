/** What Blip truly has, whatever a read shows of it; and what a plan must be, given that. */

import type { Member } from "../../src/domain/customer.ts";
import { candidateKeys } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { listKey } from "../../src/domain/list-name.ts";
import type { EmulatorState } from "../../src/emulator/state.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { addsOf } from "./command-rules.ts";
import type { OtherWriter } from "./other-writer.ts";
import { keysOfMember } from "./report-rules.ts";
import type { Situation } from "./situation.ts";

/** Keys of the members, by key of the list. */
export type Truth = ReadonlyMap<string, ReadonlySet<string>>;

export function truthOf({ lists }: EmulatorState): Truth {
  return new Map(
    lists.names().map((name): [string, Set<string>] => {
      return [listKey(name), new Set((lists.members(name) ?? []).map((one) => one.toLowerCase()))];
    }),
  );
}

export interface Planned {
  readonly situation: Situation;
  readonly plan: Plan;
  /** What was there before the survey, and what is when the plan is made. */
  readonly before: Truth;
  readonly now: Truth;
  readonly other: OtherWriter;
  readonly identities: ReadonlyMap<Member, Identity | null>;
}

/** A plan holds whoever is missing and wanted, and nobody else. */
export function planBreaches(planned: Planned): string[] {
  return [...needlessActions(planned), ...forgottenMembers(planned), ...unwantedActions(planned)];
}

/** What was there before the survey began is not planned, unless reads lag or the list shrank meanwhile. */
function needlessActions({ situation, plan, before, other }: Planned): string[] {
  if (situation.switches.readLagMs > 0) return [];
  return plan.actions.flatMap((action) => {
    const members = before.get(listKey(action.list));
    const keys = action.kind === "create-list" ? [] : candidateKeys(action.member);
    const isThere =
      action.kind === "create-list" ? members !== undefined : keys.some((key) => members?.has(key));
    if (!isThere || other.hasShrunk(action.list)) return [];
    return [`planned what is there: ${action.kind} ${action.list} ${keys[0] ?? ""}`];
  });
}

function forgottenMembers({ situation, plan, now, other, identities }: Planned): string[] {
  const adds = addsOf(plan);
  return situation.wanted.flatMap(({ name, people }) => {
    const planned = new Set(
      adds
        .filter((action) => listKey(action.list) === listKey(name))
        .flatMap(({ member }) => keysOfMember(member, situation)),
    );
    const forgotten = [...people].filter(({ phone, keys }) => {
      const all = [...keys];
      const isAccountedFor = all.some((key) => planned.has(key) || now.get(listKey(name))?.has(key));
      return !isAccountedFor && identities.get(phone) !== null && !other.mayHaveRemoved(name, all);
    });
    return forgotten.map(({ phone }) => `neither on ${name} nor planned: ${phone}`);
  });
}

function unwantedActions({ situation, plan }: Planned): string[] {
  return addsOf(plan).flatMap(({ list, member }) => {
    const wanted = situation.wanted.find(({ name }) => listKey(name) === listKey(list));
    const keys = keysOfMember(member, situation);
    const isWanted = [...(wanted?.people ?? [])].some((person) => keys.some((key) => person.keys.has(key)));
    return isWanted ? [] : [`planned who is not wanted: ${member} for ${list}`];
  });
}
