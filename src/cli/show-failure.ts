/** How a failed command is shown: to the person or program that ran it, and to GitHub. */

import { failureOf } from "../app/failure.ts";
import { showFailureOnGitHub } from "../app/on-github.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { hiderOf } from "./hidden-key.ts";
import { showAtLast, wantsJson } from "./last-words.ts";
import { portsOf } from "./ports.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked, styleFor } from "./terminal.ts";

/** @returns the exit code; never throws */
export async function showFailure(
  error: unknown,
  argv: readonly string[],
  runtime: Runtime,
): Promise<number> {
  const failure = failureOf(error);
  const shown = show(failure, argv, runtime).then(() => showFailureOnGitHub(failure, portsOf(runtime)));
  await shown.catch((trouble: unknown) => showAtLast(trouble, argv, failure.exit, runtime));
  return failure.exit;
}

async function show(failure: FailureView, argv: readonly string[], runtime: Runtime): Promise<void> {
  const masked = isMasked(runtime);
  if (wantsJson(argv)) {
    const { renderFailureJson } = await import("../report/json.ts");
    runtime.stdout.write(renderFailureJson(failure, { masked }));
    return;
  }
  const { renderDiagnostics } = await import("../report/diagnostics-text.ts");
  const { phrases, sentenceOf } = await import("../report/words/say.ts");
  const style = styleFor(runtime.stderr, runtime.env);
  runtime.stderr.write(renderDiagnostics(failure.diagnostics, { style, masked, hideKey: hiderOf(runtime) }));
  const label = failure.exit === Exit.interrupted ? "" : `${style.red(phrases().error)} `;
  runtime.stderr.write(`${label}${sentenceOf(failure.said, { masked })}\n`);
}
