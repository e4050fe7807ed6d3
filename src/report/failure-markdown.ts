/** Why a command failed, for a comment and a step summary. Always masked. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { FailureView } from "../domain/failure.ts";
import { MASKED, place } from "./format.ts";
import { codeSpan, fitRows, sentence } from "./markdown.ts";
import { phrases, sentenceOf } from "./words/say.ts";

/** Of the message itself: each character may become several. */
const MESSAGE_MAX = 1_500;

/** @returns one line of plain text */
export function failureHeadline({ said }: FailureView): string {
  return sentenceOf(said, MASKED).replace(/\s+/g, " ").trim();
}

/** @param lengthMax characters it may have at most */
export function renderFailureMarkdown(failure: FailureView, lengthMax: number): string {
  const { exit, diagnostics } = failure;
  const message = failureHeadline(failure).slice(0, MESSAGE_MAX);
  const head = `**${phrases().exitCode(exit)}**: ${sentence(message)}`;
  const budget = lengthMax - head.length - 3;
  const fitting = fitRows(
    rowsOf(diagnostics),
    diagnostics.length,
    budget,
    (left) => `- ${phrases().further("problem", left)}`,
  );
  return `${[head, ...(fitting.length > 0 ? ["", ...fitting] : [])].join("\n")}\n`;
}

function* rowsOf(diagnostics: readonly Diagnostic[]): Generator<string> {
  for (const diagnostic of diagnostics) {
    const where = diagnostic.place ? `${codeSpan(place(MASKED, diagnostic.place))}: ` : "";
    yield `- ${where}${sentence(sentenceOf(diagnostic, MASKED))}`;
  }
}
