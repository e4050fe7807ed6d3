/**
 * The one gate that every command of a run goes through: reads, look-ups, writes and retries.
 *
 * Going over Blip's limit is answered with about two minutes of 429, so it costs more than it can win.
 */

import type { Clock } from "./clock.ts";
import type { Entry } from "./window.ts";
import { ArrivalWindow } from "./window.ts";

/** The part of the limit that is left unused, for what cannot be seen from here. */
const HEADROOM = 0.03;
/** How far behind its time a command may be and still be followed at the usual distance; no more is caught up. */
const CATCH_UP_MS = 10;
/** Pauses when Blip says that it is too much and not for how long: from the first, doubling, up to the last. */
const PAUSE_FIRST_MS = 2_000;
const PAUSE_LAST_MS = 120_000;
/** How soon to look again when room depends on an answer still to come. */
const POLL_MS = 5;

/** Thrown to whoever waits at the gate when the run is stopped. */
export class Stopped extends Error {
  override readonly name = "Stopped";
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
  readonly resolve: (ticket: Ticket) => void;
}

export class Pacer {
  private readonly clock: Clock;
  private readonly window = new ArrivalWindow();
  private readonly waiting: Waiter[] = [];
  private limit: number;
  private nextAt = Number.NEGATIVE_INFINITY;
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private pauseMs = PAUSE_FIRST_MS;
  private probe: Entry | null = null;
  private mustProbe = false;
  private pumping = false;
  private wake = new AbortController();
  /** How often everything was paused because Blip said that it was too much. */
  pauses = 0;

  constructor(clock: Clock, commandsPerSecond: number) {
    this.clock = clock;
    this.limit = commandsPerSecond;
  }

  /** What is kept to now, in commands per second: what was configured, or less where Blip took less. */
  get commandsPerSecond(): number {
    return this.limit;
  }

  /**
   * Waits until a command may be sent.
   * @param kind commands whose round trips can be compared, for the measure of jitter
   * @throws Stopped as soon as the signal is aborted
   */
  take(kind: string, signal: AbortSignal): Promise<Ticket> {
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
        resolve: (ticket) => {
          signal.removeEventListener("abort", stop);
          resolve(ticket);
        },
      };
      signal.addEventListener("abort", stop, { once: true });
      this.waiting.push(waiter);
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
        await this.clock.sleep(at - now, this.wake.signal);
      }
    }
    this.pumping = false;
  }

  private nextSlot(now: number): number {
    if (this.probe !== null) return now + POLL_MS;
    const allowed = Math.max(1, Math.floor(this.limit * (1 - HEADROOM)));
    const room = this.window.roomAt(allowed, now) ?? now + POLL_MS;
    return Math.max(this.nextAt, room, this.pausedUntil);
  }

  private release(kind: string, now: number): Ticket {
    const interval = 1_000 / (this.limit * (1 - HEADROOM));
    this.nextAt = Math.max(this.nextAt, now - CATCH_UP_MS) + interval;
    const entry = this.window.add(kind, now);
    if (this.mustProbe) {
      this.probe = entry;
      this.mustProbe = false;
    }
    return {
      answered: () => this.settled(entry, true),
      lost: () => this.settled(entry, false),
      throttled: (retryAfterMs) => this.throttled(entry, retryAfterMs),
    };
  }

  private settled(entry: Entry, accepted: boolean): void {
    this.window.answered(entry, this.clock.now(), accepted);
    if (this.probe !== entry) return;
    this.probe = null;
    this.pauseMs = PAUSE_FIRST_MS;
  }

  /** Everything waits; then one command goes ahead alone, and the rest when it was taken. */
  private throttled(entry: Entry, retryAfterMs: number | null): void {
    const now = this.clock.now();
    this.window.answered(entry, now, false);
    const probed = this.probe === entry;
    const until = now + Math.min(retryAfterMs ?? this.pauseMs, PAUSE_LAST_MS);
    if (!probed && (this.mustProbe || this.probe !== null)) {
      if (retryAfterMs !== null) this.pausedUntil = Math.max(this.pausedUntil, until);
      return;
    }
    if (!probed) this.keepBelow(this.window.acceptedBefore(entry));
    this.probe = null;
    this.mustProbe = true;
    this.pausedUntil = until;
    this.pauseMs = Math.min(this.pauseMs * 2, PAUSE_LAST_MS);
    this.pauses += 1;
  }

  /** Never again more than Blip had taken in the second before it objected. */
  private keepBelow(accepted: number): void {
    if (accepted > 0) this.limit = Math.min(this.limit, accepted);
  }
}
