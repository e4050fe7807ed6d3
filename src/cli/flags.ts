/** What several commands' flags have in common. */

import { InvalidArgumentError, Option } from "commander";

export const DIRECTORY = "the lists of one bot";

/** Takes the exit code of a command. */
export type Finish = (code: number) => void;

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
