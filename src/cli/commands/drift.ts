/** `blip-lists drift`: an issue for as long as Blip differs. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Shell } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  command
    .requiredOption("--review <file>", help.drift.review)
    .option("--author <login>", help.flags.author)
    .action(async (flags: { review: string; author?: string }) => {
      const { drift } = await import("../../app/drift.ts");
      const { review, author = null } = flags;
      print(await drift({ review, author }, portsOf(runtime)), runtime);
      finish(Exit.done);
    });
}
