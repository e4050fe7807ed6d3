/** Figures of what an emulator received. */

/** Commands per second, from the first of them to the last. */
export function throughputOf(entries: readonly { readonly at: number }[]): number {
  const [first, last] = [entries[0]?.at ?? Number.NaN, entries.at(-1)?.at ?? Number.NaN];
  return ((entries.length - 1) * 1_000) / (last - first);
}
