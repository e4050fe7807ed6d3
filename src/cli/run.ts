/** One run of the tool, from the command line to the exit code: the one place that catches. */

import type { FailureView } from "../report/json.ts";
import { Exit, failureOf } from "./failure.ts";
import { hiderOf, withHiddenKey } from "./hidden-key.ts";
import { lastWords, wantsJson } from "./last-words.ts";
import { annotate, isOnGitHub, SUMMARY_LENGTH_MAX, setOutputs, summarize } from "./on-github.ts";
import { runCommandLine } from "./program.ts";
import { isMasked, styleFor } from "./terminal.ts";
import type { World } from "./world.ts";

/** @returns the exit code; never throws */
export async function run(argv: readonly string[], realWorld: World): Promise<number> {
  const world = withHiddenKey(realWorld);
  const exit = await runCommandLine(argv, world).catch(async (error: unknown) => {
    const failure = failureOf(error);
    const told = tell(failure, argv, world).then(() => tellGitHub(failure, world));
    await told.catch((trouble: unknown) => tellAtLast(trouble, argv, failure.exit, world));
    return failure.exit;
  });
  const isSet = setOutputs({ exitcode: String(exit) }, world);
  await isSet.catch((trouble: unknown) => tellAtLast(trouble, argv, exit, world));
  return exit;
}

function tellAtLast(trouble: unknown, argv: readonly string[], exit: number, world: World): void {
  const { stdout, stderr } = lastWords(trouble, argv, exit);
  world.stdout.write(stdout);
  world.stderr.write(stderr);
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
