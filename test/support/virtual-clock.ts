/**
 * Time that passes only when everything waits for it: then it jumps to whoever wakes next. The same program
 * gives the same run, at the speed of the machine.
 */

import type { Clock } from "../../src/blip/clock.ts";
import { EventQueue } from "./event-queue.ts";

export class VirtualClock implements Clock {
  readonly #events = new EventQueue();
  #nowMs: number;
  #stalledUntilMs = Number.NEGATIVE_INFINITY;

  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs;
  }

  /** Time begins at midnight of a New Year's Day. */
  timeOfDay(): number {
    return Date.UTC(2026, 0, 1) + this.#nowMs;
  }

  /** For the program under test: woken late when the process stalls. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const wake = () => {
        event.cancel();
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const event = this.#events.add(this.#nowMs + Math.max(0, ms), true, wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  /** For what happens outside: after so many milliseconds, whether or not the process stalls. */
  after(ms: number, act: () => void): void {
    this.#events.add(this.#nowMs + Math.max(0, ms), false, act);
  }

  /** The process does nothing for so long: who wakes meanwhile wakes at the end of it, in order. */
  stall(ms: number): void {
    this.#stalledUntilMs = Math.max(this.#stalledUntilMs, this.#nowMs + ms);
  }

  /**
   * Lets time pass until the task is settled.
   * @throws Error when everything waits and nothing is to come
   */
  async run<T>(task: Promise<T>): Promise<T> {
    let settled = false;
    const settle = () => {
      settled = true;
    };
    task.then(settle, settle);
    for (;;) {
      await turnOfTheEventLoop();
      if (settled) return task;
      if (!this.#advance()) throw new Error(`at ${this.#nowMs} ms everything waits and nothing is to come`);
    }
  }

  /** Lets so much time pass. */
  pass(ms: number): Promise<void> {
    return this.run(new Promise((resolve) => this.after(ms, resolve)));
  }

  /** One event. @returns whether there was one */
  #advance(): boolean {
    for (;;) {
      const event = this.#events.next();
      if (event === null) return false;
      if (event.stalls && event.atMs < this.#stalledUntilMs) {
        this.#events.add(this.#stalledUntilMs, true, event.act).follow(event);
        continue;
      }
      this.#nowMs = Math.max(this.#nowMs, event.atMs);
      event.act();
      return true;
    }
  }
}

/** Every promise that can go on has gone on by then, however long the chain: they all come before it. */
function turnOfTheEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
