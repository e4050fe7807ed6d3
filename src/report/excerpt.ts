/** The line at fault under a diagnostic: keys and numbers hidden in the whole of it, then cut around the caret. */

import type { Excerpt } from "../domain/diagnostic.ts";
import { hideKeys } from "../domain/key.ts";
import type { Audience } from "./words.ts";
import { textFor } from "./words.ts";

const WIDTH = 100;
const CONTEXT_BEFORE_CARET = 60;

/** Characters that a terminal draws two columns wide. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;
const COMBINING = /\p{M}/u;

/** A line as it is shown, and how many columns of a terminal stand before the caret. */
export interface ShownExcerpt {
  readonly text: string;
  readonly caret: number;
}

/**
 * @returns what renders excerpts for one audience. Problems that stand together share their line: the line
 * rendered last is kept, however long it is.
 */
export function excerptsFor(audience: Audience): (excerpt: Excerpt) => ShownExcerpt {
  let last: { readonly line: string; readonly shown: string } | null = null;
  return ({ line, offset }) => {
    last = last?.line === line ? last : { line, shown: textFor(audience, hideKeys(line)) };
    return cutAround(last.shown, offset);
  };
}

function cutAround(line: string, offset: number): ShownExcerpt {
  const from = wholeCharacterFrom(line, Math.max(0, offset - CONTEXT_BEFORE_CARET));
  const text = line.slice(from, wholeCharacterFrom(line, from + WIDTH)).replace(/\p{Cs}/gu, "\uFFFD");
  return { text, caret: columnsOf(text.slice(0, Math.max(0, offset - from))) };
}

/** The next place in a line that is not in the middle of a character. */
function wholeCharacterFrom(line: string, at: number): number {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(line.slice(at - 1, at + 1)) ? at + 1 : at;
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
