/** How long commands of one kind take from sending to answer, as far as it was seen lately. */

/** Fastest and slowest are taken from this many answers or twice as many, so that they follow the network. */
const GENERATION = 500;
/** The first commands of a run are slow: connections are made, caches filled. They alone say nothing. */
const SAMPLES_MIN = 50;
/** Where this many times the connections were used, most were used for the second time. */
const USES_PER_CONNECTION = 2;
/** More than this is no spread but an accident. */
const SPREAD_MAX_MS = 1_000;

export interface RoundTrips {
  take(ms: number): void;
  /**
   * @param connections about how many there are
   * @returns the fastest round trip and how much longer others took, or null as long as too few were seen
   */
  known(connections: number): Measure | null;
}

interface Measure {
  readonly fastest: number;
  readonly spread: number;
}

interface Extremes {
  readonly fastest: number;
  readonly slowest: number;
}

/**
 * The fastest and the slowest of a sample are never the fastest and the slowest there are: with two ways of
 * even jitter they fall short by about the spread over the root of the sample.
 */
function measured(before: Extremes, current: Extremes, seen: number): Measure {
  const fastest = Math.min(before.fastest, current.fastest);
  const spread = Math.max(before.slowest, current.slowest) - fastest;
  const doubt = spread / Math.sqrt(seen);
  return { fastest: Math.max(0, fastest - doubt), spread: Math.min(spread + 2 * doubt, SPREAD_MAX_MS) };
}

export function roundTrips(): RoundTrips {
  let before = { fastest: Number.POSITIVE_INFINITY, slowest: 0 };
  let current = before;
  let measure: Measure | null = null;
  let inGeneration = 0;
  let count = 0;
  return {
    take: (ms) => {
      if (inGeneration === GENERATION) {
        before = current;
        current = { fastest: ms, slowest: ms };
        inGeneration = 0;
      }
      current = { fastest: Math.min(current.fastest, ms), slowest: Math.max(current.slowest, ms) };
      inGeneration += 1;
      count += 1;
      const seen = Math.min(count, GENERATION + inGeneration);
      measure = measured(before, current, seen);
    },
    known: (connections) =>
      count < Math.max(SAMPLES_MIN, USES_PER_CONNECTION * connections) ? null : measure,
  };
}
