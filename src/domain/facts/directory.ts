/** What is wrong with a directory of lists and the files in it, before anybody asks what they mean. */

import type { Literal, Name, None, Quoted } from "../fact-fields.ts";

export interface DirectoryFacts {
  "no-directory":
    | { readonly what: "missing"; readonly directory: Name }
    | { readonly what: "file"; readonly directory: Name };
  "no-lists": { readonly directory: Name };
  unreadable:
    | { readonly what: "directory"; readonly directory: Name; readonly error: Literal }
    | { readonly what: "file"; readonly error: Literal }
    | { readonly what: "name" };
  "no-such-file": None;
  "broken-link": None;
  "leads-out": None;
  "linked-directory": None;
  "no-file": { readonly what: "directory" } | { readonly what: "special" };
  /** Named otherwise than bot.yaml, or below the directory. */
  "misplaced-settings": { readonly what: "name" } | { readonly what: "below" };
  "too-large": { readonly mebibytes: number };
  "key-in-file": None;

  /** What look-ups answered: the identities file. */
  "identity-of-another": None;
  "identities-line":
    | { readonly what: "other-owner"; readonly bot: Quoted; readonly contract: Quoted }
    | { readonly what: "merge-conflict" }
    /** @property heading the names of what a line has */
    | { readonly what: "form"; readonly heading: Literal };
}
