/** `blip-lists import`: a file for each live list. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Fact } from "../../domain/fact.ts";
import type { Shell } from "../flags.ts";
import { listOption } from "../flags.ts";
import { portsOf } from "../ports.ts";
import { print } from "../print.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  command
    .argument("[dir]", help.import.directory, "lists")
    .addOption(listOption(help))
    .action(async (directory: string, { list }: { list: string[] }) => {
      const { importLists } = await import("../../app/import.ts");
      const onFile = (written: Fact) => print(written, runtime);
      print(await importLists({ directory, globs: list }, portsOf(runtime), onFile), runtime);
      finish(Exit.done);
    });
}
