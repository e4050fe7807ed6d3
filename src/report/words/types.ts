/** What sentences are made from. */

import type { Facts } from "../../domain/fact.ts";
import type { FactField } from "../../domain/fact-fields.ts";

/** What a sentence gets: texts that may be shown as they are, numbers, and words that are codes themselves. */
export type Spoken<T> = T extends FactField
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : { readonly [K in keyof T]: Spoken<T[K]> };

/** The sentences of one language, by code. One that is missing does not compile. */
export type Words<F = Facts> = { readonly [C in keyof F]: (fields: Spoken<F[C]>) => string };

interface Causal {
  readonly what: string;
}

/** What the sentences of several causes get, by what tells these apart. */
type Causes<F extends Causal> = {
  readonly [W in F["what"]]: Spoken<Extract<F, { readonly what: W }>>;
};

/** The sentences of several causes. One that is missing does not compile. */
type CauseWords<F extends Causal> = {
  readonly [W in keyof Causes<F>]: (cause: Causes<F>[W]) => string;
};

/** @returns the sentence of a cause, by the table of all that there are */
export function byCause<F extends Causal>(words: CauseWords<F>) {
  return <W extends F["what"]>(cause: { readonly what: W } & Causes<F>[W]): string => {
    const { what }: { readonly what: W } = cause;
    return words[what](cause);
  };
}
