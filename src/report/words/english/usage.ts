/** What is wrong with a command line. */

import type { UsageFacts } from "../../../domain/facts/usage.ts";
import type { Words } from "../types.ts";
import { counted } from "./numbers.ts";
import { all, either } from "./parts.ts";

export const usageWords: Words<UsageFacts> = {
  "directory-empty": () => "the name of the directory is empty. Name a directory, or leave it out",
  "two-directories": ({ directories }) => `${all(directories)} are directories. Name the lists of one bot`,
  "flags-exclusive": ({ flags }) => `${all(flags)} cannot be used together. Use one of them`,
  "files-equal": ({ first, second, file }) => `${first} and ${second} name the same file, ${file}. Name two`,
  "review-file-missing": () => "--approved names a directory, but no review file. Add the file",
  "approval-missing": () =>
    "--approved-only needs to know what was approved. Add --plan, --approved or --reviewed",
  "comment-without-content": () =>
    "nothing to show. Use --review FILE, or, if planning failed, --directory DIR --state failed",
  "comment-with-directory": () =>
    "--review and --directory cannot be used together: the review file names its directory",
  "no-command": () => "no command given. See blip-lists --help",
  "unknown-command": ({ command, suggestion }) => `unknown command '${command}'${hint(suggestion)}`,
  "unknown-flag": ({ flag, suggestion }) => `unknown option '${flag}'${hint(suggestion)}`,
  "too-many-arguments": ({ command, expected, given }) =>
    `too many arguments for '${command}': expected ${counted(expected, "argument")}, got ${given}`,
  "argument-missing": ({ argument }) => `the argument '${argument}' is missing`,
  "value-missing": ({ flag }) => `the option '${flag}' needs a value`,
  "flag-missing": ({ flag }) => `the option '${flag}' is required`,
  "value-not-allowed": ({ flag, value, allowed }) =>
    `the option '${flag}' cannot be '${value}'. Use ${either(allowed)}`,
  "value-not-whole": ({ flag, value, min, max }) =>
    `the option '${flag}' cannot be '${value}'. Use a whole number from ${min} to ${max}`,
  "file-name-missing": ({ flag }) =>
    `the option '${flag}' needs a file name. If the name begins with a hyphen, write ./-name`,
  "command-line": ({ error }) => error,

  "needs-yes": () => "no terminal to ask for confirmation. Use --yes to apply without asking",
  "not-confirmed": () => "not confirmed: nothing was sent",

  "emulator-flag": ({ flag, why }) => `${flag}: ${why}`,
  "emulator-setting": ({ setting }) => `"${setting}" is not of the form switch=value`,
  "emulator-fault": ({ fault, faults }) => `unknown fault "${fault}". Use one of ${faults.join(", ")}`,
  "emulator-rate": ({ setting }) => `"${setting}": the rate must be a number from 0 to 1`,
  emulator: ({ problem }) => problem,
};

function hint(suggestion: string | null): string {
  return suggestion === null ? "" : `. Did you mean ${suggestion}?`;
}
