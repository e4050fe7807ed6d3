/** `blip-lists bots`: the bots of a repository. */

import type { Command } from "commander";
import { Exit } from "../../domain/exit-code.ts";
import type { Shell } from "../flags.ts";
import { portsOf } from "../ports.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  command.argument("[root]", help.bots.root, "lists").action(async (root: string) => {
    const { findBotsIn } = await import("../../app/bots.ts");
    const found = await findBotsIn({ root }, portsOf(runtime));
    runtime.stdout.write(`${JSON.stringify(found)}\n`);
    finish(Exit.done);
  });
}
