/** One run of the tool, from the command line to the exit code: the one place that catches. */

import type { FailureView } from "../report/json.ts";
import { Exit, failureOf } from "./failure.ts";
import { hiderOf, withHiddenKey } from "./hidden-key.ts";
import { annotate, isOnGitHub, SUMMARY_LENGTH_MAX, setOutputs, summarize } from "./on-github.ts";
import { runCommandLine } from "./program.ts";
import { isMasked, styleFor } from "./terminal.ts";
import type { World } from "./world.ts";

/** @returns the exit code; never throws */
export async function run(argv: readonly string[], realWorld: World): Promise<number> {
  const world = withHiddenKey(realWorld);
  const exit = await runCommandLine(argv, world).catch(async (error: unknown) => {
    const failure = failureOf(error);
    await tell(failure, argv, world);
    await tellGitHub(failure, world);
    return failure.exit;
  });
  await setOutputs({ exitcode: String(exit) }, world);
  return exit;
}

/** Annotations on the lines at fault, and the message itself where there are none. */
async function tellGitHub(failure: FailureView, world: World): Promise<void> {
  if (!isOnGitHub(world)) return;
  const { code, message, diagnostics } = failure;
  const isAll = diagnostics.some(({ severity }) => severity === "error");
  await annotate([...diagnostics, ...(isAll ? [] : [{ severity: "error" as const, code, message }])], world);
  const { renderFailureMarkdown } = await import("../report/failure-markdown.ts");
  await summarize(() => renderFailureMarkdown(failure, SUMMARY_LENGTH_MAX), world);
}

async function tell(failure: FailureView, argv: readonly string[], world: World): Promise<void> {
  const masked = isMasked(world);
  if (wantsJson(argv)) {
    const { renderFailureJson } = await import("../report/json.ts");
    world.stdout.write(renderFailureJson(failure, { masked }));
    return;
  }
  const { renderDiagnostics } = await import("../report/diagnostics-text.ts");
  const { textFor } = await import("../report/words.ts");
  const style = styleFor(world.stderr, world.env);
  world.stderr.write(renderDiagnostics(failure.diagnostics, { style, masked, hideKey: hiderOf(world) }));
  const label = failure.exit === Exit.interrupted ? "" : `${style.red("error:")} `;
  world.stderr.write(`${label}${textFor({ masked }, failure.message)}\n`);
}

/** A command line that is not valid was never parsed, and its author wanted JSON all the same. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) => word === "--format=json" || (word === "--format" && argv[index + 1] === "json"),
  );
}
