/**
 * The one gate that every command of a run goes through: reads, look-ups, writes and retries.
 *
 * Going over Blip's limit is answered with about two minutes of 429, so it costs more than it can win.
 */

import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import type { Clock } from "./clock.ts";
import type { Entry } from "./window.ts";
import { ArrivalWindow } from "./window.ts";

/** The part of the limit that is left unused, for what cannot be seen from here. */
const HEADROOM = 0.03;
/** The second in which Blip takes so many commands, longer by the headroom. */
const SPAN_MS = 1_000 / (1 - HEADROOM);
/** How far behind its time a command may be and still be followed at the usual distance; no more is caught up. */
const CATCH_UP_MS = 10;
/** Pauses when Blip says that it is too much and not for how long: from the first, doubling, up to the last. */
const PAUSE_FIRST_MS = 2_000;
const PAUSE_LAST_MS = 120_000;
/** No server is waited for longer, whatever it asks for. */
const RETRY_AFTER_MAX_MS = 600_000;
/** So many commands in a row that went ahead alone and got no answer: Blip has other troubles than the rate. */
const PROBES_LOST_MAX = 3;
/** How soon to look again, at the latest, when room depends on an answer still to come. */
const LOOK_AGAIN_MS = 1_000;

/** Thrown to whoever waits at the gate when the run is stopped. */
export class Stopped extends FactError {
  override readonly name = "Stopped";

  constructor() {
    super(fact("interrupted"));
  }
}

/** The right to send one command, now. Exactly one of its methods must be called when the answer is there. */
export interface Ticket {
  /** Blip answered, whatever it said. */
  answered(): void;
  /** No answer came, or none of Blip's own. */
  lost(): void;
  /** Blip said that it was too much. @param retryAfterMs how long Blip asked to wait, where it did */
  throttled(retryAfterMs: number | null): void;
}

interface Waiter {
  readonly kind: string;
  readonly urgent: boolean;
  readonly resolve: (ticket: Ticket) => void;
}

export class Pacer {
  private readonly clock: Clock;
  private readonly onPause: (ms: number) => void;
  private readonly window = new ArrivalWindow(SPAN_MS);
  private readonly waiting: Waiter[] = [];
  private limit: number;
  private nextAt = Number.NEGATIVE_INFINITY;
  private pumping = false;
  private wake = new AbortController();
  private pausedAt = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private pauseMs = PAUSE_FIRST_MS;
  /** What was sent in the second before Blip objected, until it takes commands again. */
  private objected: readonly Entry[] | null = null;
  /** The command that goes ahead alone after a pause. */
  private probe: Entry | null = null;
  private probesLost = 0;
  /** How often everything was paused because Blip said that it was too much. */
  pauses = 0;
  /** How many commands Blip took, whatever it answered. */
  taken = 0;

  /** @param onPause called whenever nothing is sent for a while because Blip said that it was too much */
  constructor(clock: Clock, commandsPerSecond: number, onPause: (ms: number) => void = () => {}) {
    this.clock = clock;
    this.limit = commandsPerSecond;
    this.onPause = onPause;
  }

  /** How much longer nothing is sent because Blip said that it was too much, in milliseconds. */
  get pausedForMs(): number {
    return Math.max(0, this.pausedUntil - this.clock.now());
  }

  /** What is kept to now, in commands per second: what was configured, or less where Blip took less. */
  get commandsPerSecond(): number {
    return this.limit;
  }

  /**
   * Waits until a command may be sent.
   * @param kind commands whose round trips can be compared, for the measure of jitter
   * @param urgent whether it goes before those that are not
   * @throws Stopped as soon as the signal is aborted
   */
  take(kind: string, signal: AbortSignal, urgent = false): Promise<Ticket> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new Stopped());
        return;
      }
      const stop = () => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        if (this.waiting.length === 0) this.wake.abort();
        reject(new Stopped());
      };
      const waiter: Waiter = {
        kind,
        urgent,
        resolve: (ticket) => {
          signal.removeEventListener("abort", stop);
          resolve(ticket);
        },
      };
      signal.addEventListener("abort", stop, { once: true });
      const firstPatient = urgent ? this.waiting.findIndex((one) => !one.urgent) : -1;
      this.waiting.splice(firstPatient < 0 ? this.waiting.length : firstPatient, 0, waiter);
      if (!this.pumping) void this.pump();
    });
  }

  private async pump(): Promise<void> {
    this.pumping = true;
    while (this.waiting.length > 0) {
      const now = this.clock.now();
      const at = this.nextSlot(now);
      if (at <= now) {
        const waiter = this.waiting.shift();
        waiter?.resolve(this.release(waiter.kind, now));
      } else {
        this.wake = new AbortController();
        await this.clock.sleep(Math.min(at - now, LOOK_AGAIN_MS), this.wake.signal);
      }
    }
    this.pumping = false;
  }

  /** When the next command may go, infinite when that depends on an answer still to come. */
  private nextSlot(now: number): number {
    if (this.probe !== null) return Number.POSITIVE_INFINITY;
    const paced = Math.max(this.nextAt, this.pausedUntil);
    return paced > now ? paced : this.window.roomAt(Math.max(1, Math.floor(this.limit)), now);
  }

  private release(kind: string, now: number): Ticket {
    this.nextAt = Math.max(this.nextAt, now - CATCH_UP_MS) + SPAN_MS / this.limit;
    const entry = this.window.add(kind, now);
    if (this.objected !== null) this.probe = entry;
    return {
      answered: () => this.settle(entry, "accepted"),
      lost: () => this.settle(entry, "lost"),
      throttled: (retryAfterMs) => this.throttled(entry, retryAfterMs),
    };
  }

  private settle(entry: Entry, fate: "accepted" | "lost"): void {
    this.window.close(entry, this.clock.now(), fate);
    if (fate === "accepted") this.taken += 1;
    if (this.probe === entry) this.probed(fate);
    this.wake.abort();
  }

  /** A probe that Blip took opens the gate. One that was lost says nothing: another goes ahead. */
  private probed(fate: "accepted" | "lost"): void {
    this.probe = null;
    this.probesLost = fate === "lost" ? this.probesLost + 1 : 0;
    if (fate === "lost" && this.probesLost < PROBES_LOST_MAX) return;
    // Only now is everything answered that was sent before the objection.
    this.keepBelow(this.objected?.filter(({ fate }) => fate === "accepted").length ?? 0);
    this.objected = null;
    this.probesLost = 0;
    this.pauseMs = PAUSE_FIRST_MS;
  }

  /** Everything waits; then one command goes ahead alone, and the rest when it was taken. */
  private throttled(entry: Entry, retryAfterMs: number | null): void {
    const now = this.clock.now();
    this.window.close(entry, now, "throttled");
    const askedMs = retryAfterMs === null ? 0 : Math.min(retryAfterMs, RETRY_AFTER_MAX_MS);
    const until = now + (askedMs > 0 ? askedMs : this.pauseMs);
    if (this.probe === entry) this.probe = null;
    else if (entry.sentAt <= this.pausedAt) {
      // It was under way when the pause began: the same objection once more.
      if (this.objected !== null && askedMs > 0) this.pausedUntil = Math.max(this.pausedUntil, until);
      return;
    } else {
      this.objected = this.window.secondBefore(entry);
      this.pauses += 1;
    }
    this.pausedAt = now;
    this.pausedUntil = until;
    this.pauseMs = Math.min(this.pauseMs * 2, PAUSE_LAST_MS);
    this.onPause(until - now);
    this.wake.abort();
  }

  /** Never again more than Blip had taken in the second before it objected. */
  private keepBelow(accepted: number): void {
    if (accepted > 0) this.limit = Math.min(this.limit, accepted);
  }
}
