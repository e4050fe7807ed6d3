/** One run of the tool, from the command line to the exit code: the one place that catches. */

import { failureOf } from "../app/failure.ts";
import { setOutputs, showFailureOnGitHub } from "../app/on-github.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { hiderOf, withHiddenKey } from "./hidden-key.ts";
import { lastWords, wantsJson } from "./last-words.ts";
import { portsOf } from "./ports.ts";
import { runCommandLine } from "./program.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked, styleFor } from "./terminal.ts";

/** @returns the exit code; never throws */
export async function run(argv: readonly string[], process: Runtime): Promise<number> {
  const runtime = withHiddenKey(process);
  const ports = portsOf(runtime);
  const exit = await runCommandLine(argv, runtime).catch(async (error: unknown) => {
    const failure = failureOf(error);
    const shown = show(failure, argv, runtime).then(() => showFailureOnGitHub(failure, ports));
    await shown.catch((trouble: unknown) => showAtLast(trouble, argv, failure.exit, runtime));
    return failure.exit;
  });
  const isSet = setOutputs({ exitcode: String(exit) }, ports);
  await isSet.catch((trouble: unknown) => showAtLast(trouble, argv, exit, runtime));
  return exit;
}

function showAtLast(trouble: unknown, argv: readonly string[], exit: number, runtime: Runtime): void {
  const { stdout, stderr } = lastWords(trouble, argv, exit);
  runtime.stdout.write(stdout);
  runtime.stderr.write(stderr);
}

async function show(failure: FailureView, argv: readonly string[], runtime: Runtime): Promise<void> {
  const masked = isMasked(runtime);
  if (wantsJson(argv)) {
    const { renderFailureJson } = await import("../report/json.ts");
    runtime.stdout.write(renderFailureJson(failure, { masked }));
    return;
  }
  const { renderDiagnostics } = await import("../report/diagnostics-text.ts");
  const { sentenceOf } = await import("../report/words/say.ts");
  const style = styleFor(runtime.stderr, runtime.env);
  runtime.stderr.write(renderDiagnostics(failure.diagnostics, { style, masked, hideKey: hiderOf(runtime) }));
  const label = failure.exit === Exit.interrupted ? "" : `${style.red("error:")} `;
  runtime.stderr.write(`${label}${sentenceOf(failure.said, { masked })}\n`);
}
