/** One run of the tool, from the command line to the exit code: the one place that catches. */

import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { hiderOf, withHiddenKey } from "./hidden-key.ts";
import { lastWords, wantsJson } from "./last-words.ts";
import { runCommandLine } from "./program.ts";
import type { Runtime } from "./runtime.ts";

/** @returns the exit code; never throws */
export async function run(argv: readonly string[], process: Runtime): Promise<number> {
  const runtime = withHiddenKey(process);
  const exit = await runCommandLine(argv, runtime).catch(async (error: unknown) => {
    const { failureOf } = await import("../app/failure.ts");
    const failure = failureOf(error);
    const shown = show(failure, argv, runtime).then(() => showOnGitHub(failure, runtime));
    await shown.catch((trouble: unknown) => showAtLast(trouble, argv, failure.exit, runtime));
    return failure.exit;
  });
  const isSet = setExitCode(exit, runtime);
  await isSet.catch((trouble: unknown) => showAtLast(trouble, argv, exit, runtime));
  return exit;
}

function showAtLast(trouble: unknown, argv: readonly string[], exit: number, runtime: Runtime): void {
  const { stdout, stderr } = lastWords(trouble, argv, exit);
  runtime.stdout.write(stdout);
  runtime.stderr.write(stderr);
}

async function show(failure: FailureView, argv: readonly string[], runtime: Runtime): Promise<void> {
  const { isMasked, styleFor } = await import("./terminal.ts");
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

/** Elsewhere nothing of it is loaded. */
async function onGitHub(runtime: Runtime) {
  if (runtime.env.GITHUB_ACTIONS !== "true") return null;
  const { portsOf } = await import("./ports.ts");
  return { ...(await import("../app/on-github.ts")), ports: portsOf(runtime) };
}

async function showOnGitHub(failure: FailureView, runtime: Runtime): Promise<void> {
  const github = await onGitHub(runtime);
  await github?.showFailureOnGitHub(failure, github.ports);
}

async function setExitCode(exit: number, runtime: Runtime): Promise<void> {
  const github = await onGitHub(runtime);
  await github?.setStepOutputs({ exitcode: String(exit) }, github.ports);
}
