/** The command line. */

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { World } from "../app/runtime.ts";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import { addBots, addComment, addDrift, addReviews } from "./github-commands.ts";
import { addApply, addImport, addPlan, addValidate } from "./list-commands.ts";
import { addDemo, addEmulator } from "./trial-commands.ts";

/**
 * Runs one command line.
 * @param argv what follows the program's name
 * @returns the exit code
 * @throws what the command throws; a Failure (exit 3) for a command line that is not valid
 */
export async function runCommandLine(argv: readonly string[], world: World): Promise<number> {
  let exitCode: number = Exit.done;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = base(world);
  addValidate(program, world, finish);
  addPlan(program, world, finish);
  addApply(program, world, finish);
  addImport(program, world, finish);
  addEmulator(program, world, finish);
  addDemo(program, world, finish);
  program.commandsGroup("On GitHub:");
  addComment(program, world, finish);
  addDrift(program, world, finish);
  addReviews(program, world, finish);
  addBots(program, world, finish);
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

function base(world: World): Command {
  return new Command("blip-lists")
    .description("WhatsApp distribution lists on Blip as code: edit YAML, review the plan, apply it.")
    .version(version(), "-V, --version")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => world.stdout.columns ?? 100,
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

function version(): string {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}
