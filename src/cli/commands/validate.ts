/** `blip-lists validate`: are the files right? */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command.argument("[dir]", DIRECTORY, "lists").action(async (directory: string) => {
    const { validate } = await import("../../app/validate.ts");
    finish(await validate(directory, world));
  });
}
