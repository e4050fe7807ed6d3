/** `blip-lists drift`: an issue for as long as Blip differs. */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { AUTHOR } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command
    .requiredOption("--review <file>", "what plan --review wrote")
    .option("--author <login>", AUTHOR)
    .action(async (flags: { review: string; author?: string }) => {
      const { drift } = await import("../../app/drift.ts");
      const { review, author = null } = flags;
      finish(await drift({ review, author }, world));
    });
}
