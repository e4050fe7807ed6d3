/**
 * What the tool has to say, as data: a code, which programs read and no language changes, and the fields that its
 * sentence needs. `report/words` has the sentences.
 */

import type { ApplyFacts } from "./facts/apply.ts";
import type { GitHubFacts } from "./facts/github.ts";
import type { ResultFacts } from "./facts/results.ts";

/** The fields, by code. */
export interface Facts extends ApplyFacts, GitHubFacts, ResultFacts {}

export type Code = keyof Facts;

export type Fact<C extends Code = Code> = {
  readonly [K in C]: { readonly code: K; readonly fields: Facts[K] };
}[C];

/** What is to be said: a fact, or a code with its sentence. */
export type Said = Fact | { readonly code: string; readonly message: string };

type Given<C extends Code> = keyof Facts[C] extends never ? [] : [fields: Facts[C]];

export function fact<C extends Code>(code: C, ...[fields]: Given<C>): Fact<C>;
export function fact(code: Code, fields: object = {}): object {
  return { code, fields };
}
