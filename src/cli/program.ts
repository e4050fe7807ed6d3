/** The command line: flags become options, a command is loaded when it is called. */

import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { Exit, Failure } from "./failure.ts";
import type { World } from "./world.ts";

const REFRESH = "look numbers up again that were looked up before";
const DIRECTORY = "the lists of one bot";

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

type Finish = (code: number) => void;

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
  7 not all of it is done for certain
  130 interrupted`;

function version(): string {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

function formats(...choices: string[]): Option {
  return new Option("--format <format>", "how the result is written").choices(choices).default("text");
}

function listOption(): Option {
  return new Option("--list <glob>", "only lists whose name matches (again for more)")
    .argParser(collect)
    .default([], "all");
}

function addValidate(program: Command, world: World, finish: Finish): void {
  program
    .command("validate")
    .description("check the files, without asking Blip")
    .argument("[dir]", DIRECTORY, "lists")
    .action(async (directory: string) => {
      const { validate } = await import("./validate.ts");
      finish(await validate(directory, world));
    });
}

function addPlan(program: Command, world: World, finish: Finish): void {
  program
    .command("plan")
    .description("show what apply would change; writes nothing")
    .argument("[dir]", DIRECTORY, "lists")
    .addOption(listOption())
    .addOption(formats("text", "json", "markdown"))
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--refresh-identities", REFRESH)
    .action(async (directory: string, flags: PlanFlags) => {
      const { plan } = await import("./plan.ts");
      const detailedExitcode = flags.detailedExitcode ?? false;
      const { format } = flags;
      finish(await plan({ ...shared(directory, flags), format, detailedExitcode }, world));
    });
}

function addApply(program: Command, world: World, finish: Finish): void {
  program
    .command("apply")
    .description("plan, ask, send what is needed, and read Blip again to verify it")
    .argument("[dir]", DIRECTORY, "lists")
    .addOption(listOption())
    .addOption(formats("text", "json"))
    .option("-y, --yes", "do not ask")
    .option("--journal <file>", "write every command down before and after it is sent (holds phone numbers)")
    .option("--refresh-identities", REFRESH)
    .action(async (directory: string, flags: SharedFlags & { yes?: true; journal?: string }) => {
      const { apply } = await import("./apply.ts");
      const { format, yes = false, journal = null } = flags;
      finish(await apply({ ...shared(directory, flags), format, yes, journal, keepIdentities: true }, world));
    });
}

interface PlanFlags extends Omit<SharedFlags, "format"> {
  readonly format: "text" | "json" | "markdown";
  readonly detailedExitcode?: true;
}

interface SharedFlags {
  readonly list: string[];
  readonly format: "text" | "json";
  readonly refreshIdentities?: true;
}

function shared(directory: string, { list, refreshIdentities }: Omit<SharedFlags, "format">) {
  return { directory, globs: list, refreshIdentities: refreshIdentities ?? false };
}

function addImport(program: Command, world: World, finish: Finish): void {
  program
    .command("import")
    .description("write a file for each live list that no file declares yet")
    .argument("[dir]", "where to write", "lists")
    .addOption(listOption())
    .action(async (directory: string, { list }: { list: string[] }) => {
      const { importLists } = await import("./import.ts");
      finish(await importLists({ directory, globs: list }, world));
    });
}

function addEmulator(program: Command, world: World, finish: Finish): void {
  program
    .command("emulator")
    .description("serve an imitation of Blip on this machine, to try things out on")
    .option("--port <n>", "port to listen on (default: a free one)", wholeNumber(0, 65_535))
    .option("--state <file>", "YAML file with the lists, contacts and accounts to begin with")
    .option(
      "--commands-per-second <n>",
      "limit, answered with 429 and a penalty when exceeded",
      wholeNumber(0, 100_000),
    )
    .option("--latency <ms>", "how long each answer takes", wholeNumber(0, 600_000))
    .option("--log <file>", "append every command received, as JSON lines")
    .addOption(
      new Option("--set <switch=value>", "a switch of src/emulator/README.md (again for more)")
        .argParser(collect)
        .default([], "none"),
    )
    .addOption(
      new Option("--fault <kind=rate>", `how often something goes wrong, from 0 to 1 (again for more)`)
        .argParser(collect)
        .default([], "none"),
    )
    .action(async (flags: import("./emulator.ts").EmulatorFlags) => {
      const { emulator } = await import("./emulator.ts");
      finish(await emulator(flags, world));
    });
}

function addDemo(program: Command, world: World, finish: Finish): void {
  program
    .command("demo")
    .description("validate, plan, apply and plan again, against an imitation of Blip")
    .argument("[dir]", DIRECTORY)
    .action(async (directory: string | undefined) => {
      const { demo } = await import("./demo.ts");
      finish(await demo(directory ?? null, world));
    });
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
