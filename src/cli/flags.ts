/** What several commands' flags have in common. */

import { Option } from "commander";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, quoted } from "../domain/fact-fields.ts";
import { failureAs } from "../domain/failure.ts";
import type { Help } from "../report/words/help.ts";
import type { Runtime } from "./runtime.ts";

/** What a command is defined with. */
export interface Shell {
  readonly runtime: Runtime;
  /** What its flags are described with. */
  readonly help: Help;
  /** Takes the exit code of the command. */
  readonly finish: (code: number) => void;
  /** Runs another command line. @returns the exit code */
  readonly run: RunCommand;
}

export type RunCommand = (argv: readonly string[], runtime: Runtime) => Promise<number>;

function refuse(said: Fact): Error {
  return failureAs(Exit.invalid, "usage", said);
}

/** A flag that names a file: another flag in its place means that the name is missing. */
export function fileOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string) => fileName(flags, value));
}

/** The same for several files, behind one flag or behind each of several. */
export function filesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, before: unknown) => [
    ...(Array.isArray(before) ? before : []),
    fileName(flags, value),
  ]);
}

function fileName(flags: string, value: string): string {
  if (!value.startsWith("-")) return value;
  throw refuse(fact("file-name-missing", { flag: literal(flags) }));
}

export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

export function formats({ flags }: Help, ...choices: string[]): Option {
  return new Option("--format <format>", flags.format).choices(choices).default("text");
}

export function listOption({ flags, all }: Help): Option {
  return new Option("--list <glob>", flags.list).argParser(collect).default([], all);
}

/** A flag that takes a whole number. */
export function numberOption(flags: string, description: string, min: number, max: number): Option {
  return new Option(flags, description).argParser((text: string) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw refuse(fact("value-not-whole", { flag: literal(flags), value: quoted(text), min, max }));
  });
}
