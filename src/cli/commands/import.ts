/** `blip-lists import`: a file for each live list. */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { listOption } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command
    .argument("[dir]", "where to write", "lists")
    .addOption(listOption())
    .action(async (directory: string, { list }: { list: string[] }) => {
      const { importLists } = await import("../../app/import.ts");
      finish(await importLists({ directory, globs: list }, world));
    });
}
