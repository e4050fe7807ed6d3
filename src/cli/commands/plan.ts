/** `blip-lists plan`: what would change? */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY, fileOption, formats, listOption, REFRESH_IDENTITIES } from "../flags.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";

interface Flags {
  readonly list: string[];
  readonly format: "text" | "json" | "markdown";
  readonly refreshIdentities?: true;
  readonly detailedExitcode?: true;
  readonly out?: string;
  readonly review?: string;
}

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
    .argument("[dir]", DIRECTORY, "lists")
    .addOption(listOption())
    .addOption(formats("text", "json", "markdown"))
    .addOption(fileOption("--out <file>", "save the plan for apply --plan (holds phone numbers)"))
    .addOption(
      fileOption("--review <file>", "write what may leave the machine, for comment and apply --approved"),
    )
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--refresh-identities", REFRESH_IDENTITIES)
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
