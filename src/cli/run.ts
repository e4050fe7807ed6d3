/** One run of the tool, from the command line to the exit code: the one place that catches. */

import { failureOf } from "../app/failure.ts";
import { setOutputs, showFailureOnGitHub } from "../app/on-github.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { hiderOf, withHiddenKey } from "./hidden-key.ts";
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
    await show(failure, argv, runtime);
    await showFailureOnGitHub(failure, ports);
    return failure.exit;
  });
  await setOutputs({ exitcode: String(exit) }, ports);
  return exit;
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

/** A command line that is not valid was never parsed, and its author wanted JSON all the same. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === "--format=json" || (word === "--format" && argv[index + 1] === "json"),
  );
}
