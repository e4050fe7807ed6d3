/** What a plan has to say beside its actions: what a reviewer should know, and the gates that it is over. */

import type { Name } from "../fact-fields.ts";

export interface ReconcileFacts extends PlanWarningFacts, GateFacts {}

/** Customers of a list that something is to be known of. */
interface OnList {
  readonly customers: number;
  readonly list: Name;
}

interface PlanWarningFacts {
  blocked: OnList;
  "excluded-live": OnList;
  "two-identities": OnList;
  ambiguous: OnList;
  "contacts-without-identity": { readonly contacts: number };
  /** @property isExcluding whether the contacts would have been excluded, and not selected */
  "unreadable-date": {
    readonly contacts: number;
    readonly fields: readonly Name[];
    readonly isExcluding: boolean;
  };
}

/** More than a limit of bot.yaml. */
interface OverLimit {
  readonly actual: number;
  readonly max: number;
}

/** @property percent by how much the list grows, rounded up */
interface Growth {
  readonly list: Name;
  readonly percent: number;
  readonly before: number;
  readonly after: number;
  readonly max: number;
}

export interface GateFacts {
  "max-additions": OverLimit;
  "max-new-lists": OverLimit;
  "max-lookups": OverLimit;
  "max-additions-per-list": OverLimit & { readonly list: Name };
  "max-growth-percent": Growth;
}
