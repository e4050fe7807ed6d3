/** Numbers, in English. */

/** @returns `1,240` */
export function count(value: number): string {
  // Below a thousand there is nothing to separate, and the locales need not be loaded.
  return Number.isInteger(value) && Math.abs(value) < 1_000 ? String(value) : value.toLocaleString("en-US");
}

/** @returns `1 list` or `1,240 lists` */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** @returns `0.1 s`, `3 min 20 s`, `1 h 10 min` */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @returns those that say something, in one row */
export function row(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(", ");
}
