/** `blip-lists emulator`: Blip in a box. */

import type { Command } from "commander";
import { Option } from "commander";
import type { EmulatorFlags } from "../../app/emulator.ts";
import type { World } from "../../app/runtime.ts";
import type { Finish } from "../flags.ts";
import { collect, wholeNumber } from "../flags.ts";

export function define(command: Command, world: World, finish: Finish): void {
  command
    .option("--port <n>", "port to listen on (default: a free one)", wholeNumber(0, 65_535))
    .option("--state <file>", "YAML file with the lists, contacts and accounts to begin with")
    .option(
      "--commands-per-second <n>",
      "limit, answered with 429 and a penalty when exceeded",
      wholeNumber(0, 100_000),
    )
    .option("--latency <ms>", "how long each answer takes", wholeNumber(0, 600_000))
    .option("--log <file>", "append every command received, as JSON lines")
    .addOption(
      new Option("--set <switch=value>", "a switch of src/emulator/README.md (again for more)")
        .argParser(collect)
        .default([], "none"),
    )
    .addOption(
      new Option("--fault <kind=rate>", "how often something goes wrong, from 0 to 1 (again for more)")
        .argParser(collect)
        .default([], "none"),
    )
    .action(async (flags: EmulatorFlags) => {
      const { emulator } = await import("../../app/emulator.ts");
      finish(await emulator(flags, world));
    });
}
