/** The text of one file, with the means to say where in it something stands. */

import { LineCounter } from "yaml";
import type { Diagnostic, Excerpt, Place } from "../domain/diagnostic.ts";
import { excerptOf } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";

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
  /** The line cut out last: a long one with very many problems is looked for once. */
  private cut = { lineStart: -1, line: "" };

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
  diagnose(offset: number, severity: Diagnostic["severity"], fact: Fact): Diagnostic {
    const excerpt = this.excerpt(this.position(offset));
    return { severity, ...fact, place: this.place(offset), excerpt };
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

  private excerpt({ offset, lineStart }: Position): Excerpt {
    if (this.cut.lineStart !== lineStart) {
      const end = this.text.indexOf("\n", lineStart);
      const line = this.text.slice(lineStart, end < 0 ? undefined : end);
      this.cut = { lineStart, line: excerptOf(line, 0).line };
    }
    const { line } = this.cut;
    return { line, offset: Math.min(offset - lineStart, line.length) };
  }
}

function countCharacters(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}
