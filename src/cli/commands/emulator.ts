/** `blip-lists emulator`: Blip in a box. */

import type { Command } from "commander";
import { Option } from "commander";
import type { EmulatorFlags } from "../../app/emulator.ts";
import { Exit } from "../../domain/exit-code.ts";
import type { Finish } from "../flags.ts";
import { collect, wholeNumber } from "../flags.ts";
import { portsOf } from "../ports.ts";
import type { Runtime } from "../runtime.ts";

export function define(command: Command, runtime: Runtime, finish: Finish): void {
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
      const { serveEmulator } = await import("../../app/emulator.ts");
      await serveEmulator(flags, portsOf(runtime), {
        started: (running) => runtime.stdout.write(greeting(running)),
        log: (line) => runtime.stdout.write(line),
      });
      finish(Exit.done);
    });
}

function greeting({
  url,
  bot,
  key,
}: {
  readonly url: string;
  readonly bot: string;
  readonly key: string | null;
}): string {
  return [
    `An imitation of Blip for the bot ${bot}; Ctrl-C ends it. In another terminal:`,
    `  export BLIP_ENDPOINT=${url}`,
    key === null ? "  (BLIP_KEY as it is set here)" : `  export BLIP_KEY=${key}`,
    "",
  ].join("\n");
}
