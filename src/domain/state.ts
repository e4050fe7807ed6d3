/** The two states that a plan lies between. */

import type { Member } from "./customer.ts";
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

export interface DesiredList {
  readonly name: ListName;
  readonly description: string | null;
  readonly source: Source;
  /** Each customer once, in the order of the file. */
  readonly members: readonly DeclaredMember[];
}

/** What the files of one directory, that is of one bot, ask for. Lists in the order of their names. */
export interface DesiredState {
  readonly lists: readonly DesiredList[];
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
