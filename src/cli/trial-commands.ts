/** The commands to try things out with. */

import type { Command } from "commander";
import { Option } from "commander";
import type { World } from "../app/runtime.ts";
import type { Finish } from "./flags.ts";
import { collect, DIRECTORY, wholeNumber } from "./flags.ts";

export function addEmulator(program: Command, world: World, finish: Finish): void {
  program
    .command("emulator")
    .description("serve an imitation of Blip on this machine, to try things out on")
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
      new Option("--fault <kind=rate>", `how often something goes wrong, from 0 to 1 (again for more)`)
        .argParser(collect)
        .default([], "none"),
    )
    .action(async (flags: import("../app/emulator.ts").EmulatorFlags) => {
      const { emulator } = await import("../app/emulator.ts");
      finish(await emulator(flags, world));
    });
}

export function addDemo(program: Command, world: World, finish: Finish): void {
  program
    .command("demo")
    .description("validate, plan, apply and plan again, against an imitation of Blip")
    .argument("[dir]", DIRECTORY)
    .action(async (directory: string | undefined) => {
      const { demo } = await import("../app/demo.ts");
      finish(await demo(directory ?? null, world));
    });
}
