/**
 * What a run on GitHub Actions gets beside its result: annotations on lines, the step's summary and outputs.
 * Elsewhere nothing of it is loaded.
 */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Said } from "../domain/fact.ts";
import type { FailureView } from "../domain/failure.ts";
import type { Plan } from "../reconcile/types.ts";
import type { Ports } from "./ports.ts";

/** Characters of a summary that hold a whole plan of some thousand members; GitHub takes 1 MiB. */
export const SUMMARY_LENGTH_MAX = 500_000;

export function isOnGitHub({ env }: Pick<Ports, "env">): boolean {
  return env.GITHUB_ACTIONS === "true";
}

/**
 * Workflow commands go to standard error: the runner reads both streams, and the result stays alone on the other.
 * Of very many diagnostics the first: GitHub itself shows ten of a step.
 * @param title for all of them; absent, each has its code
 */
export async function annotate(
  diagnostics: readonly Diagnostic[],
  ports: Ports,
  title?: string,
): Promise<void> {
  if (!isOnGitHub(ports) || diagnostics.length === 0) return;
  const { annotation } = await import("../github/step.ts");
  const { firstOf } = await import("../report/diagnostics-text.ts");
  const shown = firstOf(diagnostics);
  ports.log(shown.map((diagnostic) => `${annotation(diagnostic, title)}\n`).join(""));
}

/** Adds Markdown to the summary of the step. @param render is called on GitHub alone */
export async function summarize(render: () => string, ports: Ports): Promise<void> {
  if (!isOnGitHub(ports)) return;
  const { writeSummary } = await import("../github/step.ts");
  warn(await writeSummary(ports.hide(render()), ports.env), ports);
}

/** Sets outputs of the step. */
export async function setStepOutputs(outputs: Readonly<Record<string, string>>, ports: Ports): Promise<void> {
  if (!isOnGitHub(ports)) return;
  const { setOutputs } = await import("../github/step.ts");
  warn(await setOutputs(outputs, ports.env), ports);
}

/** Outputs for the steps that follow a plan. */
export function setPlanOutputs({ actions, digest }: Plan, ports: Ports): Promise<void> {
  return setStepOutputs({ changes: String(actions.length > 0), digest }, ports);
}

function warn(problem: Said | null, ports: Ports): void {
  if (problem !== null) ports.warn(problem);
}

/** Shows why a command failed: on the lines at fault, and the message itself where there are none. */
export async function showFailureOnGitHub(failure: FailureView, ports: Ports): Promise<void> {
  if (!isOnGitHub(ports)) return;
  const { code, said, diagnostics } = failure;
  const isAll = diagnostics.some(({ severity }) => severity === "error");
  await annotate(diagnostics, ports);
  if (!isAll) await annotate([{ ...said, severity: "error" }], ports, code);
  const { renderFailureMarkdown } = await import("../report/failure-markdown.ts");
  await summarize(() => renderFailureMarkdown(failure, SUMMARY_LENGTH_MAX), ports);
}
