/** Diagnostics for the terminal: place, verdict, the line with a caret. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import type { ShownExcerpt } from "./excerpt.ts";
import { excerptsFor } from "./excerpt.ts";
import type { Audience } from "./format.ts";
import { counted, nameFor } from "./format.ts";
import type { Style } from "./style.ts";
import { sentenceOf } from "./words/say.ts";

/** Problems that a person is shown at once. */
const SHOWN_MAX = 50;

/** Ends with a line feed, unless there is nothing to say. Of very many the first, and how many there are besides. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: Audience & { readonly style: Style },
): string {
  const shown = firstOf(diagnostics);
  const shownExcerpt = excerptsFor(options);
  const lines = shown.map((diagnostic) => {
    const { excerpt } = diagnostic;
    return renderDiagnostic(diagnostic, excerpt ? shownExcerpt(excerpt) : null, options);
  });
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0)
    lines.push(
      options.style.dim(`… and ${counted(hidden, "more problem")} (plan --format json has them all)`),
    );
  return lines.map((line) => `${line}\n`).join("");
}

/** The first of very many, in their order; an error is not left out for a warning. */
export function firstOf(diagnostics: readonly Diagnostic[], most = SHOWN_MAX): readonly Diagnostic[] {
  if (diagnostics.length <= most) return diagnostics;
  const errors = Math.min(most, diagnostics.filter(({ severity }) => severity === "error").length);
  const left = { error: errors, warning: most - errors };
  return diagnostics.filter(({ severity }) => left[severity]-- > 0);
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
