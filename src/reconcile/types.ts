/** What a plan is made of: plain data. */

import type { Member } from "../domain/customer.ts";
import type { FORMAT_VERSION } from "../domain/document.ts";
import type { Said } from "../domain/fact.ts";
import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { Source } from "../domain/state.ts";

/**
 * How the identity to add is known: the file declares it, the identities file has it from a look-up, it is
 * on another list, a contact has it; or nobody knows it yet and it is looked up when the plan is applied.
 */
export type Via = "declared" | "identities-file" | `list:${string}` | "contact" | "lookup";

export interface CreateList {
  readonly kind: "create-list";
  readonly list: ListName;
  readonly source: Source;
}

export interface AddRecipient {
  readonly kind: "add-recipient";
  readonly list: ListName;
  readonly member: Member;
  /** Null where the member is to be looked up. */
  readonly identity: Identity | null;
  readonly via: Via;
  readonly source: Source;
}

export type Action = CreateList | AddRecipient;

/** An action that is planned and that this run does not carry out: it, or the creation of its list, was not approved. */
export interface LeftAction {
  readonly action: Action;
  readonly why: "not-approved" | "list-not-approved";
}

/** Two actions are the same when kind, list and member are; a list is the same in any case. */
export function actionKey(action: Action): string {
  const { kind } = action;
  const list = listKey(action.list);
  return kind === "create-list" ? `${kind} ${list}` : `${kind} ${list} ${action.member}`;
}

/** In the order of the files, as their author knows them. */
export function bySource({ source: a }: Action, { source: b }: Action): number {
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}

export interface PlannedList {
  readonly name: ListName;
  readonly exists: boolean;
  /** Customers to add. */
  readonly add: number;
  /** Customers who are declared and on the list. */
  readonly unchanged: number;
  /** Identities on the list that no file declares: counted, never touched, never shown. */
  readonly undeclared: number;
  /** Customers who are declared and excluded: not added. */
  readonly excluded: number;
  /** Customers whose number was looked up in vain: not added until it is corrected. */
  readonly blocked: number;
  /** What the selections of contacts came to; absent where there are none. */
  readonly selected?: { readonly contacts: number; readonly of: number };
}

export interface PlanSummary {
  readonly createList: number;
  readonly addRecipient: number;
  /** Distinct numbers to look up, however many lists want them. */
  readonly lookup: number;
  readonly unchanged: number;
  readonly undeclared: number;
  readonly excluded: number;
  readonly blocked: number;
  /** Commands to send when the plan is applied, without the reads that verify it. */
  readonly commands: number;
  /** How long those take at the configured rate, in seconds, to a tenth. */
  readonly seconds: number;
}

export type PlanWarning = Said & {
  readonly source: Source | null;
};

/** A safety gate that a plan does not pass. */
export type Gate = Said;

export interface Plan {
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly contract: string;
  readonly bot: string;
  /** Names the actions: over contract, bot and the kind, list and member of each. */
  readonly digest: string;
  /** Names the declared state that was planned for. */
  readonly desired: string;
  readonly summary: PlanSummary;
  /** In the order of their names. */
  readonly lists: readonly PlannedList[];
  /** By list; the creation of a list before its members, members in their order. */
  readonly actions: readonly Action[];
  /** Why apply will refuse; empty where it will not. */
  readonly gates: readonly Gate[];
  readonly warnings: readonly PlanWarning[];
}
