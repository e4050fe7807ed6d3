/** From a declared member to what is known of it: under which identity to add it, and from where that is known. */

import type { Customer, Member } from "../domain/customer.ts";
import { candidateKeys, customerOf, isIdentity } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import { identityKey, parseIdentity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { DesiredState, LiveState, Roster } from "../domain/state.ts";
import type { Via } from "./types.ts";

/** What look-ups have answered, in earlier runs or in this one, by number: null where Blip refused it for good. */
export type KnownIdentities = ReadonlyMap<Member, Identity | null>;

export interface Evidence {
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly known: KnownIdentities;
  /** Null when the contacts were not read. */
  readonly roster: Roster | null;
}

export type Resolution =
  | { readonly kind: "known"; readonly identity: Identity; readonly via: Exclude<Via, "lookup"> }
  /** Nobody knows it, or two identities are known and the account look-up decides. */
  | { readonly kind: "unknown"; readonly candidates: number }
  /** A look-up was refused for good: looking up again would change nothing. */
  | { readonly kind: "blocked" };

interface Found {
  readonly identity: Identity;
  readonly via: Exclude<Via, "lookup">;
}

/** Identities that a look-up or the contacts gave a member. */
export function furtherIdentities(
  member: Member,
  { known, roster }: Pick<Evidence, "known" | "roster">,
): readonly Identity[] {
  const identity = known.get(member);
  const contacts = roster?.identities.get(customerOf(member)) ?? [];
  return identity ? [identity, ...contacts] : contacts;
}

/** Every key that a member may be on a list under, for all that is known. */
export function keysOf(member: Member, evidence: Evidence): readonly string[] {
  const further = furtherIdentities(member, evidence);
  return further.length === 0
    ? candidateKeys(member)
    : [...new Set([...candidateKeys(member), ...further.map(identityKey)])];
}

/** Answers for one survey: lists are searched in the order of their names, the contacts last. */
export class Resolver {
  private readonly evidence: Evidence;
  private readonly lists: readonly { readonly name: ListName; readonly recipients: ReadonlySet<string> }[];
  /** Of very many lists, which is the first that each identity is on. */
  private index: ReadonlyMap<string, ListName> | null = null;
  private readonly resolutions = new Map<Customer, Resolution>();

  constructor(evidence: Evidence) {
    this.evidence = evidence;
    const names = evidence.desired.lists.map(({ name }) => name).sort();
    this.lists = names.flatMap((name) => {
      const live = evidence.live.lists.get(listKey(name));
      return live === undefined ? [] : [{ name, recipients: live.recipients }];
    });
  }

  resolve(member: Member): Resolution {
    if (isIdentity(member)) return { kind: "known", identity: member, via: "declared" };
    const identity = this.evidence.known.get(member);
    if (identity) return { kind: "known", identity, via: "identities-file" };
    const customer = customerOf(member);
    const before = this.resolutions.get(customer);
    if (before !== undefined) return before;
    const resolution = this.search(member, customer, identity === null);
    this.resolutions.set(customer, resolution);
    return resolution;
  }

  /** The first that knows the customer at all decides: a plan must not depend on what was read beyond need. */
  private search(member: Member, customer: Customer, isRefused: boolean): Resolution {
    const onLists = this.onLists(member);
    const found = onLists.length > 0 ? onLists : this.amongContacts(customer);
    const [only] = found;
    if (only !== undefined && found.length === 1) return { kind: "known", ...only };
    return isRefused ? { kind: "blocked" } : { kind: "unknown", candidates: found.length };
  }

  /** Whether Blip knows a number under several identities, and no look-up has said which of them is meant. */
  isAmbiguous(member: Member): boolean {
    if (isIdentity(member) || this.evidence.known.get(member)) return false;
    const found = [...this.onLists(member), ...this.amongContacts(customerOf(member))];
    return new Set(found.map(({ identity }) => identityKey(identity))).size > 1;
  }

  private onLists(member: Member): readonly Found[] {
    return candidateKeys(member).flatMap((key) => {
      const list = this.firstListWith(key);
      const identity = list ? parseIdentity(key) : null;
      return list && identity ? [{ identity, via: `list:${list}` } as const] : [];
    });
  }

  private firstListWith(key: string): ListName | undefined {
    if (this.lists.length <= ASKED_ONE_BY_ONE)
      return this.lists.find(({ recipients }) => recipients.has(key))?.name;
    this.index ??= indexOf(this.lists);
    return this.index.get(key);
  }

  private amongContacts(customer: Customer): readonly Found[] {
    const identities = this.evidence.roster?.identities.get(customer) ?? [];
    return identities.map((identity) => ({ identity, via: "contact" }));
  }
}

/** Lists that are asked one by one, which takes no memory. */
const ASKED_ONE_BY_ONE = 20;

function indexOf(
  lists: readonly { readonly name: ListName; readonly recipients: ReadonlySet<string> }[],
): ReadonlyMap<string, ListName> {
  const index = new Map<string, ListName>();
  for (const { name, recipients } of lists)
    for (const key of recipients) if (!index.has(key)) index.set(key, name);
  return index;
}
