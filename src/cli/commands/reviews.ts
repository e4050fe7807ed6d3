/** `blip-lists reviews`: what was reviewed and merged. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Shell } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  command
    .argument("[dir]", help.directory, "lists")
    .requiredOption("--out <dir>", help.reviews.out)
    .option("--commit <sha>", help.reviews.commit)
    .action(async (directory: string, flags: { out: string; commit?: string }) => {
      const { out, commit = null } = flags;
      const { reviews } = await import("../../app/reviews.ts");
      for (const fact of await reviews({ directory, out, commit }, portsOf(runtime))) print(fact, runtime);
      finish(Exit.done);
    });
}
