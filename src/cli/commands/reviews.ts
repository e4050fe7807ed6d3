/** `blip-lists reviews`: what was reviewed and merged. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";
import type { Runtime } from "../runtime.ts";

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
    .argument("[dir]", DIRECTORY, "lists")
    .requiredOption("--out <dir>", "where to write them, each named by its pull request")
    .option("--commit <sha>", "the commit that is applied (default: the run's)")
    .action(async (directory: string, flags: { out: string; commit?: string }) => {
      const { out, commit = null } = flags;
      const { reviews } = await import("../../app/reviews.ts");
      for (const fact of await reviews({ directory, out, commit }, portsOf(runtime))) print(fact, runtime);
      finish(Exit.done);
    });
}
