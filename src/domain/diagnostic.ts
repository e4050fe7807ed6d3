/** What is wrong with something a person wrote, and where. */

import type { Said } from "./fact.ts";

/**
 * Where something stands: a file as the person would name it, line and column from 1. A column is a
 * character (a code point), as editors count: an emoji is one.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A fact about something that a person wrote. Its code is a stable word for programs: `duplicate-member`. */
export type Diagnostic = Said & {
  readonly severity: "error" | "warning";
  /** Absent where no file is at fault (a flag, the environment). */
  readonly place?: Place;
  readonly excerpt?: Excerpt;
};

/**
 * The whole line at fault as it was written, without its end, and where in it the caret belongs (in UTF-16 code
 * units from its start). It may be megabytes long, hold keys and phone numbers, and be shared by very many
 * diagnostics: what is shown of it is decided where it is rendered, and nowhere else.
 */
export interface Excerpt {
  readonly line: string;
  readonly offset: number;
}

/** @returns the excerpt of a plain line, with or without its end; an offset beyond the line is its end. */
export function excerptOf(lineWithEnd: string, offset: number): Excerpt {
  const line = lineWithEnd.replace(/\r?\n$|\r$/, "");
  return { line, offset: Math.max(0, Math.min(offset, line.length)) };
}

/** @returns `lists/vip.yaml:7:5`, or an empty string for a diagnostic without a place. */
export function formatPlace(place: Place | undefined): string {
  return place ? `${place.file}:${place.line}:${place.column}` : "";
}

/** The lines with which Git parts the two sides of a conflict. */
export const MERGE_CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)/;
