/** How commands as a whole fail, and what they warn of. */

import type { Literal, Name, None, Quoted, Reason, SentCommand } from "../fact-fields.ts";

export interface AppFacts {
  settings: None;
  "invalid-lists": { readonly directory: Name; readonly errors: number; readonly warnings: number };
  "glob-empty": None;
  "glob-without-list": { readonly glob: Quoted; readonly declared: readonly Name[] };
  "gates-refuse": {
    readonly gates: readonly Reason[];
    /** How many more there are. */
    readonly further: number;
    /** Whether another plan was accepted. */
    readonly isOtherAccepted: boolean;
    readonly areLookupsMany: boolean;
    readonly digest: Literal;
  };
  "key-not-accepted": { readonly command: SentCommand | null; readonly status: number };
  "result-not-shown": { readonly why: Reason };

  /** Blip asked to be left alone. @property advice what to do, where enough was sent to know */
  "rate-limited": {
    readonly pauses: number;
    readonly advice: "none" | "lower" | "others";
    readonly taken: number;
    readonly configured: number;
  };
  "rate-waiting": { readonly seconds: number };

  "bots-unreadable": { readonly directory: Name; readonly error: Literal };

  "github-file": { readonly flag: Literal; readonly file: Name; readonly why: Reason };
  "result-of-another": None;
  "comment-author": { readonly actual: Name; readonly expected: Name };
  "reviews-merged": { readonly since: Literal | null; readonly found: number };
  "reviews-cut": None;
  "review-unusable": { readonly pullRequest: number; readonly why: Reason };

  "demo-plan-not-empty": None;
  "demo-ended": { readonly exit: number };
}
