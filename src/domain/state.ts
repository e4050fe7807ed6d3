/** The two states that a plan lies between. */

import type { Condition } from "./contact.ts";
import type { Customer, Member } from "./customer.ts";
import type { Identity } from "./identity.ts";
import type { ListName } from "./list-name.ts";

/** Where a declaration stands: `file` relative to the working directory, `line` from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** A member as declared. Flat, because a list may have a million of them. */
export interface DeclaredMember extends Source {
  readonly member: Member;
}

/** Contacts that all conditions hold for; without conditions, all of them. */
export interface Selection extends Source {
  readonly conditions: readonly Condition[];
}

/** The members that are declared for another list of the same directory. */
export interface ListReference extends Source {
  readonly list: ListName;
}

/** Who is meant: members that are written down, here or in a file, and members that are described. */
export interface Audience {
  /** Each customer once, in the order in which they are declared. */
  readonly members: readonly DeclaredMember[];
  readonly selections: readonly Selection[];
  readonly lists: readonly ListReference[];
}

export interface DesiredList {
  readonly name: ListName;
  readonly description: string | null;
  readonly source: Source;
  readonly include: Audience;
  /** Wins over every declaration. */
  readonly exclude: Audience;
}

/** What the files of one directory, that is of one bot, ask for. Lists in the order of their names. */
export interface DesiredState {
  readonly lists: readonly DesiredList[];
  /** Who is on none of the lists. */
  readonly exclude: Audience;
}

/** A list as Blip has it: the keys (see `identityKey`) of its recipients. */
export interface LiveList {
  readonly recipients: ReadonlySet<string>;
}

/** What Blip has of the lists that were asked for; a list that does not exist there has no entry. */
export interface LiveState {
  /** By list key (see `listKey`). */
  readonly lists: ReadonlyMap<string, LiveList>;
}

/** What the bot's contacts have to say about a desired state. */
export interface Roster {
  /** How many contacts there are that somebody can be reached by. */
  readonly total: number;
  /** How many there are beside those: without an identity, or with a text in its place that is none. */
  readonly passedOver: number;
  /** Identities at WhatsApp of the customers that were asked for. */
  readonly identities: ReadonlyMap<Customer, readonly Identity[]>;
  /** Who each selection selects. */
  readonly selected: ReadonlyMap<Selection, readonly Identity[]>;
  /** How many a selection would select but for a date that cannot be read as one. */
  readonly unreadable: ReadonlyMap<Selection, number>;
}
