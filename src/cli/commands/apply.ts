/** `blip-lists apply`: plan, ask, carry out, verify. */

import type { Command } from "commander";
import type { Finish } from "../flags.ts";
import { DIRECTORY, fileOption, filesOption, formats, listOption, REFRESH_IDENTITIES } from "../flags.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";
import { directoryAmong } from "../variadic.ts";

interface Flags {
  readonly list: string[];
  readonly format: "text" | "json";
  readonly refreshIdentities?: true;
  readonly yes?: true;
  readonly wait?: true;
  readonly plan?: string;
  readonly approved?: readonly string[];
  readonly reviewed?: readonly string[] | true;
  readonly approvedOnly?: true;
  readonly accept?: string;
  readonly result?: string;
  readonly journal?: string;
}

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
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
    .addOption(fileOption("--result <file>", "write the masked result, for comment"))
    .addOption(
      fileOption("--journal <file>", "write every command down before and after it is sent (phone numbers)"),
    )
    .option("--wait", "wait for another apply in this directory to end")
    .option("--refresh-identities", REFRESH_IDENTITIES)
    .action(async (argument: string | undefined, flags: Flags) => {
      const { list: globs, format, refreshIdentities = false, yes = false, wait = false } = flags;
      const { plan = null, approvedOnly = false, accept = null, result = null, journal = null } = flags;
      const places = directoryAmong(argument, flags, runtime);
      const files = { ...places, plan, result, journal };
      const options = { ...files, globs, refreshIdentities, wait, approvedOnly, accept };
      const { applyLists } = await import("../../app/apply.ts");
      const { applyView } = await import("../show-apply.ts");
      const view = applyView({ format, yes }, runtime);
      const { exit } = await applyLists(options, portsOf(runtime), view);
      finish(exit);
    });
}
