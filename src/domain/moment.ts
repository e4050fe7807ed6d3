/** Moments as people and programs write them down: ISO 8601, or milliseconds. */

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Of milliseconds: 1973 to 5138. What has fewer digits is a day (20261103), or seconds. */
const MILLISECONDS = /^\d{12,14}$/;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Reads `2026-11-03`, `2026-11-03T12:00`, with or without seconds, their fraction and a zone, or milliseconds since
 * 1970. A day begins at midnight UTC, and a time without a zone is one of UTC, on whatever machine this runs.
 * @returns milliseconds since 1970, or null for all else, and for a day or a time that does not exist
 */
export function parseMoment(text: string): number | null {
  const written = text.trim();
  if (MILLISECONDS.test(written)) return Number(written);
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone = "Z"] =
    ISO.exec(written) ?? [];
  const midnight = dayOf(Number(year), Number(month), Number(day));
  const ofDay = timeOf(
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, "0")),
  );
  const offset = offsetOf(zone);
  return midnight === null || ofDay === null || offset === null ? null : midnight + ofDay - offset;
}

function dayOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() : null;
}

/** The day ends at 24:00. */
function timeOf(hour: number, minute: number, second: number, millisecond: number): number | null {
  const time = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + millisecond;
  return minute > 59 || second > 59 || time > DAY_MS ? null : time;
}

/** @returns milliseconds that a zone is ahead of UTC, or null where there is no such zone */
function offsetOf(zone: string): number | null {
  if (zone.toUpperCase() === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}
