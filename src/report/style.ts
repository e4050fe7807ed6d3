/** How text is set: emphasis that is handed in, columns that are measured here. */

/** Emphasis; chalk's instances fit. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

const same = (text: string): string => text;

/** No emphasis at all. */
export const plainStyle: Style = { bold: same, dim: same, red: same, yellow: same, green: same };

const GAP = 2;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour sequence
const ESCAPES = /\u001b\[[\d;]*m/g;

function visibleLength(text: string): number {
  return text.replace(ESCAPES, "").length;
}

/** In a terminal narrower than this, what does not fit beside goes below. Logs have no width, and keep to lines. */
const NARROW = 72;
const BELOW = "\n      ";

/**
 * Pads the first column so that the second is aligned, where both fit the width; else two spaces lie between, or
 * a line break where the terminal is narrow. What lies between is part of the first cell.
 */
export function columns(rows: readonly (readonly [string, string])[], width: number): [string, string][] {
  const left = Math.max(0, ...rows.map(([cell]) => visibleLength(cell)));
  const right = Math.max(0, ...rows.map(([, cell]) => visibleLength(cell)));
  const fits = left + GAP + right <= width;
  return rows.map(([cell, other]) => {
    const length = visibleLength(cell);
    if (fits) return [cell + " ".repeat(left - length + GAP), other];
    const isTooLong = width < NARROW && length + GAP + visibleLength(other) > width;
    return [cell + (isTooLong ? BELOW : " ".repeat(GAP)), other];
  });
}
