/** One list held against what Blip has of it, everything equal counted and dropped. */

import type { DeclaredMember, LiveList } from "../domain/state.ts";
import type { ExpandedList } from "./audience.ts";
import type { Evidence, Resolver } from "./resolve.ts";
import { keysOf } from "./resolve.ts";

export interface Comparison {
  readonly missing: readonly DeclaredMember[];
  readonly unchanged: number;
  /** Not on the list, and not to be added until the number is corrected. */
  readonly blocked: readonly DeclaredMember[];
  /** On the list under several identities. */
  readonly twice: readonly DeclaredMember[];
  /** On the list under one of several identities that Blip knows for the customer. */
  readonly ambiguous: readonly DeclaredMember[];
  /** On the list although they are excluded. */
  readonly excludedLive: readonly DeclaredMember[];
  /** Keys of identities that are live and that no declared member accounts for. */
  readonly undeclared: readonly string[];
}

/** A member is on the list when one of the identities that it may have is. */
export function compare(
  list: ExpandedList,
  live: LiveList | undefined,
  evidence: Evidence,
  resolver: Resolver,
): Comparison {
  const recipients = live?.recipients ?? new Set<string>();
  const accounts = new Accounts();
  const missing: DeclaredMember[] = [];
  const blocked: DeclaredMember[] = [];
  const twice: DeclaredMember[] = [];
  const ambiguous: DeclaredMember[] = [];
  for (const declared of list.members) {
    const keys = keysOf(declared.member, evidence);
    const present = keys.filter((key) => recipients.has(key));
    accounts.take(present, keys[0]);
    if (present.length > 1) twice.push(declared);
    else if (present.length === 1 && resolver.isAmbiguous(declared.member)) ambiguous.push(declared);
    if (present.length > 0) continue;
    if (resolver.resolve(declared.member).kind === "blocked") blocked.push(declared);
    else missing.push(declared);
  }
  return {
    missing,
    blocked,
    twice,
    ambiguous,
    unchanged: list.members.length - missing.length - blocked.length,
    excludedLive: [...list.exclusions.values()].filter(({ member }) =>
      keysOf(member, evidence).some((key) => recipients.has(key)),
    ),
    undeclared: accounts.undeclared(recipients, list.members, evidence),
  };
}

/**
 * Keeps account of who on a list is declared. A member's literal key is no other member's: as long as all
 * are on the list under theirs it is enough to count, and a million members need no set of their own.
 */
class Accounts {
  private literal = 0;
  private others = 0;

  take(present: readonly string[], literal: string | undefined): void {
    if (present.length === 1 && present[0] === literal) this.literal += 1;
    else this.others += present.length;
  }

  undeclared(
    recipients: ReadonlySet<string>,
    members: readonly DeclaredMember[],
    evidence: Evidence,
  ): readonly string[] {
    if (this.others === 0 && this.literal === recipients.size) return [];
    const declared = new Set(members.flatMap(({ member }) => keysOf(member, evidence)));
    return [...recipients].filter((key) => !declared.has(key));
  }
}
