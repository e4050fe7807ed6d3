/** The text of one file, with the means to say where in it something stands. */

import { LineCounter } from "yaml";
import type { Diagnostic, Place } from "../domain/diagnostic.ts";
import { hideKeys } from "../domain/key.ts";

const EXCERPT_WIDTH = 100;
const CONTEXT_BEFORE_CARET = 60;
/** How far beyond the excerpt a key may reach, of which it must not show a part. */
const KEY_LENGTH_MAX = 500;

/** Characters that a terminal draws two columns wide. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/u;
const COMBINING = /\p{M}/u;

interface Position {
  readonly offset: number;
  readonly line: number;
  readonly lineStart: number;
}

export class SourceText {
  /** As a person at the working directory would name the file. */
  readonly file: string;
  readonly text: string;
  /** Filled by the parser that reads the text. */
  readonly lines = new LineCounter();
  /** The column counted last: members that share one long line are asked for in their order. */
  private counted = { lineStart: 0, offset: 0, characters: 0 };

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  place(offset: number): Place {
    const position = this.position(offset);
    return { file: this.file, line: position.line, column: this.charactersBefore(position) + 1 };
  }

  line(offset: number): number {
    return this.position(offset).line;
  }

  /** A diagnostic at an offset, with its excerpt. */
  diagnose(offset: number, severity: Diagnostic["severity"], code: string, message: string): Diagnostic {
    const excerpt = this.excerpt(this.position(offset));
    return { severity, code, message, place: this.place(offset), excerpt };
  }

  private position(anyOffset: number): Position {
    const offset = Math.min(anyOffset, this.text.length);
    const { line, col } = this.lines.linePos(offset);
    return line === 0 ? { offset, line: 1, lineStart: 0 } : { offset, line, lineStart: offset - (col - 1) };
  }

  private charactersBefore({ offset, lineStart }: Position): number {
    const last = this.counted;
    const goesOn = last.lineStart === lineStart && last.offset <= offset;
    const from = goesOn ? last.offset : lineStart;
    const characters = (goesOn ? last.characters : 0) + countCharacters(this.text.slice(from, offset));
    this.counted = { lineStart, offset, characters };
    return characters;
  }

  private excerpt({ offset, lineStart }: Position): { text: string; caret: number } {
    let from = Math.max(lineStart, offset - CONTEXT_BEFORE_CARET);
    if (/^[\uDC00-\uDFFF]/.test(this.text.slice(from, from + 1)) && from < offset) from += 1;
    const around = Math.max(lineStart, from - KEY_LENGTH_MAX);
    const [line = ""] = this.text.slice(around, from + EXCERPT_WIDTH + KEY_LENGTH_MAX).split("\n", 1);
    const shown = hideKeys(line)
      .slice(from - around, from - around + EXCERPT_WIDTH)
      .replace(/\r$/, "")
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
      .replace(/\p{Cs}/gu, "\uFFFD");
    return { text: shown, caret: columnsOf(shown.slice(0, offset - from)) };
  }
}

function countCharacters(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
