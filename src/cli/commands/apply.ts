/** `blip-lists apply`: plan, ask, carry out, verify. */

import type { Command } from "commander";
import type { Shell } from "../flags.ts";
import { fileOption, filesOption, formats, listOption } from "../flags.ts";
import { portsOf } from "../ports.ts";
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

export function define(command: Command, { runtime, help, finish }: Shell): void {
  const words = help.apply;
  command
    .argument("[dir]", help.directory)
    .addOption(listOption(help))
    .addOption(formats(help, "text", "json"))
    .option("-y, --yes", words.yes)
    .addOption(fileOption("--plan <file>", words.plan))
    .addOption(filesOption("--approved <file...>", words.approved))
    .addOption(filesOption("--reviewed [file...]", words.reviewed))
    .option("--approved-only", words.approvedOnly)
    .option("--accept <digest>", words.accept)
    .addOption(fileOption("--result <file>", words.result))
    .addOption(fileOption("--journal <file>", words.journal))
    .option("--wait", words.wait)
    .option("--refresh-identities", help.flags.refreshIdentities)
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
