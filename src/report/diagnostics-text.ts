/** Diagnostics for the terminal: place, verdict, the line with a caret. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import type { ShownExcerpt } from "./excerpt.ts";
import { excerptsFor } from "./excerpt.ts";
import type { Viewer } from "./format.ts";
import { nameFor } from "./format.ts";
import type { Style } from "./style.ts";
import { phrases, sentenceOf } from "./words/say.ts";

/** Problems that a person is shown at once. */
const SHOWN_MAX = 50;

/** Ends with a line feed, unless there is nothing to say. Of very many the first, and how many there are besides. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: Viewer & { readonly style: Style },
): string {
  const shown = firstOf(diagnostics);
  const shownExcerpt = excerptsFor(options);
  const lines = shown.map((diagnostic) => {
    const { excerpt } = diagnostic;
    return renderDiagnostic(diagnostic, excerpt ? shownExcerpt(excerpt) : null, options);
  });
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0) lines.push(options.style.dim(phrases().moreProblems(hidden)));
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
  options: Viewer & { readonly style: Style },
): string {
  const { style } = options;
  const { severity, place } = diagnostic;
  const verdict = severity === "error" ? style.red(phrases().error) : style.yellow(phrases().warning);
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
