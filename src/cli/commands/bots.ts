/** `blip-lists bots`: the bots of a repository. */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command
    .argument("[root]", "lists of one bot, or a directory of such directories", "lists")
    .action(async (root: string) => {
      const { bots } = await import("../../app/bots.ts");
      finish(await bots({ root }, world));
    });
}
