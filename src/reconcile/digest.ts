/**
 * Short names for what is planned and for what was asked for: equal names, equal things.
 * They are keyed, because they are shown in pull requests: a bare hash of one phone number whose other digits are
 * shown too would tell it after ten thousand guesses.
 */

import { createHmac } from "node:crypto";
import type { SealKey } from "../domain/key.ts";
import { listKey } from "../domain/list-name.ts";
import type { Audience, DesiredState } from "../domain/state.ts";
import type { Action } from "./types.ts";
import { actionKey } from "./types.ts";

/** Whose plan it is. */
export interface Subject {
  readonly contract: string;
  readonly bot: string;
  readonly sealKey: SealKey;
}

/** Over the contract, the bot and the kind, list and member of each action, in any order. */
export function digestActions(subject: Subject, actions: readonly Action[]): string {
  return digest(subject, actions.map(actionKey).sort());
}

/** Over the contract, the bot, and who is declared for and excluded from which lists, in any order. */
export function digestDesired(
  subject: Subject,
  { lists, exclude }: DesiredState,
  names: ReadonlySet<string>,
): string {
  const declared = lists.map(
    ({ name, include, exclude }) => `list ${listKey(name)}\n${inWords(include)}\nexcept\n${inWords(exclude)}`,
  );
  return digest(subject, [...[...names].sort(), ...declared.sort(), inWords(exclude)]);
}

function inWords({ members, selections, lists }: Audience): string {
  const parts = [
    ...members.map(({ member }) => member),
    ...selections.map(({ conditions }) => `contacts ${JSON.stringify(conditions)}`),
    ...lists.map(({ list }) => `list ${listKey(list)}`),
  ];
  return parts.sort().join("\n");
}

function digest({ contract, bot, sealKey }: Subject, lines: readonly string[]): string {
  const hash = createHmac("sha256", sealKey);
  for (const line of [contract, bot.toLowerCase(), ...lines]) hash.update(`${line}\n`);
  return `sha256:${hash.digest("hex")}`;
}
