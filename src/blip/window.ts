/**
 * How many commands Blip may have counted within one second.
 *
 * Blip counts a command when it arrives, which nobody here sees. What is seen is when it was sent and when
 * it was answered. A command whose round trip took no longer than the fastest of its kind arrived as fast
 * as one can; one that took 80 ms longer may have arrived up to 80 ms later. Each command is counted at the
 * latest moment at which it can have arrived, so that jitter, new connections and stalls bunch nothing.
 * One that is not answered yet may be on its way still, so it counts, unless it is young for a Blip that
 * takes longer than the window to answer at all.
 */

import type { RoundTrips } from "./round-trips.ts";
import { roundTrips } from "./round-trips.ts";

/** What Blip counts over. */
const SECOND_MS = 1_000;
/** How long a command is remembered, for the question what went before one that Blip objected to. */
const HISTORY_MS = 60_000;

/** What became of a command: nothing yet; Blip took it; Blip found it too much; no answer of Blip's. */
export type Fate = "open" | "accepted" | "throttled" | "lost";

export interface Entry {
  readonly kind: string;
  readonly sentAt: number;
  closedAt: number;
  fate: Fate;
}

export class ArrivalWindow {
  private readonly spanMs: number;
  /** What may still count within the last span. */
  private counting: Entry[] = [];
  private history: Entry[] = [];
  private readonly roundTrips = new Map<string, RoundTrips>();
  private open = 0;
  /** About so many connections were opened, and each was slower when it was used first. */
  private openMax = 0;

  /** @param spanMs how long the window is: a second, and what is left as headroom */
  constructor(spanMs: number) {
    this.spanMs = spanMs;
  }

  add(kind: string, sentAt: number): Entry {
    const entry: Entry = { kind, sentAt, closedAt: Number.POSITIVE_INFINITY, fate: "open" };
    this.open += 1;
    this.openMax = Math.max(this.openMax, this.open);
    this.counting.push(entry);
    this.history.push(entry);
    // Dropped a half at a time: to shift one off a long array moves all the others.
    const half = this.history.length >> 1;
    if ((this.history[half]?.sentAt ?? sentAt) < sentAt - HISTORY_MS) this.history = this.history.slice(half);
    return entry;
  }

  close(entry: Entry, now: number, fate: Exclude<Fate, "open">): void {
    if (entry.fate !== "open") return;
    entry.fate = fate;
    entry.closedAt = now;
    this.open -= 1;
    if (fate !== "accepted") return;
    const known = this.roundTrips.get(entry.kind) ?? roundTrips();
    known.take(now - entry.sentAt);
    this.roundTrips.set(entry.kind, known);
  }

  /** The commands sent in the second before this one. Some may still be open: their fate shows later. */
  secondBefore({ sentAt }: Entry): readonly Entry[] {
    return this.history.filter((one) => one.sentAt > sentAt - SECOND_MS && one.sentAt <= sentAt);
  }

  /**
   * When a further command may be sent without a window that holds more than `limit`, a whole number: `now`
   * or earlier when it may be at once, infinite when that depends on an answer which is still to come.
   */
  roomAt(limit: number, now: number): number {
    const arrivals = this.recent(now);
    if (arrivals.length < limit) return now;
    return nthSmallest(arrivals, arrivals.length - limit) + this.spanMs;
  }

  /** The latest possible arrivals within the span before `now`. What can never count again is forgotten. */
  private recent(now: number): number[] {
    const arrivals: number[] = [];
    this.counting = this.counting.filter((entry) => {
      const arrival = this.latestArrival(entry, now);
      const counts = arrival > now - this.spanMs;
      if (counts) arrivals.push(arrival);
      return counts || entry.fate === "open";
    });
    return arrivals;
  }

  /** Infinite where the command may be on its way still, for all that is known. */
  private latestArrival({ kind, sentAt, closedAt, fate }: Entry, now: number): number {
    const known = this.roundTrips.get(kind)?.known(this.openMax) ?? null;
    switch (fate) {
      case "open":
        if (known === null || now - sentAt > known.fastest + known.spread) return Number.POSITIVE_INFINITY;
        return sentAt + known.spread;
      case "accepted":
        return Math.max(sentAt, closedAt - (known?.fastest ?? 0));
      case "throttled":
      case "lost":
        // It says nothing of the way how long a refusal took, or a connection that broke.
        return closedAt;
      default:
        return fate satisfies never;
    }
  }
}

/** @param index from 0; it is 0 whenever the window is just full, which is most of the time */
function nthSmallest(values: number[], index: number): number {
  if (index === 0) return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return values.sort((a, b) => a - b)[index] ?? Number.POSITIVE_INFINITY;
}
