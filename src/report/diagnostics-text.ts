/** Diagnostics for the terminal: place, verdict, the line with a caret. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import type { Audience } from "./format.ts";
import { counted, nameFor, textFor } from "./format.ts";
import type { Style } from "./style.ts";

/** Ends with a line feed, unless there is nothing to say. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: Audience & { readonly style: Style },
): string {
  return diagnostics.map((diagnostic) => `${renderDiagnostic(diagnostic, options)}\n`).join("");
}

function renderDiagnostic(diagnostic: Diagnostic, options: Audience & { readonly style: Style }): string {
  const { style } = options;
  const { severity, message, place, excerpt } = diagnostic;
  const verdict = severity === "error" ? style.red("error:") : style.yellow("warning:");
  const head = [
    place ? `${style.bold(formatPlace({ ...place, file: nameFor(options, place.file) }))}:` : "",
    verdict,
    textFor(options, message),
  ];
  const lines = [head.filter((part) => part !== "").join(" ")];
  if (excerpt && excerpt.text.trim() !== "") {
    const number = String(place?.line ?? "");
    lines.push(`  ${style.dim(`${number} |`)} ${textFor(options, excerpt.text)}`);
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
