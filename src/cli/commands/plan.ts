/** `blip-lists plan`: what would change? */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Shell } from "../flags.ts";
import { fileOption, formats, listOption } from "../flags.ts";
import { portsOf } from "../ports.ts";

interface Flags {
  readonly list: string[];
  readonly format: "text" | "json" | "markdown";
  readonly refreshIdentities?: true;
  readonly detailedExitcode?: true;
  readonly out?: string;
  readonly review?: string;
}

export function define(command: Command, { runtime, help, finish }: Shell): void {
  const words = help.plan;
  command
    .argument("[dir]", help.directory, "lists")
    .addOption(listOption(help))
    .addOption(formats(help, "text", "json", "markdown"))
    .addOption(fileOption("--out <file>", words.out))
    .addOption(fileOption("--review <file>", words.review))
    .option("--detailed-exitcode", words.detailedExitcode)
    .option("--refresh-identities", help.flags.refreshIdentities)
    .action(async (directory: string, flags: Flags) => {
      const { list: globs, format, refreshIdentities = false } = flags;
      const { detailedExitcode = false, out = null, review = null } = flags;
      const { planLists } = await import("../../app/plan.ts");
      const { showPlan } = await import("../show-plan.ts");
      const options = { directory, globs, refreshIdentities, out, review };
      const planned = await planLists(options, portsOf(runtime));
      showPlan({ ...planned, directory, format }, runtime);
      finish(detailedExitcode && planned.plan.actions.length > 0 ? Exit.changes : Exit.done);
    });
}
