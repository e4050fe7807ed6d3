/** The line at fault under a diagnostic: keys and numbers hidden in the whole of it, then cut around the caret. */

import type { Excerpt } from "../domain/diagnostic.ts";
import { hideKeys } from "../domain/hidden-key.ts";
import { columnsOf } from "../domain/marks.ts";
import type { MaskedLine } from "../domain/mask.ts";
import { maskLine } from "../domain/mask.ts";
import { onOneLine } from "../domain/printable.ts";
import type { Viewer } from "./format.ts";

const WIDTH = 100;
const NOWHERE: readonly number[] = [];
const CONTEXT_BEFORE_CARET = 60;

/** A line as it is shown, and how many columns of a terminal stand before the caret. */
export interface ShownExcerpt {
  readonly text: string;
  readonly caret: number;
}

/**
 * @returns what renders excerpts for one viewer. Problems that stand together share their line: the line
 * rendered last is kept, however long it is.
 */
export function excerptsFor(viewer: Viewer): (excerpt: Excerpt) => ShownExcerpt {
  let last = { line: "", text: "", shortened: NOWHERE };
  return ({ line, offset }) => {
    if (last.line !== line) last = { line, ...shownLine(viewer, line) };
    const { text, shortened } = last;
    // Of millions of characters hardly any is of those that become shorter.
    return cutAround(text, offset - shortened.filter((at) => at < offset).length);
  };
}

function shownLine({ masked, hideKey }: Viewer, line: string): MaskedLine {
  const plain = onOneLine(hideKeys(hideKey?.(line) ?? line));
  return masked ? maskLine(plain) : { text: plain, shortened: NOWHERE };
}

function cutAround(line: string, offset: number): ShownExcerpt {
  const from = wholeCharacterFrom(line, Math.max(0, offset - CONTEXT_BEFORE_CARET));
  const text = line.slice(from, wholeCharacterFrom(line, from + WIDTH)).replace(/\p{Cs}/gu, "\uFFFD");
  return { text, caret: columnsBefore(text.slice(0, Math.max(0, offset - from))) };
}

/** The next place in a line that is not in the middle of a character. */
function wholeCharacterFrom(line: string, at: number): number {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(line.slice(at - 1, at + 1)) ? at + 1 : at;
}

function columnsBefore(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOf(character);
  return columns;
}
