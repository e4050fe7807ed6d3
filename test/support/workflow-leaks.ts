/** What a run must not show, wherever it shows something. */

import { leaksIn } from "./leaks.ts";
import type { FinishedRun } from "./workflow-runner.ts";

/** What look-ups answered is for the jobs behind, and holds numbers. All else may be seen by whoever may see the run. */
const PRIVATE = /^blip-lists-identities-/;

/** @throws Error where a run shows a key, or a phone number in full */
export function refuseLeaks({ log, summary, artifacts }: FinishedRun): void {
  const shown = [...artifacts.values()].filter(({ name }) => !PRIVATE.test(name));
  const texts = [log, summary, ...shown.flatMap(({ files }) => [...files.values()].map(String))];
  const leaks = texts.flatMap(leaksIn);
  if (leaks.length > 0) throw new Error(leaks.join("\n"));
}
