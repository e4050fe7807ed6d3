/** Faults of the network and of servers, that a test scripts or a seed scatters. */

import type { Command } from "../blip/envelope.ts";

/**
 * - `reset-before-effect`: the connection breaks, nothing was done
 * - `reset-after-effect`: the connection breaks, but the command was carried out
 * - `unavailable`: HTTP 503, nothing was done
 * - `unavailable-after-effect`: HTTP 503, but the command was carried out
 * - `garbage`: carried out, and answered by HTTP 200 with a page of HTML
 * - `truncated`: carried out, and answered by HTTP 200 with half of the JSON
 */
export const FAULTS = [
  "reset-before-effect",
  "reset-after-effect",
  "unavailable",
  "unavailable-after-effect",
  "garbage",
  "truncated",
] as const;

export type InjectedFault = (typeof FAULTS)[number];

interface FaultQuestion {
  /** How many commands were let in before this one. */
  readonly index: number;
  readonly command: Command;
  readonly nowMs: number;
}

/** Decides what goes wrong with a command; null is nothing. Asked once for each that is let in and well-formed. */
export type FaultDecision = (question: FaultQuestion) => InjectedFault | null;

/** How often each fault happens, from 0 to 1; together not more than 1. */
export type FaultRates = { readonly [Name in InjectedFault]?: number };

/**
 * Scatters faults. The same seed gives the same fault to the same index, whatever the commands are.
 * @throws RangeError for rates that are none
 */
export function faultsAtRates(rates: FaultRates, seed: number): FaultDecision {
  let total = 0;
  for (const fault of FAULTS) {
    const rate = rates[fault] ?? 0;
    if (!(rate >= 0 && rate <= 1)) throw new RangeError(`fault ${fault}: ${rate} is not a rate from 0 to 1`);
    total += rate;
  }
  if (total > 1 + Number.EPSILON * FAULTS.length)
    throw new RangeError(`the fault rates add up to ${total}, more than 1`);
  return ({ index }) => {
    let left = fraction(seed, index);
    for (const fault of FAULTS) {
      left -= rates[fault] ?? 0;
      if (left < 0) return fault;
    }
    return null;
  };
}

/** A number from 0 to just under 1 that depends on seed and index alone (one step of mulberry32 for each). */
function fraction(seed: number, index: number): number {
  const start = mix((seed | 0) + 0x6d2b79f5);
  return mix(start + Math.imul(index + 1, 0x6d2b79f5)) / 2 ** 32;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
