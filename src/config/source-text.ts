/** The text of one file, with the means to say where in it something stands. */

import { LineCounter } from "yaml";
import type { Diagnostic, Place } from "../domain/diagnostic.ts";

const EXCERPT_WIDTH = 100;
const CONTEXT_BEFORE_CARET = 60;

export class SourceText {
  /** As a person at the working directory would name the file. */
  readonly file: string;
  readonly text: string;
  /** Filled by the parser that reads the text. */
  readonly lines = new LineCounter();

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  place(offset: number): Place {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  line(offset: number): number {
    return this.place(offset).line;
  }

  /** A diagnostic at an offset, with its excerpt. */
  diagnose(offset: number, severity: Diagnostic["severity"], code: string, message: string): Diagnostic {
    const place = this.place(offset);
    return { severity, code, message, place, excerpt: this.excerpt(offset, place.column) };
  }

  private excerpt(offset: number, column: number): { text: string; caret: number } {
    const lineStart = Math.min(offset, this.text.length) - (column - 1);
    const lineEnd = this.text.indexOf("\n", lineStart);
    const from = Math.max(lineStart, offset - CONTEXT_BEFORE_CARET);
    const to = Math.min(lineEnd < 0 ? this.text.length : lineEnd, from + EXCERPT_WIDTH);
    const text = this.text.slice(from, to).replace(/[\p{Cc}\p{Cf}]/gu, " ");
    return { text, caret: Math.max(0, offset - from) };
  }
}
