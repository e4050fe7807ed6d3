/** What a person may have meant by a word that is not known. */

import { closest, distance } from "fastest-levenshtein";
import type { Hint, Literal, Name } from "../domain/fact-fields.ts";

/** Known words that a hint lists; there may be thousands of lists. */
const LISTED_MAX = 20;

/** @param as what these words are, and so how they are masked */
export function hintFor<T extends Literal | Name>(
  word: string,
  known: readonly string[],
  as: (text: string) => T,
): Hint<T> {
  const found = nearest(word, known);
  if (found !== null) return { what: "nearest", word: as(found) };
  const words = known.slice(0, LISTED_MAX).map(as);
  return { what: "known", words, more: known.length - words.length };
}

/** @returns the known word that is near enough to be meant, or null */
export function nearest(word: string, known: readonly string[]): string | null {
  const found = closest(word, known);
  const isNear = found !== "" && distance(word, found) <= Math.max(2, Math.floor(found.length / 3));
  return isNear ? found : null;
}
