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
