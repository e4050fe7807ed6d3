/** `blip-lists emulator`: Blip in a box on a local port, until it is interrupted. */

import { closeSync, readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import { literal, name, quoted, reason } from "../domain/fact-fields.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import { parseKey } from "../domain/key.ts";
import type { FaultDecision, InjectedFault } from "../emulator/faults.ts";
import { FAULTS, faultsAtRates } from "../emulator/faults.ts";
import { keyFor } from "../emulator/key.ts";
import type { LogSink } from "../emulator/log.ts";
import { stateFromSeed } from "../emulator/seed.ts";
import { startEmulator } from "../emulator/server.ts";
import type { EmulatorState } from "../emulator/state.ts";
import type { StateFile } from "../emulator/state-file.ts";
import { parseStateFile } from "../emulator/state-file.ts";
import { DEFAULT_SWITCHES, parseSwitches } from "../emulator/switches.ts";
import { checkDistinct, checkOutside } from "../files/distinct.ts";
import { openToAppend, PRIVATE, whyNotWritten } from "../files/safe-file.ts";
import type { Ports } from "./ports.ts";

export interface EmulatorFlags {
  readonly port?: number;
  readonly state?: string;
  readonly commandsPerSecond?: number;
  readonly latency?: number;
  readonly log?: string;
  readonly set: readonly string[];
  readonly fault: readonly string[];
}

const BOT_WITHOUT_STATE = "demobot";
const FAULT_SEED = 1;

export interface EmulatorView {
  /** Called when commands are taken. @param key null where the one of the environment is this bot's */
  started(running: { readonly url: string; readonly bot: string; readonly key: string | null }): void;
  /** Takes a line of the log, where it is asked for on standard output. */
  log(line: string): void;
}

/** Serves until it is interrupted. @throws Failure (exit 3 for flags, 1 where it cannot listen) */
export async function serveEmulator(flags: EmulatorFlags, ports: Ports, view: EmulatorView): Promise<void> {
  const { state, switches } = understood("--state", () => readState(flags, ports));
  const settings = understood("--set", () => parseSwitches({ ...switches, ...switchFlags(flags) }));
  const faults = understood("--fault", () => faultRates(flags));
  const log = openLog(flags, ports, view);
  try {
    const { port = 0 } = flags;
    const running = await startEmulator({
      port,
      state,
      switches: settings,
      faults,
      ...(log ? { sink: log.sink } : {}),
    }).catch((error: Error) => {
      throw new Failure(Exit.failed, fact("emulator", { problem: quoted(error.message) }));
    });
    view.started({ url: running.url, bot: state.bot, key: keyToShow(state, ports) });
    await ports.untilInterrupted();
    await running.close();
  } finally {
    log?.close();
  }
}

/** @throws Failure (exit 3) with what was thrown */
function understood<T>(flag: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const said =
      error instanceof FactError ? error.said : fact("emulator", { problem: quoted(error.message) });
    throw failureAs(Exit.invalid, "usage", fact("emulator-flag", { flag: literal(flag), why: reason(said) }));
  }
}

function readState({ state: file }: EmulatorFlags, { env, cwd }: Ports): StateFile {
  if (file !== undefined) return parseStateFile(readFileSync(resolve(cwd, file), "utf8"), file);
  const bot = parseKey(env.BLIP_KEY ?? "")?.bot ?? BOT_WITHOUT_STATE;
  return { state: stateFromSeed({ bot }), switches: DEFAULT_SWITCHES };
}

function switchFlags({ commandsPerSecond, latency, set }: EmulatorFlags): Record<string, unknown> {
  const switches: Record<string, unknown> = {};
  for (const setting of set) {
    const [named = "", value] = setting.split("=", 2);
    if (value === undefined) throw new FactError(fact("emulator-setting", { setting: quoted(setting) }));
    switches[named] = /^\d+$/.test(value)
      ? Number(value)
      : value === "true" || (value === "false" ? false : value);
  }
  if (commandsPerSecond !== undefined) switches.commandsPerSecond = commandsPerSecond;
  if (latency !== undefined) switches.latencyMs = latency;
  return switches;
}

/** @returns the decision to make for each command; the same flags, the same faults in the same places */
function faultRates({ fault }: EmulatorFlags): FaultDecision {
  const rates: Partial<Record<InjectedFault, number>> = {};
  for (const setting of fault) {
    const [named = "", rate = ""] = setting.split("=", 2);
    const kind = FAULTS.find((one) => one === named);
    if (kind === undefined) {
      const faults = FAULTS.map((one) => literal(one));
      throw new FactError(fact("emulator-fault", { fault: quoted(named), faults }));
    }
    if (!/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(rate)) {
      throw new FactError(fact("emulator-rate", { setting: quoted(setting) }));
    }
    rates[kind] = Number(rate);
  }
  return faultsAtRates(rates, FAULT_SEED);
}

/** Where the commands take it for granted that lists are. */
const DIRECTORY = "lists";

/** @throws Failure (exit 3) for a file that cannot be written to, or is there for something else */
function openLog(
  { log: file, state }: EmulatorFlags,
  ports: Ports,
  view: EmulatorView,
): { sink: LogSink; close(): void } | null {
  if (file === undefined) return null;
  if (file === "-") return { sink: (entry) => view.log(`${JSON.stringify(entry)}\n`), close: () => {} };
  checkDistinct([["--log", file]], [["--state", state ?? null]], ports);
  checkOutside("--log", file, DIRECTORY, ports);
  let handle: number;
  try {
    handle = openToAppend(resolve(ports.cwd, file), PRIVATE);
  } catch (error) {
    const fields = { flag: literal("--log"), file: name(file), why: reason(whyNotWritten(error)) };
    throw new Failure(Exit.invalid, fact("output-file", fields));
  }
  return {
    sink: (entry) => {
      writeSync(handle, `${JSON.stringify(entry)}\n`);
    },
    close: () => closeSync(handle),
  };
}

/** The made-up key is shown, so that it can be used; one that came from the environment is not repeated. */
function keyToShow({ bot, accessKey }: EmulatorState, { env }: Ports): string | null {
  const isKnown = parseKey(env.BLIP_KEY ?? "")?.bot.toLowerCase() === bot.toLowerCase();
  return isKnown ? null : keyFor(bot, accessKey ?? undefined);
}
