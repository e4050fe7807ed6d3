/** What is wrong with files that the tool reads and writes. */

import type { Literal, Name, None, Reason } from "../fact-fields.ts";

/** What to do about a file that the system will not write. */
export type WriteProblem = "disk-full" | "read-only" | "too-large" | "other";

interface OfBot {
  readonly bot: Name;
  readonly contract: Name;
}

export interface FileFacts {
  /** Why a file is not written: the file is the subject. */
  "file-link": None;
  "directory-link": None;
  "file-irregular": None;
  "file-linked-twice": None;
  "file-of-another-bot": None;
  /** @property error the system's code */
  "file-unwritable": { readonly error: Literal; readonly problem: WriteProblem };
  "file-unreadable": { readonly error: Literal };
  "directory-unwritable": { readonly error: Literal };
  "directory-unreadable": { readonly error: Literal };
  "file-too-large": None;

  /** A file that a flag names for writing. */
  "output-file": { readonly flag: Literal; readonly file: Name; readonly why: Reason };
  "file-of-lists": { readonly directory: Name };
  journal: { readonly file: Name; readonly why: Reason };
  "journal-broken": { readonly file: Name; readonly error: Literal };
  "journal-opened": { readonly file: Name };
  "journal-notice": None;
  "plan-saved": { readonly file: Name };
  unwritable: { readonly file: Name; readonly why: Reason };

  /** The file of remembered look-ups. */
  "identities-unwritable": { readonly file: Name; readonly why: Reason };
  "identities-other-bot": { readonly file: Name; readonly other: OfBot; readonly own: OfBot };
  "identities-unsorted": { readonly file: Name; readonly why: Reason };
  "identities-unclaimed": { readonly file: Name; readonly why: Reason };
  "identities-taken": { readonly file: Name; readonly own: OfBot };
  "identities-left": { readonly file: Name };
  "identities-of-another": { readonly other: OfBot; readonly own: OfBot };
  "imports-unwritten": { readonly file: Name; readonly why: Reason };

  /** The lock of an apply. */
  "other-apply": { readonly directory: Name; readonly holder: LockHolder | null };
  "waiting-for-apply": { readonly directory: Name; readonly holder: LockHolder | null };
  "lock-irregular": { readonly file: Name };
  "lock-unwritable": { readonly file: Name; readonly directory: Name; readonly error: Literal };
  "interrupted-waiting": None;

  /** The comment at the head of an imported list. @property date ISO 8601 */
  "list-imported-from": { readonly contract: Name; readonly date: Literal; readonly members: number };
  "list-members-omitted": { readonly members: number };
}

interface LockHolder {
  readonly process: number;
  readonly machine: Name;
  /** ISO 8601, UTC. */
  readonly since: Literal;
}
