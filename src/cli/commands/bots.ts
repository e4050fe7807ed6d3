/** `blip-lists bots`: the bots of a repository. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";

export function define(command: Command, runtime: Runtime, finish: Finish): void {
  command
    .argument("[root]", "lists of one bot, or a directory of such directories", "lists")
    .action(async (root: string) => {
      const { findBotsIn } = await import("../../app/bots.ts");
      const found = await findBotsIn({ root }, portsOf(runtime));
      runtime.stdout.write(`${JSON.stringify(found)}\n`);
      finish(Exit.done);
    });
}
