/** What a person may have meant by a word that is not known. */

import { closest, distance } from "fastest-levenshtein";

/** @param what `keys`. @returns `did you mean "members"?`, or `known keys are members, …` */
export function nearestTo(word: string, known: readonly string[], what: string): string {
  const nearest = closest(word, known);
  const isNear = nearest !== "" && distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 3));
  return isNear ? `did you mean "${nearest}"?` : `known ${what} are ${known.join(", ")}`;
}
