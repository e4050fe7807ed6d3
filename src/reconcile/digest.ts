/** Short names for what is planned and for what was asked for: equal names, equal things. */

import { createHash } from "node:crypto";
import type { Audience, DesiredState } from "../domain/state.ts";
import type { Action } from "./types.ts";
import { actionKey } from "./types.ts";

/** Over the contract, the bot and the kind, list and member of each action, in any order. */
export function digestActions(contract: string, bot: string, actions: readonly Action[]): string {
  return digest([contract, bot.toLowerCase(), ...actions.map(actionKey).sort()]);
}

/** Over the contract, the bot, and who is declared for and excluded from which lists, in any order. */
export function digestDesired(
  contract: string,
  bot: string,
  { lists, exclude }: DesiredState,
  names: ReadonlySet<string>,
): string {
  const declared = lists.map(
    ({ name, include, exclude }) => `list ${name}\n${inWords(include)}\nexcept\n${inWords(exclude)}`,
  );
  return digest([contract, bot.toLowerCase(), ...[...names].sort(), ...declared.sort(), inWords(exclude)]);
}

function inWords({ members, selections, lists }: Audience): string {
  const parts = [
    ...members.map(({ member }) => member),
    ...selections.map(({ conditions }) => `contacts ${JSON.stringify(conditions)}`),
    ...lists.map(({ list }) => `list ${list}`),
  ];
  return parts.sort().join("\n");
}

function digest(lines: readonly string[]): string {
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${line}\n`);
  return `sha256:${hash.digest("hex")}`;
}
