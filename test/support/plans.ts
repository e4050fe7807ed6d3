/** Plans to render and apply, built from a few words. */

import type { Member } from "../../src/domain/customer.ts";
import { identityKey, parseIdentity } from "../../src/domain/identity.ts";
import type { ListName } from "../../src/domain/list-name.ts";
import { listKey, parseListName } from "../../src/domain/list-name.ts";
import { parsePhone } from "../../src/domain/phone.ts";
import type { DesiredState, LiveState } from "../../src/domain/state.ts";
import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";

function listName(text: string): ListName {
  const name = parseListName(text);
  if (name === null) throw new Error(`no list name: ${text}`);
  return name;
}

/** @param text a number, or an identity */
function member(text: string): Member {
  const identity = text.includes("@") ? parseIdentity(text) : null;
  if (identity !== null) return identity;
  const parsed = parsePhone(text, "BR");
  if ("problem" in parsed) throw new Error(`no member: ${text}`);
  return parsed.phone;
}

/** Lists as if each stood in a file of its own, the name in line 1 and the members from line 3 on. */
function desired(lists: Readonly<Record<string, readonly string[]>>): DesiredState {
  return {
    lists: Object.entries(lists).map(([name, members]) => {
      const file = `lists/${name}.yaml`;
      return {
        name: listName(name),
        description: null,
        source: { file, line: 1 },
        members: members.map((text, index) => ({ member: member(text), file, line: index + 3 })),
      };
    }),
  };
}

function live(lists: Readonly<Record<string, readonly string[]>>): LiveState {
  const entries = Object.entries(lists).map(
    ([name, members]) => [listKey(name), { recipients: new Set(members.map(identityKey)) }] as const,
  );
  return { lists: new Map(entries) };
}

export function planOf(
  declared: Readonly<Record<string, readonly string[]>>,
  present: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<PlanInput> = {},
): Plan {
  return makePlan({
    contract: "acme",
    bot: "acmebot",
    desired: desired(declared),
    live: live(present),
    known: new Map(),
    commandsPerSecond: 48,
    warnings: [],
    ...more,
  });
}
