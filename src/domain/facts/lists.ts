/** What is wrong with what list files mean: names, lists of lists, conditions. */

import type { Cause, Hint, Literal, Name, None, Place, Quoted } from "../fact-fields.ts";

/** A way from list to list; of a long one the ends, with how many are left out between them. */
export interface Way {
  readonly first: readonly Name[];
  readonly left: number;
  readonly last: readonly Name[];
}

interface NameCauses {
  senders: None;
  long: { readonly most: number };
  /** @property character `U+00A0` */
  invisible: { readonly character: Literal };
  /** @property suggestion a name that is valid, made of what was written */
  form: { readonly suggestion: Quoted | null };
  /** Where a list is named, and none is declared. */
  reference: None;
}

interface ConditionValueCauses {
  "no-test": { readonly field: Quoted; readonly tests: readonly Literal[] };
  text: { readonly field: Quoted };
  boolean: None;
  days: { readonly most: number };
}

export interface ListFacts {
  "list-name": Cause<NameCauses>;
  "duplicate-list": { readonly list: Name; readonly first: Place };
  /** @property hint null where there are too many such lists to look for it */
  "unknown-list": { readonly list: Name; readonly hint: Hint<Name> | null };
  circle: { readonly way: Way };
  "too-many-links": { readonly list: Name; readonly most: number; readonly way: Way };
  "unknown-field": { readonly field: Quoted; readonly hint: Hint<Literal> };
  "unknown-test": { readonly test: Quoted; readonly hint: Hint<Literal> };
  "condition-value": Cause<ConditionValueCauses>;
  "condition-date":
    | { readonly what: "date"; readonly test: "before" | "after" }
    /** @property dates the field of dates */
    | { readonly what: "no-dates"; readonly field: Quoted; readonly dates: Literal };
}
