/** What is wrong with something a person wrote, and where. */

/**
 * Where something stands: a file as the person would name it, line and column from 1. A column is a
 * character (a code point), as editors count: an emoji is one.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** A stable word for programs: `duplicate-member`. */
  readonly code: string;
  /** A sentence: what is wrong, and after a colon what to do. */
  readonly message: string;
  /** Absent where no file is at fault (a flag, the environment). */
  readonly place?: Place;
  /** The line at fault, cut to a readable width, and how many columns of a terminal stand before the caret. */
  readonly excerpt?: { readonly text: string; readonly caret: number };
}

/** @returns `lists/vip.yaml:7:5`, or an empty string for a diagnostic without a place. */
export function formatPlace(place: Place | undefined): string {
  return place ? `${place.file}:${place.line}:${place.column}` : "";
}
