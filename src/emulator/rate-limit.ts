const WINDOW_MS = 1_000;

/**
 * Counts commands as they arrive: at most so many within any second, however the second is laid. One over,
 * and everything is refused for a while, as integrators report of Blip.
 */
export class RateLimit {
  readonly #commandsPerSecond: number;
  readonly #penaltyMs: number;
  /** A ring of the last arrivals that were let in: the oldest stands where the next one goes. */
  readonly #arrivalsMs: Float64Array;
  #next = 0;
  #refusedUntilMs = Number.NEGATIVE_INFINITY;

  /** @param commandsPerSecond 0 is without limit */
  constructor(commandsPerSecond: number, penaltyMs: number) {
    this.#commandsPerSecond = commandsPerSecond;
    this.#penaltyMs = penaltyMs;
    this.#arrivalsMs = new Float64Array(commandsPerSecond).fill(Number.NEGATIVE_INFINITY);
  }

  /**
   * Counts one arrival. Time must not go backwards from one call to the next. What is refused counts
   * neither towards the second nor does it prolong the penalty.
   * @returns null when the command is let in, or for how many more milliseconds nothing is
   */
  arrive(nowMs: number): number | null {
    if (this.#commandsPerSecond === 0) return null;
    if (nowMs < this.#refusedUntilMs) return this.#refusedUntilMs - nowMs;
    const oldestMs = this.#arrivalsMs[this.#next] ?? Number.NEGATIVE_INFINITY;
    if (nowMs - oldestMs < WINDOW_MS) {
      this.#refusedUntilMs = nowMs + this.#penaltyMs;
      return this.#penaltyMs;
    }
    this.#arrivalsMs[this.#next] = nowMs;
    this.#next = (this.#next + 1) % this.#commandsPerSecond;
    return null;
  }
}
