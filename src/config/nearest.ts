/** What a person may have meant by a word that is not known. */

import { closest, distance } from "fastest-levenshtein";

/** Known words that a message lists; there may be thousands of lists. */
const LISTED_MAX = 20;

/** @param what `keys`. @returns `did you mean "members"?`, or `known keys are members, …` */
export function nearestTo(word: string, known: readonly string[], what: string): string {
  const found = nearest(word, known);
  if (found !== null) return `did you mean "${found}"?`;
  const further = known.length - LISTED_MAX;
  const listed = known.slice(0, LISTED_MAX).join(", ");
  return `known ${what} are ${listed}${further > 0 ? ` and ${further} more` : ""}`;
}

/** @returns the known word that is near enough to be meant, or null */
export function nearest(word: string, known: readonly string[]): string | null {
  const found = closest(word, known);
  const isNear = found !== "" && distance(word, found) <= Math.max(2, Math.floor(found.length / 3));
  return isNear ? found : null;
}
