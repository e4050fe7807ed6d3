/** The commands about lists: flags become options, the command is loaded when it is called. */

import type { Command } from "commander";
import type { Finish } from "./flags.ts";
import { DIRECTORY, fileOption, filesOption, formats, listOption } from "./flags.ts";
import { directoryAmong } from "./variadic.ts";
import type { World } from "./world.ts";

const REFRESH = "look numbers up again that were looked up before";

export function addValidate(program: Command, world: World, finish: Finish): void {
  program
    .command("validate")
    .description("check the files, without asking Blip")
    .argument("[dir]", DIRECTORY, "lists")
    .action(async (directory: string) => {
      const { validate } = await import("./validate.ts");
      finish(await validate(directory, world));
    });
}

export function addPlan(program: Command, world: World, finish: Finish): void {
  program
    .command("plan")
    .description("show what apply would change; writes nothing")
    .argument("[dir]", DIRECTORY, "lists")
    .addOption(listOption())
    .addOption(formats("text", "json", "markdown"))
    .addOption(fileOption("--out <file>", "save the plan for apply --plan (holds phone numbers)"))
    .addOption(
      fileOption("--review <file>", "write what may leave the machine, for comment and apply --approved"),
    )
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--refresh-identities", REFRESH)
    .action(async (directory: string, flags: PlanFlags) => {
      const { plan } = await import("./plan.ts");
      const { format, detailedExitcode = false, out = null, review = null } = flags;
      finish(await plan({ ...shared(directory, flags), format, detailedExitcode, out, review }, world));
    });
}

export function addApply(program: Command, world: World, finish: Finish): void {
  program
    .command("apply")
    .description("plan, ask, send what is needed, and read Blip again to verify it")
    .argument("[dir]", DIRECTORY)
    .addOption(listOption())
    .addOption(formats("text", "json"))
    .option("-y, --yes", "do not ask")
    .addOption(
      fileOption("--plan <file>", "send what this saved plan holds, or the rest of it, and nothing else"),
    )
    .addOption(filesOption("--approved <file...>", "the same with review files: what they hold together"))
    .addOption(
      filesOption(
        "--reviewed [file...]",
        "review files of merged pull requests; approval in bot.yaml says what they mean",
      ),
    )
    .option("--approved-only", "leave what is not approved, instead of refusing the whole")
    .option("--accept <digest>", "let exactly this plan through the safety gates")
    .addOption(fileOption("--result <file>", "write what it came to, masked, for comment"))
    .addOption(
      fileOption(
        "--journal <file>",
        "write every command down before and after it is sent (holds phone numbers)",
      ),
    )
    .option("--refresh-identities", REFRESH)
    .option("--wait", "wait for another apply in this directory to end")
    .action(async (argument: string | undefined, flags: ApplyFlags) => {
      const { apply } = await import("./apply.ts");
      const { format, yes = false, plan = null, approvedOnly = false, wait = false } = flags;
      const { accept = null, result = null, journal = null } = flags;
      const { directory, approved, reviewed } = directoryAmong(argument, flags, world);
      const files = { plan, approved, reviewed, approvedOnly, result, journal };
      const options = { ...shared(directory, flags), ...files, format, yes, accept, wait, keepsNotes: true };
      finish(await apply(options, world));
    });
}

interface ApplyFlags extends SharedFlags {
  readonly yes?: true;
  readonly plan?: string;
  readonly approved?: readonly string[];
  readonly reviewed?: readonly string[] | true;
  readonly approvedOnly?: true;
  readonly wait?: true;
  readonly accept?: string;
  readonly result?: string;
  readonly journal?: string;
}

interface PlanFlags extends Omit<SharedFlags, "format"> {
  readonly format: "text" | "json" | "markdown";
  readonly detailedExitcode?: true;
  readonly out?: string;
  readonly review?: string;
}

interface SharedFlags {
  readonly list: string[];
  readonly format: "text" | "json";
  readonly refreshIdentities?: true;
}

function shared(directory: string, { list, refreshIdentities }: Omit<SharedFlags, "format">) {
  return { directory, globs: list, refreshIdentities: refreshIdentities ?? false };
}

export function addImport(program: Command, world: World, finish: Finish): void {
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
