/** Names of distribution lists: the part before `@broadcast.msging.net`. */

import type { Identity } from "./identity.ts";
import { identityDomain, identityName, LIST_DOMAIN } from "./identity.ts";

declare const listNameBrand: unique symbol;

/** A name that Blip can have. Lists, too, are identities: two names that differ in case alone are one list. */
export type ListName = string & { readonly [listNameBrand]: true };

const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;
const SENDERS = /^[^@]+\+senders(?:@broadcast\.msging\.net)?$/i;
export const LIST_NAME_LENGTH_MAX = 100;

/**
 * What characters Blip takes is not documented, only that it refuses bad names (reason 60). This is the
 * part of an address that every server takes.
 */
export function parseListName(text: string): ListName | null {
  return text.length <= LIST_NAME_LENGTH_MAX && NAME.test(text) ? (text as ListName) : null;
}

/** Whether this is the list that Blip keeps itself, of everyone who ever wrote to the bot. */
export function isSendersList(name: string): boolean {
  return SENDERS.test(name);
}

/** The form in which two spellings of one name are the same string. */
export function listKey(name: string): string {
  return name.toLowerCase();
}

export function listIdentity(name: ListName): Identity {
  return `${name}@${LIST_DOMAIN}` as Identity;
}

/** @returns the name of the list that an identity from `get /lists` stands for, or null for anything else. */
export function listNameOf(identity: string): string | null {
  return identityDomain(identity) === LIST_DOMAIN ? identityName(identity) : null;
}

/** A valid name close to an invalid one, for the hint of a message; null when nothing is left of it. */
export function suggestListName(text: string): ListName | null {
  const plain = (listNameOf(text) ?? text)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, "-")
    .slice(0, LIST_NAME_LENGTH_MAX)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return parseListName(plain);
}
