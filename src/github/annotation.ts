/** Diagnostics as GitHub shows them on the very line. Pure. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { maskName, maskText } from "../domain/mask.ts";
import { sentenceOf } from "../report/words/say.ts";

/**
 * A workflow command, without a line feed. It belongs on the log, and numbers in it are masked.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
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
