/** `blip-lists demo`: all of it, against Blip in a box. */

import type { Command } from "commander";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { DIRECTORY } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command.argument("[dir]", DIRECTORY).action(async (directory: string | undefined) => {
    const { demo } = await import("../../app/demo.ts");
    finish(await demo(directory ?? null, world));
  });
}
