/** The command line. */

import { Command, CommanderError } from "commander";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { Finish, RunCommand } from "./flags.ts";
import type { Runtime } from "./runtime.ts";
import { VERSION_FLAGS, version } from "./version.ts";

interface CommandFile {
  /** Adds flags and what is done. */
  readonly define: (command: Command, runtime: Runtime, finish: Finish, run: RunCommand) => void;
}

interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<CommandFile>;
}

const COMMANDS: readonly CommandEntry[] = [
  {
    name: "validate",
    description: "check the files, without asking Blip",
    load: () => import("./commands/validate.ts"),
  },
  {
    name: "plan",
    description: "show what apply would change; writes nothing",
    load: () => import("./commands/plan.ts"),
  },
  {
    name: "apply",
    description: "plan, ask, send what is needed, and read Blip again to verify it",
    load: () => import("./commands/apply.ts"),
  },
  {
    name: "import",
    description: "write a file for each live list that no file declares yet",
    load: () => import("./commands/import.ts"),
  },
  {
    name: "emulator",
    description: "serve an imitation of Blip on this machine, to try things out on",
    load: () => import("./commands/emulator.ts"),
  },
  {
    name: "demo",
    description: "validate, plan, apply and plan again, against an imitation of Blip",
    load: () => import("./commands/demo.ts"),
  },
];

const ON_GITHUB: readonly CommandEntry[] = [
  {
    name: "comment",
    description: "show a review file in its pull request: one comment for each directory, kept up to date",
    load: () => import("./commands/comment.ts"),
  },
  {
    name: "drift",
    description: "keep an issue open for as long as a plan is not empty",
    load: () => import("./commands/drift.ts"),
  },
  {
    name: "reviews",
    description: "fetch the review files of what was merged since the last run that succeeded",
    load: () => import("./commands/reviews.ts"),
  },
  {
    name: "bots",
    description: "print the bots of a repository and their environments as JSON, for a matrix",
    load: () => import("./commands/bots.ts"),
  },
];

/**
 * Runs one command line.
 * @param argv what follows the program's name
 * @returns the exit code
 * @throws what the command throws; a Failure (exit 3) for a command line that is not valid
 */
export async function runCommandLine(argv: readonly string[], runtime: Runtime): Promise<number> {
  let exitCode: number = Exit.done;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = base(runtime);
  const named = argv.find((word) => !word.startsWith("-"));
  const isListed = named === undefined && argv.some((word) => word === "--help" || word === "-h");
  const add = async ({ name, description, load }: CommandEntry) => {
    const command = program.command(name).description(description);
    // The others are there to be listed and suggested: what they do need not be loaded.
    if (isListed || named === name) (await load()).define(command, runtime, finish, runCommandLine);
  };
  for (const entry of COMMANDS) await add(entry);
  program.commandsGroup("On GitHub:");
  for (const entry of ON_GITHUB) await add(entry);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return Exit.done;
    const message = error.message.replace(/^error: /, "");
    throw new Failure(
      Exit.invalid,
      "usage",
      message === "(outputHelp)" ? "name a command: see blip-lists --help" : message,
    );
  }
  return exitCode;
}

function base(runtime: Runtime): Command {
  return new Command("blip-lists")
    .description("WhatsApp distribution lists on Blip as code: edit YAML, review the plan, apply it.")
    .version(version(), VERSION_FLAGS)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => runtime.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => runtime.stdout.columns ?? 100,
    })
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText("after", HELP_AFTER);
}

const HELP_AFTER = `
Settings:
  BLIP_KEY       the bot's key (environment only)
  BLIP_CONTRACT  the contract id: the xyz of https://xyz.http.msging.net
  BLIP_ENDPOINT  the whole address instead, for an emulator or a proxy

Exit codes:
  0 done, or a plan was made      1 failed, nothing was written
  2 changes (--detailed-exitcode) 3 lists, settings or flags are not valid
  4 no key, or refused            5 a safety gate refused
  6 not what was approved
  7 not all of it is done for certain
  130 interrupted`;
