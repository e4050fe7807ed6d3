/** @returns the middle value, of an even number the higher of the two in the middle */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new RangeError("the median of nothing");
  return middle;
}
