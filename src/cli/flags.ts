/** What several commands' flags have in common. */

import { InvalidArgumentError, Option } from "commander";
import type { Runtime } from "./runtime.ts";

export const DIRECTORY = "the lists of one bot";
export const AUTHOR = "login of whose comments and issues are ours (default: the token's)";
export const REFRESH_IDENTITIES = "look numbers up again that were looked up before";

/** Takes the exit code of a command. */
export type Finish = (code: number) => void;

/** Runs another command line. @returns the exit code */
export type RunCommand = (argv: readonly string[], runtime: Runtime) => Promise<number>;

/** A flag that names a file: another flag in its place means that the name is missing. */
export function fileOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string) => fileName(value));
}

/** The same for several files, behind one flag or behind each of several. */
export function filesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: unknown) => [
    ...(Array.isArray(before) ? before : []),
    fileName(value),
  ]);
}

function fileName(value: string): string {
  if (!value.startsWith("-")) return value;
  throw new InvalidArgumentError("It needs the name of a file behind it (write ./- for one that begins so).");
}

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

export function formats(...choices: string[]): Option {
  return new Option("--format <format>", "how the result is written").choices(choices).default("text");
}

export function listOption(): Option {
  return new Option("--list <glob>", "only lists whose name matches (again for more)")
    .argParser(collect)
    .default([], "all");
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
