/** What a command came to, where that is one line. */

import type { Literal, Name } from "../fact-fields.ts";

export interface ResultFacts {
  "lists-valid": {
    readonly lists: number;
    readonly members: number;
    readonly directory: Name;
    readonly warnings: number;
  };
  "list-imported": { readonly file: Name; readonly members: number };
  /** @property passedOver lists with names that no file can declare */
  "lists-imported": { readonly lists: number; readonly directory: Name; readonly passedOver: number };
  "comment-created": { readonly pullRequest: number; readonly url: Literal };
  "comment-updated": { readonly pullRequest: number; readonly url: Literal };
  "comment-unchanged": { readonly pullRequest: number; readonly url: Literal };
  /** @property why it shows a newer commit or run, or what an apply came to */
  "comment-left": { readonly pullRequest: number; readonly url: Literal; readonly why: "newer" | "result" };
  "comment-none": { readonly pullRequest: number };
  "drift-none": { readonly directory: Name };
  "drift-opened": { readonly issue: number; readonly url: Literal };
  "drift-updated": { readonly issue: number; readonly url: Literal };
  "drift-unchanged": { readonly issue: number; readonly url: Literal };
  "drift-closed": { readonly issue: number; readonly url: Literal };
  "review-fetched": { readonly pullRequest: number; readonly file: Name; readonly actions: number };
  "review-none": { readonly pullRequest: number };
}
