/** Diagnostics for the terminal: place, verdict, the line with a caret. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import type { ShownExcerpt } from "./excerpt.ts";
import { excerptsFor } from "./excerpt.ts";
import type { Audience } from "./format.ts";
import { counted, nameFor } from "./format.ts";
import type { Style } from "./style.ts";
import { sentenceOf } from "./words/say.ts";

/** Ends with a line feed, unless there is nothing to say. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: Audience & { readonly style: Style },
): string {
  const shownExcerpt = excerptsFor(options);
  const rendered = diagnostics.map((diagnostic) => {
    const { excerpt } = diagnostic;
    return renderDiagnostic(diagnostic, excerpt ? shownExcerpt(excerpt) : null, options);
  });
  return rendered.map((lines) => `${lines}\n`).join("");
}

function renderDiagnostic(
  diagnostic: Diagnostic,
  excerpt: ShownExcerpt | null,
  options: Audience & { readonly style: Style },
): string {
  const { style } = options;
  const { severity, place } = diagnostic;
  const verdict = severity === "error" ? style.red("error:") : style.yellow("warning:");
  const head = [
    place ? `${style.bold(formatPlace({ ...place, file: nameFor(options, place.file) }))}:` : "",
    verdict,
    sentenceOf(diagnostic, options),
  ];
  const lines = [head.filter((part) => part !== "").join(" ")];
  if (excerpt !== null && excerpt.text.trim() !== "") {
    const number = String(place?.line ?? "");
    lines.push(`  ${style.dim(`${number} |`)} ${excerpt.text}`);
    lines.push(
      `  ${style.dim(`${" ".repeat(number.length)} |`)} ${" ".repeat(excerpt.caret)}${style.red("^")}`,
    );
  }
  return lines.join("\n");
}

/** @returns `2 errors, 1 warning` */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    errors > 0 ? counted(errors, "error") : "",
    warnings > 0 ? counted(warnings, "warning") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
