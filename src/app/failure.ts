/** How a whole command fails: one place turns whatever was thrown into an exit code and words. */

import { CommandError } from "../blip/errors.ts";
import { Stopped } from "../blip/pacer.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { Failure } from "../domain/failure.ts";
import { tooManyFiles } from "../domain/system-error.ts";
import { WHERE_THE_KEY_IS } from "../report/words/english/settings.ts";
import { IncompleteCollection } from "../survey/collection.ts";

export function failureOf(error: unknown): FailureView {
  if (error instanceof Failure) return error.view;
  if (error instanceof Stopped)
    return plain(Exit.interrupted, "interrupted", "interrupted: nothing was changed at Blip");
  if (error instanceof CommandError) {
    if (error.fault.kind !== "unauthorized")
      return plain(Exit.failed, `blip-${error.fault.kind}`, error.message);
    return plain(
      Exit.unauthorized,
      "unauthorized",
      `${error.message}. Is BLIP_KEY this bot's? ${WHERE_THE_KEY_IS}`,
    );
  }
  if (error instanceof IncompleteCollection) return plain(Exit.failed, "incomplete-survey", error.message);
  const tooMany = tooManyFiles(error);
  if (tooMany !== null) return plain(Exit.failed, "too-many-files", tooMany);
  const message = error instanceof Error ? error.message : String(error);
  return plain(Exit.failed, "bug", `this is a fault of blip-lists itself, please report it: ${message}`);
}

function plain(exit: number, code: string, message: string): FailureView {
  return { exit, said: { code, message }, diagnostics: [] };
}
