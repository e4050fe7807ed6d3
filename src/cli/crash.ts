/** Faults of the tool itself that nothing catches. */

import { bug } from "../domain/fact-error.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { maskText } from "../domain/mask.ts";
import { phrases, sentenceOf } from "../report/words/say.ts";
import { hiderOf } from "./hidden-key.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked } from "./terminal.ts";

/** What is printed of an error that came past everything, with its stack for the report. */
export function crashReport(error: unknown, runtime: Runtime): string {
  const hide = hiderOf(runtime);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const lines = hideKeys(hide(stack)).split("\n").slice(1);
  const masked = isMasked(runtime);
  const sentence = hide(sentenceOf(bug(error), { masked }));
  const shown = masked ? lines.map((line) => maskText(line)) : lines;
  return `${[`${phrases().error} ${sentence}`, ...shown].join("\n")}\n`;
}
