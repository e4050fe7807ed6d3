/** `blip-lists reviews`: what was reviewed and merged. */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command
    .argument("[dir]", DIRECTORY, "lists")
    .requiredOption("--out <dir>", "where to write them, each named by its pull request")
    .action(async (directory: string, { out }: { out: string }) => {
      const { reviews } = await import("../../app/reviews.ts");
      finish(await reviews({ directory, out }, world));
    });
}
