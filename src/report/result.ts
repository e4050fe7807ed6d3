/** What an apply came to, as a file for the comment that tells of it: masked. */

import type { DocumentProblem } from "../domain/document.ts";
import { FORMAT_VERSION, readDocument } from "../domain/document.ts";
import { cutTo, nameInFile } from "../domain/printable.ts";

export interface Result {
  readonly formatVersion: 1;
  readonly kind: "result";
  readonly directory: string;
  /** The exit code of apply. */
  readonly exit: number;
  /** One line of plain text: counts, or why nothing was done. */
  readonly headline: string;
  /** Markdown for a comment, at most {@link RESULT_REPORT_MAX} characters. */
  readonly report: string;
}

export const RESULT_REPORT_MAX = 20_000;
const HEADLINE_MAX = 10_000;

export function renderResult(result: Omit<Result, "formatVersion" | "kind">): string {
  const document: Result = {
    formatVersion: FORMAT_VERSION,
    kind: "result",
    ...result,
    directory: nameInFile(result.directory),
    headline: cutTo(result.headline, HEADLINE_MAX),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** @returns the result file, or what is wrong with it */
export function parseResult(text: string): Result | DocumentProblem {
  return readDocument<Result>(text, "result");
}
