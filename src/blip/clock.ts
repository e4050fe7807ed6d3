/** Time as a port, so that pacing and retries can be tested on a clock of the test's own. */

import { setTimeout as sleep } from "node:timers/promises";

export interface Clock {
  /** Milliseconds from some fixed moment; never goes back. */
  now(): number;
  /** The time of day in milliseconds since 1970, UTC, as far as this machine knows it. */
  timeOfDay(): number;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  timeOfDay: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};
