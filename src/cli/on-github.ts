/**
 * What a run on GitHub Actions is told beside its result: annotations on lines, the step's summary and outputs.
 * Elsewhere nothing of it is loaded.
 */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { hiderOf } from "./hidden-key.ts";
import type { World } from "./world.ts";

/** Characters of a summary that hold a whole plan of some thousand members; GitHub takes 1 MiB. */
export const SUMMARY_LENGTH_MAX = 500_000;

export function isOnGitHub({ env }: World): boolean {
  return env.GITHUB_ACTIONS === "true";
}

/**
 * Workflow commands go to standard error: the runner reads both streams, and the result stays alone on the other.
 * Of very many diagnostics the first: GitHub itself shows ten of a step.
 */
export async function annotate(diagnostics: readonly Diagnostic[], world: World): Promise<void> {
  if (!isOnGitHub(world) || diagnostics.length === 0) return;
  const { annotation } = await import("../github/annotation.ts");
  const { firstOf } = await import("../report/diagnostics-text.ts");
  world.stderr.write(
    firstOf(diagnostics)
      .map((diagnostic) => `${annotation(diagnostic)}\n`)
      .join(""),
  );
}

/** Adds Markdown to the summary of the step. @param render is called on GitHub alone */
export async function summarize(render: () => string, world: World): Promise<void> {
  if (!isOnGitHub(world)) return;
  const { writeSummary } = await import("../github/actions.ts");
  warn(await writeSummary(hiderOf(world)(render()), world.env), world);
}

/** Sets outputs of the step. */
export async function setOutputs(outputs: Readonly<Record<string, string>>, world: World): Promise<void> {
  if (!isOnGitHub(world)) return;
  const { setOutputs } = await import("../github/actions.ts");
  warn(await setOutputs(outputs, world.env), world);
}

function warn(problem: string | null, { stderr }: World): void {
  if (problem !== null) stderr.write(`Warning: ${problem}\n`);
}
