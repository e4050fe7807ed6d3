/** `blip-lists emulator`: Blip in a box. */

import type { Command } from "commander";
import { Option } from "commander";
import type { EmulatorFlags } from "../../app/emulator.ts";
import { Exit } from "../../domain/exit-code.ts";
import { phrases } from "../../report/words/say.ts";
import type { Shell } from "../flags.ts";
import { collect, numberOption } from "../flags.ts";
import { portsOf } from "../ports.ts";

export function define(command: Command, { runtime, help, finish }: Shell): void {
  const words = help.emulator;
  command
    .addOption(numberOption("--port <n>", words.port, 0, 65_535))
    .option("--state <file>", words.state)
    .addOption(numberOption("--commands-per-second <n>", words.commandsPerSecond, 0, 100_000))
    .addOption(numberOption("--latency <ms>", words.latency, 0, 600_000))
    .option("--log <file>", words.log)
    .addOption(new Option("--set <switch=value>", words.set).argParser(collect).default([], help.none))
    .addOption(new Option("--fault <kind=rate>", words.fault).argParser(collect).default([], help.none))
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
    phrases().emulatorStarted({ bot }),
    `  export BLIP_ENDPOINT=${url}`,
    key === null ? `  ${phrases().emulatorKeyIsSet}` : `  export BLIP_KEY=${key}`,
    "",
  ].join("\n");
}
