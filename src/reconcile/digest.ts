/** Short names for what is planned and for what was asked for: equal names, equal things. */

import { createHash } from "node:crypto";
import type { DesiredState } from "../domain/state.ts";
import type { Action } from "./types.ts";
import { actionKey } from "./types.ts";

/** Over the contract, the bot and the kind, list and member of each action, in any order. */
export function digestActions(contract: string, bot: string, actions: readonly Action[]): string {
  return digest([contract, bot.toLowerCase(), ...actions.map(actionKey).sort()]);
}

/** Over the contract, the bot and the declared lists with their members, in any order. */
export function digestDesired(contract: string, bot: string, desired: DesiredState): string {
  const lists = desired.lists.map(
    ({ name, members }) =>
      `list ${name}\n${members
        .map(({ member }) => member)
        .sort()
        .join("\n")}`,
  );
  return digest([contract, bot.toLowerCase(), ...lists.sort()]);
}

function digest(lines: readonly string[]): string {
  const hash = createHash("sha256");
  for (const line of lines) hash.update(`${line}\n`);
  return `sha256:${hash.digest("hex")}`;
}
