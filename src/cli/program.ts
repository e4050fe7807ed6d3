/** The command line. */

import { Command, CommanderError } from "commander";
import { Exit } from "../domain/exit-code.ts";
import type { Help } from "../report/words/help.ts";
import { loadHelp } from "../report/words/help.ts";
import type { Shell } from "./flags.ts";
import type { Runtime } from "./runtime.ts";
import { VERSION_FLAGS, version } from "./version.ts";

interface CommandFile {
  /** Adds flags and what is done. */
  readonly define: (command: Command, shell: Shell) => void;
}

interface CommandEntry {
  readonly name: keyof Help["commands"];
  readonly load: () => Promise<CommandFile>;
}

const COMMANDS: readonly CommandEntry[] = [
  { name: "validate", load: () => import("./commands/validate.ts") },
  { name: "plan", load: () => import("./commands/plan.ts") },
  { name: "apply", load: () => import("./commands/apply.ts") },
  { name: "import", load: () => import("./commands/import.ts") },
  { name: "emulator", load: () => import("./commands/emulator.ts") },
  { name: "demo", load: () => import("./commands/demo.ts") },
];

const ON_GITHUB: readonly CommandEntry[] = [
  { name: "comment", load: () => import("./commands/comment.ts") },
  { name: "drift", load: () => import("./commands/drift.ts") },
  { name: "reviews", load: () => import("./commands/reviews.ts") },
  { name: "bots", load: () => import("./commands/bots.ts") },
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
  const named = argv.find((word) => !word.startsWith("-"));
  const isListed = named === undefined && argv.some((word) => word === "--help" || word === "-h");
  const help = named !== undefined || isListed ? await loadHelp() : null;
  const program = base(runtime, help);
  const add = async ({ name, load }: CommandEntry) => {
    const command = program.command(name).description(help?.commands[name] ?? "");
    // The others are there to be listed and suggested: what they do need not be loaded.
    if (help !== null && (isListed || named === name))
      (await load()).define(command, { runtime, help, finish, run: runCommandLine });
  };
  for (const entry of COMMANDS) await add(entry);
  program.commandsGroup(help?.onGitHub ?? "");
  for (const entry of ON_GITHUB) await add(entry);
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return Exit.done;
    const { usageOf } = await import("./usage.ts");
    const { failureAs } = await import("../domain/failure.ts");
    throw failureAs(Exit.invalid, "usage", usageOf(error));
  }
  return exitCode;
}

/** @param help null where nobody reads it */
function base(runtime: Runtime, help: Help | null): Command {
  return new Command("blip-lists")
    .description(help?.program ?? "")
    .version(version(), VERSION_FLAGS)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => runtime.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => runtime.stdout.columns ?? 100,
    })
    .helpCommand(false)
    .showSuggestionAfterError()
    .addHelpText("after", help?.after ?? "");
}
