/** What a seed does to a run: what nobody knows of Blip, a bad network, other writers, the end of the process. */

import type { FaultRates } from "../../src/emulator/faults.ts";
import type { Switches } from "../../src/emulator/switches.ts";
import type { Network } from "../support/virtual-blip.ts";
import type { Chance } from "./chance.ts";

/** How the answers of one run are spoilt on their way, rates from 0 to 1. */
export interface Spoiling {
  /** HTTP 200 with a failure that says "try again", before the command took effect and after. */
  readonly failureBefore: number;
  readonly failureAfter: number;
  /** A look-up that is refused for the sake of the bot or its channel, and says nothing about the number. */
  readonly channelRefusal: number;
  /** HTTP 500, 502 or 504 of a proxy, nothing done. */
  readonly proxyError: number;
  /** A page with fewer items than there are, and one that is the page before it once more. */
  readonly shortPage: number;
  readonly repeatedPage: number;
  /** What the totals of this Blip count. */
  readonly totalCounts: "all" | "page";
}

/** How one run ends before its end; counted in commands sent, times in milliseconds since it began. */
export interface RunFate {
  readonly killAtCommand: number | null;
  /** Whether the command at which it is killed still leaves. */
  readonly killAfterSending: boolean;
  readonly interruptAtMs: number | null;
  readonly keyRevokedAtCommand: number | null;
  readonly stalls: readonly { readonly atMs: number; readonly forMs: number }[];
}

export interface Hostility {
  readonly faults: FaultRates;
  readonly network: Partial<Network>;
  readonly spoiling: Spoiling;
  /** While it lasts nothing comes through. */
  readonly outage: { readonly fromMs: number; readonly toMs: number } | null;
  /** When the other writer writes, in milliseconds. */
  readonly writesAtMs: readonly number[];
  /** The runs that meet all this; a last one without follows. */
  readonly runs: readonly RunFate[];
  /** For each of them another apply at the same time, from another clone of the lists; null for none. */
  readonly rivals: readonly (Rival | null)[];
}

/** An apply that nobody keeps from running beside another: the two know nothing of each other. */
export interface Rival {
  /** How long after the other it begins, in milliseconds. */
  readonly afterMs: number;
  readonly fate: RunFate;
}

/** The runs under faults: the first, and up to two more. */
const RUNS_MAX = 3;

export function drawHostility(chance: Chance, totalCounts: "all" | "page"): Hostility {
  const rate = () => chance.pick(0, 0, 0, 0.02, 0.08);
  const writes = chance.happens(0.4) ? chance.between(1, 10) : 0;
  const outageFromMs = chance.below(4_000);
  const hostility = {
    faults: {
      "reset-before-effect": rate(),
      "reset-after-effect": rate(),
      unavailable: rate(),
      "unavailable-after-effect": rate(),
      garbage: rate(),
      truncated: rate(),
    },
    network: {
      inMs: chance.pick(1, 10, 50, 200),
      backMs: chance.pick(1, 10, 50, 200),
      jitterInMs: chance.pick(0, 20, 100, 400),
      jitterBackMs: chance.pick(0, 20, 400),
      connectMs: chance.pick(0, 0, 80),
      resetBefore: rate(),
      resetAfter: rate(),
      silence: chance.pick(0, 0, 0.01),
    },
    spoiling: {
      failureBefore: rate(),
      failureAfter: rate(),
      channelRefusal: chance.pick(0, 0, 0.1, 0.5, 1),
      proxyError: rate(),
      shortPage: chance.pick(0, 0, 0.1, 0.5),
      repeatedPage: chance.pick(0, 0, 0, 0.1),
      totalCounts,
    },
    outage: chance.happens(0.15)
      ? { fromMs: outageFromMs, toMs: outageFromMs + chance.pick(2_000, 30_000, 300_000) }
      : null,
    writesAtMs: Array.from({ length: writes }, () => chance.below(chance.pick(1_000, 10_000))),
    runs: Array.from({ length: chance.between(1, RUNS_MAX) }, () => drawFate(chance)),
  };
  return { ...hostility, rivals: hostility.runs.map(() => drawRival(chance)) };
}

function drawRival(chance: Chance): Rival | null {
  if (!chance.happens(0.3)) return null;
  return { afterMs: chance.pick(0, 100, chance.below(5_000)), fate: drawFate(chance) };
}

function drawFate(chance: Chance): RunFate {
  const ending = chance.pick("none", "none", "kill", "kill", "interrupt", "revoke");
  const command = 1 + chance.below(chance.pick(10, 40, 100));
  return {
    killAtCommand: ending === "kill" ? command : null,
    killAfterSending: chance.happens(0.5),
    interruptAtMs: ending === "interrupt" ? chance.below(chance.pick(1_000, 8_000)) : null,
    keyRevokedAtCommand: ending === "revoke" && chance.happens(0.5) ? command : null,
    stalls: chance.happens(0.2) ? [{ atMs: chance.below(3_000), forMs: chance.between(50, 3_000) }] : [],
  };
}

/** Latency and jitter are the network's here, and refused look-ups the wire's, not the emulator's. */
export type DrawnSwitches = Omit<Switches, "latencyMs" | "jitterInMs" | "lookUpRefusedReason">;

/** @param commandsPerSecond what the client is set to */
export function drawSwitches(chance: Chance, commandsPerSecond: number): DrawnSwitches {
  const overTakeMax = chance.pick("cap", "cap", "refuse");
  // The client counts on pages of a hundred, the one size that is documented.
  const takeMax = () => (overTakeMax === "refuse" ? chance.pick(100, 1_000) : chance.pick(2, 5, 13, 100));
  return {
    createExistingList: chance.pick("success", "failure"),
    createRefusedReason: chance.pick(101, 60, 66, 61),
    listNames: chance.pick("plain", "any"),
    addExistingMember: chance.pick("success", "success", "failure"),
    membersOfMissingList: chance.pick("application-error", "not-found", "empty"),
    listsTakeDefault: chance.pick(100, 2),
    listsTakeMax: takeMax(),
    recipientsTakeMax: takeMax(),
    overTakeMax,
    totalAbsent: chance.pick("when-zero", "never", "always"),
    totalCounts: chance.pick("all", "all", "page"),
    plusInQuery: chance.pick("space", "literal"),
    unknownNumber: chance.pick("canonical", "canonical", "not-found"),
    accountAnswer: chance.pick("alternative-differs", "both-canonical", "identity-only"),
    numberForm: chance.pick("area-code", "long", "short", "as-asked"),
    commandsPerSecond: chance.pick(0, commandsPerSecond, commandsPerSecond, Math.ceil(commandsPerSecond / 3)),
    penaltyMs: chance.pick(1_000, 5_000, 120_000),
    overLimit: chance.pick("http-429", "reason-34"),
    retryAfter: chance.pick(false, true),
    errorBody: chance.pick("reason", "empty", "html"),
    readLagMs: chance.pick(0, 0, 300, 3_000),
  };
}
