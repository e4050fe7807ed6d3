/** `blip-lists drift`: an issue for as long as Blip differs. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { AUTHOR } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";
import type { Runtime } from "../runtime.ts";

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
    .requiredOption("--review <file>", "what plan --review wrote")
    .option("--author <login>", AUTHOR)
    .action(async (flags: { review: string; author?: string }) => {
      const { drift } = await import("../../app/drift.ts");
      const { review, author = null } = flags;
      print(await drift({ review, author }, portsOf(runtime)), runtime);
      finish(Exit.done);
    });
}
