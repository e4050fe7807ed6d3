/** What is said where Blip refuses commands for the rate: while it does, and when all is done. */

import type { Link } from "../blip/link.ts";
import type { Pacer } from "../blip/pacer.ts";
import { fact } from "../domain/fact.ts";
import type { Ports, TaskNote } from "./ports.ts";

/** From fewer commands than these nothing can be learned about what Blip takes. */
const COMMANDS_FOR_ADVICE_MIN = 20;

/** Where there is no terminal, a line for each pause; a bar says it itself. */
export function logPause(ms: number, ports: Ports): void {
  if (!ports.hasTerminal) ports.notify(fact("rate-waiting", { seconds: Math.ceil(ms / 1_000) }));
}

/** What a bar says behind its numbers. */
export function noteOf({ retries }: Link, { pausedForMs }: Pacer): TaskNote {
  return { retries, waitSeconds: Math.ceil(pausedForMs / 1_000) };
}

/** A limit that was found the hard way is worth writing down: the next run would find it so, too. */
export function warnOfTheLimit(pacer: Pacer, configured: number, ports: Ports): void {
  const { pauses, taken, commandsPerSecond } = pacer;
  if (pauses === 0) return;
  const known = commandsPerSecond < configured ? "lower" : "others";
  const advice = taken < COMMANDS_FOR_ADVICE_MIN ? "none" : known;
  ports.warn(fact("rate-limited", { pauses, advice, taken: commandsPerSecond, configured }));
}
