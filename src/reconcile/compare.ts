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
  const accountedFor = new Set<string>();
  const missing: DeclaredMember[] = [];
  const blocked: DeclaredMember[] = [];
  const ambiguous: DeclaredMember[] = [];
  for (const declared of list.members) {
    const present = keysOf(declared.member, evidence).filter((key) => recipients.has(key));
    for (const key of present) accountedFor.add(key);
    if (present.length > 1) ambiguous.push(declared);
    if (present.length > 0) continue;
    if (resolver.resolve(declared.member).kind === "blocked") blocked.push(declared);
    else missing.push(declared);
  }
  const isAccountedFor = accountedFor.size === recipients.size;
  return {
    missing,
    blocked,
    ambiguous,
    unchanged: list.members.length - missing.length - blocked.length,
    excludedLive: [...list.exclusions.values()].filter(({ member }) =>
      keysOf(member, evidence).some((key) => recipients.has(key)),
    ),
    undeclared: isAccountedFor ? [] : [...recipients].filter((key) => !accountedFor.has(key)),
  };
}
