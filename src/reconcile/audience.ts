/** Who is meant: from what is declared and described to the members of each list, exclusions taken off. Pure. */

import type { Customer } from "../domain/customer.ts";
import { customerOf } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type {
  Audience,
  DeclaredMember,
  DesiredList,
  DesiredState,
  Selection,
  Source,
} from "../domain/state.ts";
import type { Evidence } from "./resolve.ts";
import { furtherIdentities } from "./resolve.ts";

/** A list with everybody named who is to be on it. */
export interface ExpandedList {
  readonly name: ListName;
  readonly source: Source;
  /** Each customer once. */
  readonly members: readonly DeclaredMember[];
  /** Who was declared and is excluded. */
  readonly excluded: number;
  /** Everybody who must not be added, declared or not. */
  readonly exclusions: ReadonlyMap<Customer, DeclaredMember>;
  /** What the selections of contacts came to, in the order of the file. */
  readonly selections: readonly { readonly selection: Selection; readonly selected: number }[];
}

type Members = ReadonlyMap<Customer, DeclaredMember>;

/** What says who is who. The roster is null when the contacts were not read, or not yet. */
type KnownOf = Pick<Evidence, "desired" | "known" | "roster">;

/** @param names keys of the lists that are wanted; others are still there to be referred to */
export function expand(evidence: KnownOf, names: ReadonlySet<string>): readonly ExpandedList[] {
  const expander = new Expander(evidence);
  return evidence.desired.lists
    .filter(({ name }) => names.has(listKey(name)))
    .map((list) => expander.expand(list));
}

/** All selections that the wanted lists lead to, through whatever references. */
export function selectionsOf(desired: DesiredState, names: ReadonlySet<string>): readonly Selection[] {
  const byKey = new Map(desired.lists.map((list) => [listKey(list.name), list]));
  const found = new Set<Selection>(desired.exclude.selections);
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const list = byKey.get(key);
    if (list === undefined || seen.has(key)) return;
    seen.add(key);
    for (const audience of [list.include, list.exclude]) {
      for (const selection of audience.selections) found.add(selection);
      for (const reference of audience.lists) visit(listKey(reference.list));
    }
  };
  for (const key of names) visit(key);
  for (const reference of desired.exclude.lists) visit(listKey(reference.list));
  return [...found];
}

class Expander {
  private readonly lists: ReadonlyMap<string, DesiredList>;
  private readonly evidence: KnownOf;
  private readonly everywhere: Audience;
  private readonly expanded = new Map<string, ExpandedList>();
  private readonly declared = new Map<string, Members>();

  constructor(evidence: KnownOf) {
    const { lists, exclude } = evidence.desired;
    this.lists = new Map(lists.map((list) => [listKey(list.name), list]));
    this.evidence = evidence;
    this.everywhere = exclude;
  }

  expand(list: DesiredList): ExpandedList {
    const known = this.expanded.get(listKey(list.name));
    if (known !== undefined) return known;
    const everybody = this.everybodyOf(list.include);
    const exclusions = new Map([...this.excludedBy(this.everywhere), ...this.excludedBy(list.exclude)]);
    const members = this.without(exclusions, everybody);
    const { name, source, include } = list;
    const selections = include.selections.map((selection) => ({
      selection,
      selected: this.evidence.roster?.selected.get(selection)?.length ?? 0,
    }));
    const result = {
      name,
      source,
      members,
      excluded: everybody.length - members.length,
      exclusions,
      selections,
    };
    this.expanded.set(listKey(name), result);
    return result;
  }

  /** Where members are written down alone, each customer is there once already. */
  private everybodyOf(audience: Audience): readonly DeclaredMember[] {
    const isWritten = audience.lists.length === 0 && audience.selections.length === 0;
    if (isWritten && this.evidence.known.size === 0 && this.evidence.roster === null) return audience.members;
    return this.onceEach(this.gather(audience, (reference) => this.expand(reference).members));
  }

  /** Takes those out who are excluded under whatever identity is known of either. */
  private without(exclusions: Members, members: readonly DeclaredMember[]): readonly DeclaredMember[] {
    if (exclusions.size === 0) return members;
    const excluded = new Set(exclusions.keys());
    for (const { member } of exclusions.values())
      for (const identity of furtherIdentities(member, this.evidence)) excluded.add(customerOf(identity));
    return members.filter(
      ({ member }) =>
        !excluded.has(customerOf(member)) &&
        !furtherIdentities(member, this.evidence).some((identity) => excluded.has(customerOf(identity))),
    );
  }

  /** A contact without a number for an identity may be selected, and its number be declared as well. */
  private onceEach(declared: Members): readonly DeclaredMember[] {
    const members = [...declared.values()];
    const ofNumbers = new Set<Customer>();
    for (const { member } of members) {
      if (!customerOf(member).startsWith("+")) continue;
      for (const identity of furtherIdentities(member, this.evidence)) ofNumbers.add(customerOf(identity));
    }
    if (ofNumbers.size === 0) return members;
    return members.filter(({ member }) => {
      const customer = customerOf(member);
      return customer.startsWith("+") || !ofNumbers.has(customer);
    });
  }

  /** Who is excluded from the list that is referred to is meant as well: an exclusion is never taken back. */
  private excludedBy(audience: Audience): Members {
    return this.gather(audience, (reference) => [...this.declaredFor(reference).values()]);
  }

  private declaredFor(list: DesiredList): Members {
    const key = listKey(list.name);
    const known = this.declared.get(key);
    if (known !== undefined) return known;
    const declared = this.gather(list.include, (reference) => [...this.declaredFor(reference).values()]);
    this.declared.set(key, declared);
    return declared;
  }

  private gather(audience: Audience, membersOf: (list: DesiredList) => readonly DeclaredMember[]): Members {
    const members = new Map<Customer, DeclaredMember>();
    const add = (declared: DeclaredMember) => {
      const customer = customerOf(declared.member);
      if (!members.has(customer)) members.set(customer, declared);
    };
    for (const declared of audience.members) add(declared);
    for (const { list, file, line } of audience.lists) {
      const other = this.lists.get(listKey(list));
      for (const { member } of other ? membersOf(other) : []) add({ member, file, line });
    }
    for (const selection of audience.selections) for (const declared of this.select(selection)) add(declared);
    return members;
  }

  /** Of two contacts that are one customer the first by the alphabet, in whatever order they came. */
  private select(selection: Selection): readonly DeclaredMember[] {
    const { file, line } = selection;
    const identities = new Map<Customer, Identity>();
    for (const identity of this.evidence.roster?.selected.get(selection) ?? []) {
      const customer = customerOf(identity);
      const before = identities.get(customer);
      if (before === undefined || identity < before) identities.set(customer, identity);
    }
    return [...identities.values()].map((member) => ({ member, file, line }));
  }
}
