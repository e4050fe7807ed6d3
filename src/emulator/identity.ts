/** Identities as the emulator takes them: `name@domain`, without regard to case. Its own rule, not the client's. */

import { Domain } from "../blip/envelope.ts";

const IDENTITY = /^[^\s@/?#]{1,200}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i;
const PLAIN_LIST_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/i;
const LOOSE_LIST_NAME = /^[^\s@/?#]{1,200}$/;
const SENDERS_SUFFIX = "+senders";

/** Whether the text is an identity; a node (`name@domain/instance`) is none. */
export function hasIdentityForm(text: string): boolean {
  return IDENTITY.test(text);
}

/** @returns the name of a list from its identity; null when the text is no identity of the domain of lists. */
export function listNameFrom(identity: string): string | null {
  const at = identity.lastIndexOf("@");
  if (at < 1 || identity.slice(at + 1).toLowerCase() !== Domain.lists) return null;
  const name = identity.slice(0, at);
  return LOOSE_LIST_NAME.test(name) ? name : null;
}

/** Whether the name is made of letters, digits, dots, underscores and hyphens alone. */
export function isPlainListName(name: string): boolean {
  return PLAIN_LIST_NAME.test(name);
}

/** Whether this is the name of a list that Blip keeps itself, of everyone who ever wrote to a bot. */
export function isSendersName(name: string): boolean {
  return name.toLowerCase().endsWith(SENDERS_SUFFIX);
}

export function sendersNameOf(bot: string): string {
  return bot + SENDERS_SUFFIX;
}

export function listIdentityOf(name: string): string {
  return `${name}@${Domain.lists}`;
}
