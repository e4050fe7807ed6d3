/** What is said, as somebody at their own terminal reads it. */

import type { Said } from "../../src/domain/fact.ts";
import { Failure } from "../../src/domain/failure.ts";
import { GitHubTrouble } from "../../src/github/trouble.ts";
import { sentenceOf } from "../../src/report/words/say.ts";

/** The same with its sentence, for specifications of words. */
export function spoken<T extends Said>(said: T): T & { readonly message: string } {
  return { ...said, message: sentenceOf(said, { masked: false }) };
}

/** What something is refused with; empty where it is not. */
export function refusalOf(run: () => unknown): string {
  try {
    run();
    return "";
  } catch (error) {
    if (error instanceof Failure) return spoken(error.view.said).message;
    if (error instanceof GitHubTrouble) return spoken(error.said).message;
    if (error instanceof Error) return error.message;
    throw error;
  }
}
