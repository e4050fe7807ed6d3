/** From a declared member to what is known of it: whether it is on a list, and under which identity to add it. */

import type { Member } from "../domain/customer.ts";
import { candidateKeys, isIdentity } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import { identityKey } from "../domain/identity.ts";
import type { DeclaredMember, DesiredList, LiveList } from "../domain/state.ts";
import type { Via } from "./types.ts";

/** Identities that are known beside the declared ones: what look-ups answered, by number. */
export type KnownIdentities = ReadonlyMap<Member, Identity>;

/** A list held against what Blip has of it, everything equal counted and dropped. */
export interface Comparison {
  readonly missing: readonly DeclaredMember[];
  readonly unchanged: number;
  /** Keys of identities that are live and that no declared member accounts for. */
  readonly undeclared: readonly string[];
}

/** A declared member is on the list when one of the identities it may have is. */
export function compare(list: DesiredList, live: LiveList | undefined, known: KnownIdentities): Comparison {
  if (live === undefined) return { missing: list.members, unchanged: 0, undeclared: [] };
  const accountedFor = new Set<string>();
  const missing: DeclaredMember[] = [];
  for (const declared of list.members) {
    const present = keysOf(declared.member, known).filter((key) => live.recipients.has(key));
    if (present.length === 0) missing.push(declared);
    for (const key of present) accountedFor.add(key);
  }
  const undeclared =
    accountedFor.size === live.recipients.size
      ? []
      : [...live.recipients].filter((key) => !accountedFor.has(key));
  return { missing, unchanged: list.members.length - missing.length, undeclared };
}

function keysOf(member: Member, known: KnownIdentities): readonly string[] {
  const identity = known.get(member);
  return identity === undefined ? candidateKeys(member) : [...candidateKeys(member), identityKey(identity)];
}

/** The identity to add a member under, where no look-up is needed to know it. */
export function resolve(member: Member, known: KnownIdentities): { identity: Identity | null; via: Via } {
  if (isIdentity(member)) return { identity: member, via: "declared" };
  const identity = known.get(member);
  return identity === undefined ? { identity: null, via: "lookup" } : { identity, via: "known" };
}
