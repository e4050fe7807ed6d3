/** Errors that know what is to be said of them, and what is said of those that do not. */

import type { Fact, Said } from "./fact.ts";
import { fact } from "./fact.ts";
import { quoted } from "./fact-fields.ts";
import { tooManyFiles } from "./system-error.ts";

/** What went wrong, as a fact. */
export class FactError extends Error {
  override readonly name: string = "FactError";
  readonly said: Said;

  /** @param options the message is for who reads the error without knowing facts */
  constructor(said: Said, { message, ...options }: ErrorOptions & { readonly message?: string } = {}) {
    super(message ?? ("message" in said ? said.message : said.code), options);
    this.said = said;
  }
}

/** @returns what is to be said of whatever was thrown: what nobody foresaw is a bug */
export function saidOf(error: unknown): Said {
  if (error instanceof FactError) return error.said;
  return tooManyFiles(error) ?? bug(error);
}

export function bug(error: unknown): Fact<"bug"> {
  return fact("bug", { error: quoted(error instanceof Error ? error.message : String(error)) });
}
