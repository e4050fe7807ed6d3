/** How a whole command fails: one place turns whatever was thrown into an exit code and what is said. */

import { exitOf } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { saidOf } from "../domain/fact-error.ts";
import type { FailureView } from "../domain/failure.ts";
import { Failure } from "../domain/failure.ts";

export function failureOf(error: unknown): FailureView {
  if (error instanceof Failure) return error.view;
  const said = saidOf(error);
  const isOfKey = said.code === "unauthorized" && "fields" in said;
  return {
    exit: exitOf(said.code),
    code: said.code,
    said: isOfKey ? fact("key-not-accepted", said.fields) : said,
    diagnostics: [],
  };
}
