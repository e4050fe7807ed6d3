/** Whether an identity may be added to a list: what a look-up answers may be somebody who is excluded. */

import { customerOf } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import { identityKey } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import { expand } from "./audience.ts";
import type { Evidence } from "./resolve.ts";
import { keysOf } from "./resolve.ts";

export type ExclusionTest = (list: ListName, identity: Identity) => boolean;

export function exclusionTest(evidence: Evidence, names: ReadonlySet<string>): ExclusionTest {
  const excluded = new Map<string, ReadonlySet<string>>();
  for (const { name, exclusions } of expand(evidence, names)) {
    const keys = [...exclusions].flatMap(([customer, { member }]) => [customer, ...keysOf(member, evidence)]);
    excluded.set(listKey(name), new Set<string>(keys));
  }
  return (list, identity) => {
    const keys = excluded.get(listKey(list));
    return keys !== undefined && (keys.has(identityKey(identity)) || keys.has(customerOf(identity)));
  };
}
