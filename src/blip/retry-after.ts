/** `Retry-After`: how long a server asks to be left alone. */

interface Headers {
  get(name: string): string | null;
}

const SECONDS = /^\d+$/;
/** The three forms of RFC 9110, 5.6.7, all of them in GMT, and what servers send in their place. */
const DATE = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? |\d{4}-\d{2}-\d{2}T)/i;
const HAS_ZONE = /(?:GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i;

/**
 * @param nowMs milliseconds since 1970, UTC, for an answer that does not say when it was given
 * @returns milliseconds from now, 0 for a moment that has passed, or null where nothing is asked for
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const asked = headers.get("retry-after")?.trim() ?? "";
  if (SECONDS.test(asked)) return Number(asked) * 1_000;
  const untilMs = momentIn(asked);
  if (untilMs === null) return null;
  // Both are of the server's clock, which need not be that of this machine.
  const givenMs = momentIn(headers.get("date")?.trim() ?? "") ?? nowMs;
  return Math.max(0, untilMs - givenMs);
}

/** The oldest of the forms, that of asctime, names no zone: it is GMT all the same. */
function momentIn(text: string): number | null {
  if (!DATE.test(text)) return null;
  const ms = Date.parse(HAS_ZONE.test(text) ? text : `${text} GMT`);
  return Number.isNaN(ms) ? null : ms;
}
