/** `blip-lists plan`: what would change? */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY, fileOption, formats, listOption, REFRESH_IDENTITIES } from "../flags.ts";

interface Flags {
  readonly list: string[];
  readonly format: "text" | "json" | "markdown";
  readonly refreshIdentities?: true;
  readonly detailedExitcode?: true;
  readonly out?: string;
  readonly review?: string;
}

export function define(command: Command, world: World, finish: Finish): void {
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
      const options = { directory, globs, format, refreshIdentities, detailedExitcode, out, review };
      const { plan } = await import("../../app/plan.ts");
      finish(await plan(options, world));
    });
}
