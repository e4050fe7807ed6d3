/** What a step leaves behind for GitHub: annotations on lines, its summary, and its outputs. */

import { stat } from "node:fs/promises";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, quoted } from "../domain/fact-fields.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { maskName, maskText } from "../domain/mask.ts";
import { bytesOf, fitted } from "../report/markdown-cut.ts";
import { sentenceOf } from "../report/words/say.ts";
import type { Environment } from "./run.ts";

/**
 * A workflow command, without a line feed. It belongs on the log, and numbers in it are masked.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
/** @param title absent, its code */
export function annotation(diagnostic: Diagnostic, title: string = diagnostic.code): string {
  const { severity, place } = diagnostic;
  const where = place
    ? [`file=${escapeProperty(maskName(hideKeys(place.file)))}`, `line=${place.line}`, `col=${place.column}`]
    : [];
  const properties = [...where, `title=${escapeProperty(maskText(title))}`].join(",");
  return `::${severity} ${properties}::${escapeData(sentenceOf(diagnostic, { masked: true }))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** GitHub refuses a step's summary over 1 MiB as a whole. */
const SUMMARY_BYTES_MAX = 1024 * 1024;
const SUMMARY_BYTES_OURS = 900_000;

/** Why a step's file does not hold what it should. */
type StepProblem = Fact<"step-file-unwritable" | "step-summary-full">;

/**
 * Appends Markdown to the step's summary; does nothing where there is none.
 * @returns what went wrong, or null: what was done stays done
 */
export async function writeSummary(markdown: string, env: Environment): Promise<StepProblem | null> {
  return inFileOf("GITHUB_STEP_SUMMARY", env, async (file) => {
    const { size } = await stat(file);
    const room = Math.min(SUMMARY_BYTES_OURS, SUMMARY_BYTES_MAX - size - 1);
    const text = fitted(`${markdown}\n`, room, bytesOf);
    if (bytesOf(text) > room) return fact("step-summary-full");
    const { summary } = await import("@actions/core");
    // It remembers the first file that it saw; an heir of it sees its own.
    const own: typeof summary = Object.create(summary);
    await own.addRaw(text).write();
    return null;
  });
}

/**
 * Sets outputs of the step; does nothing where there is no file for them.
 * @returns what went wrong, or null
 */
export async function setOutputs(
  outputs: Readonly<Record<string, string>>,
  env: Environment,
): Promise<StepProblem | null> {
  return inFileOf("GITHUB_OUTPUT", env, async () => {
    const { setOutput } = await import("@actions/core");
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
    return null;
  });
}

/**
 * `@actions/core` looks into the environment of the process, and prints to standard output where that has no
 * file: it must see what was handed in.
 */
async function inFileOf(
  variable: "GITHUB_STEP_SUMMARY" | "GITHUB_OUTPUT",
  env: Environment,
  write: (file: string) => Promise<StepProblem | null>,
): Promise<StepProblem | null> {
  const file = env[variable];
  if (file === undefined || file === "") return null;
  const before = process.env[variable];
  process.env[variable] = file;
  try {
    return await write(file);
  } catch (error) {
    const message = quoted(error instanceof Error ? error.message : String(error));
    return fact("step-file-unwritable", { variable: literal(variable), error: message });
  } finally {
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
  }
}
