/** What is wrong with a command line. */

import type { Literal, Name, None, Quoted, Reason } from "../fact-fields.ts";

export interface UsageFacts {
  "directory-empty": None;
  "two-directories": { readonly directories: readonly Name[] };
  "flags-exclusive": { readonly flags: readonly Literal[] };
  "files-equal": { readonly first: Literal; readonly second: Literal; readonly file: Name };
  "review-file-missing": None;
  "approval-missing": None;
  "comment-without-content": None;
  "comment-with-directory": None;
  "no-command": None;
  /** @property suggestion the nearest that there is */
  "unknown-command": { readonly command: Quoted; readonly suggestion: Literal | null };
  "unknown-flag": { readonly flag: Quoted; readonly suggestion: Literal | null };
  "too-many-arguments": { readonly command: Literal; readonly expected: number; readonly given: number };
  "argument-missing": { readonly argument: Literal };
  "value-missing": { readonly flag: Literal };
  "flag-missing": { readonly flag: Literal };
  "value-not-allowed": {
    readonly flag: Literal;
    readonly value: Quoted;
    readonly allowed: readonly Literal[];
  };
  "value-not-whole": {
    readonly flag: Literal;
    readonly value: Quoted;
    readonly min: number;
    readonly max: number;
  };
  "file-name-missing": { readonly flag: Literal };
  /** What the parser of the command line says, in its own words. */
  "command-line": { readonly error: Quoted };

  "needs-yes": None;
  "not-confirmed": None;

  "emulator-flag": { readonly flag: Literal; readonly why: Reason };
  "emulator-setting": { readonly setting: Quoted };
  "emulator-fault": { readonly fault: Quoted; readonly faults: readonly Literal[] };
  "emulator-rate": { readonly setting: Quoted };
  /** What the emulator says, in its own words. */
  emulator: { readonly problem: Quoted };
}
