/** What comes of approval: files that cannot be relied on, plans that differ, actions that are left. */

import type { Customer, Literal, Name, None, Reason } from "../fact-fields.ts";
import type { DocumentKind } from "../validators.ts";

/** Where the plan that is to be carried out differs from the approved one. */
interface Differing {
  /** The approved plan, as sentences name it. */
  readonly approved: ApprovedName;
  /** Actions that were not approved. */
  readonly added: number;
  /** Approved actions that are not needed any more. */
  readonly settled: number;
}

/** A saved plan by its file; review files by how many there are. */
export type ApprovedName = { readonly file: Name } | { readonly reviews: number };

/** What is counted otherwise than when a plan was approved. */
export type CountedThen = "add" | "unchanged" | "undeclared" | "excluded" | "blocked" | "selected";

/** The value of a setting, as bot.yaml has it; null for no limit. */
export type SettingThen = Literal | number | null;

/** What is wrong with a document that this tool wrote: the file is the subject. */
export interface DocumentFacts {
  "document-empty": None;
  "document-cut": None;
  "document-newer": { readonly format: number };
  "document-other": { readonly actual: DocumentKind };
  /** @property path within the document; empty for the document itself */
  "document-invalid": { readonly kind: DocumentKind; readonly path: Name };
}

export interface ApprovalFacts extends DocumentFacts {
  "seal-missing": None;
  "seal-broken": None;
  /** A file that says what was approved and cannot be relied on. */
  "approval-file": { readonly flag: Literal; readonly file: Name; readonly why: Reason };
  /** One that is passed over: it approves nothing. */
  "review-passed-over": { readonly why: Reason };
  "other-bot-file": {
    readonly flag: Literal;
    readonly file: Name;
    readonly bot: Name;
    readonly contract: Name;
    readonly ownBot: Name;
    readonly ownContract: Name;
  };
  /** @property unknown lists that the approved plan does not have */
  "other-lists": {
    readonly approved: ApprovedName;
    readonly unknown: readonly Name[];
    /** How settings differ from then. */
    readonly changes: readonly Reason[];
  };

  /** Something about actions that were not approved. */
  "not-approved": { readonly why: Reason };
  "plan-not-approved": Differing & {
    readonly changes: readonly Reason[];
    /** Approved actions that are needed still. */
    readonly held: number;
  };
  "approval-required": { readonly added: number };
  "creation-not-approved": {
    readonly list: Name;
    /** Whether the list was there when the plan was approved. */
    readonly isGone: boolean;
  };
  "member-not-approved": {
    readonly member: Customer;
    readonly list: Name;
    /** Whether the list has fewer declared members than then. */
    readonly hasShrunk: boolean;
  };
  "further-not-approved": { readonly actions: number };
  "actions-left": { readonly actions: number };
  /** Why an action is left. */
  "action-not-approved": None;
  "its-list-not-approved": None;

  "setting-changed": {
    readonly setting: Literal;
    readonly before: SettingThen;
    readonly after: SettingThen;
  };
  /** @property setting the one of bot.yaml that has the limit */
  "gate-refuses-now": { readonly setting: Literal };
  "gate-passes-now": { readonly setting: Literal };
  "list-exists-now": { readonly list: Name };
  "list-gone-now": { readonly list: Name };
  "list-counts-changed": {
    readonly list: Name;
    readonly what: CountedThen;
    readonly before: number;
    readonly after: number;
  };
}
