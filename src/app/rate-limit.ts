/** What is said where Blip refuses commands for the rate: while it does, and when all is done. */

import type { Link } from "../blip/link.ts";
import type { Pacer } from "../blip/pacer.ts";
import { counted, duration } from "../report/format.ts";
import type { Ports } from "./ports.ts";

/** From fewer commands than these nothing can be told of what Blip takes. */
const COMMANDS_FOR_ADVICE_MIN = 20;

function waiting(ms: number): string {
  return `Blip refuses: rate limit; waiting ${duration(Math.ceil(ms / 1_000))}`;
}

/** Where there is no terminal, a line for each pause; a bar says it itself. */
export function logPause(ms: number, ports: Ports): void {
  if (!ports.hasTerminal) ports.log(`${waiting(ms)}\n`);
}

/** What a bar says behind its numbers: empty where all is well. */
export function noteOf({ retries }: Link, { pausedForMs }: Pacer): string {
  const parts = [
    retries > 0 ? counted(retries, "retry", "retries") : "",
    pausedForMs > 0 ? waiting(pausedForMs) : "",
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => `, ${part}`)
    .join("");
}

/** A limit that was found the hard way is worth writing down: the next run would find it so, too. */
export function warnOfTheLimit(pacer: Pacer, configured: number, ports: Ports): void {
  if (pacer.pauses === 0) return;
  const paused = `Blip refused commands for the rate, and the run paused ${counted(pacer.pauses, "time")}`;
  ports.warn(`${paused}${advice(pacer, configured)}`);
}

function advice({ taken, commandsPerSecond }: Pacer, configured: number): string {
  if (taken < COMMANDS_FOR_ADVICE_MIN) return "";
  return commandsPerSecond < configured
    ? `: set commandsPerSecond in bot.yaml to the ${commandsPerSecond} it took (now ${configured})`
    : ": something else sends through this bot as well: lower commandsPerSecond in bot.yaml";
}
