/** What is said, as somebody at their own terminal reads it. */

import type { Fact, Said } from "../../src/domain/fact.ts";
import { fact } from "../../src/domain/fact.ts";
import { FactError } from "../../src/domain/fact-error.ts";
import { quoted } from "../../src/domain/fact-fields.ts";
import type { FailureView } from "../../src/domain/failure.ts";
import { Failure } from "../../src/domain/failure.ts";
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
    if (error instanceof FactError) return spoken(error.said).message;
    if (error instanceof Error) return error.message;
    throw error;
  }
}

/** A command that Blip refused for good, in these words. @param uri what was sent; absent where it does not matter */
export function refusedBy(description: string, uri?: string, reason = 25): Fact<"blip-refused"> {
  const command = uri === undefined ? null : ({ as: "command", method: "set", uri } as const);
  return fact("blip-refused", { command, reason, description: quoted(description) });
}

/** How a command fails with one fact. */
export function failureWith(
  exit: number,
  said: Said,
  diagnostics: FailureView["diagnostics"] = [],
): FailureView {
  return new Failure(exit, said, { diagnostics }).view;
}
