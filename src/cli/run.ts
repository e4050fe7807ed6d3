/** One run of the tool, from the command line to the exit code: the one place that catches. */

import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import { withHiddenKey } from "./hidden-key.ts";
import { showAtLast } from "./last-words.ts";
import type { Runtime } from "./runtime.ts";
import { asksForVersion, version } from "./version.ts";

/** @returns the exit code; never throws */
export async function run(argv: readonly string[], process: Runtime): Promise<number> {
  const runtime = withHiddenKey(process);
  const exit = await answer(argv, runtime).catch((error: unknown) => fail(error, argv, runtime));
  const isSet = setExitCode(exit, runtime);
  await isSet.catch((trouble: unknown) => showAtLast(trouble, argv, exit, runtime));
  return exit;
}

async function answer(argv: readonly string[], runtime: Runtime): Promise<number> {
  if (asksForVersion(argv)) {
    runtime.stdout.write(`${version()}\n`);
    return Exit.done;
  }
  const { runCommandLine } = await import("./program.ts");
  return runCommandLine(argv, runtime);
}

async function fail(error: unknown, argv: readonly string[], runtime: Runtime): Promise<number> {
  try {
    const { showFailure } = await import("./show-failure.ts");
    return await showFailure(error, argv, runtime);
  } catch (trouble) {
    const exit = error instanceof Failure ? error.view.exit : Exit.failed;
    showAtLast(trouble, argv, exit, runtime);
    return exit;
  }
}

/** For the steps that follow on GitHub; elsewhere nothing of it is loaded. */
async function setExitCode(exit: number, runtime: Runtime): Promise<void> {
  if (runtime.env.GITHUB_ACTIONS !== "true") return;
  const { portsOf } = await import("./ports.ts");
  const { setStepOutputs } = await import("../app/on-github.ts");
  await setStepOutputs({ exitcode: String(exit) }, portsOf(runtime));
}
