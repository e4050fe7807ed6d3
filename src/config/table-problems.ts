/** What is wrong with a table: each problem with its line, and the row with a caret below the cell. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import { excerptOf } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import type { Lines } from "../domain/facts/tables.ts";
import type { Row } from "./table.ts";
import { offsetOfCell } from "./table-csv.ts";

type Severity = Diagnostic["severity"];

export class TableProblems {
  readonly all: Diagnostic[] = [];
  /** What stands between the cells of a row; null in a workbook. */
  delimiter: string | null = null;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** @param column from 0; null for the row as a whole */
  of(row: Row | null, column: number | null, severity: Severity, fact: Fact): void {
    if (row === null) {
      this.note(severity, fact, 1);
      return;
    }
    const { line, text, offset } = this.placeOf(row, column);
    this.at(line, text, offset, severity, fact);
  }

  /** @param text the line as it is written, or an empty text where it is not known */
  at(line: number, text: string, offset: number, severity: Severity, fact: Fact): void {
    const column = [...text.slice(0, offset)].length + 1;
    const shown = text === "" ? {} : { excerpt: excerptOf(text, offset) };
    this.all.push({ severity, ...fact, place: { file: this.file, line, column }, ...shown });
  }

  readonly note = (severity: Severity, fact: Fact, line: number): void =>
    this.at(line, "", 0, severity, fact);

  lineOf(row: Row, column: number): number {
    return row.height === 1 ? row.line : this.placeOf(row, column).line;
  }

  /** A cell in quotes may go over several lines: the line is the cell's own. */
  private placeOf(row: Row, column: number | null): { line: number; text: string; offset: number } {
    if (row.raw === null || this.delimiter === null) {
      const before = row.cells.slice(0, column ?? 0).map((cell) => `${cell} | `);
      return { line: row.line, text: row.cells.join(" | "), offset: before.join("").length };
    }
    const raw = row.raw();
    const at = column === null ? 0 : offsetOfCell(raw, this.delimiter, column);
    const before = raw.slice(0, at).split("\n");
    const offset = before.at(-1)?.length ?? 0;
    const [text = ""] = raw.slice(at - offset).split("\n", 1);
    return { line: row.line + before.length - 1, text, offset };
  }
}

const LINES_NAMED = 3;

/** Things that are said once, with how often and where they were met first. */
export class Tally {
  count = 0;
  /** The first of them. */
  row: Row | null = null;
  private readonly lines: number[] = [];

  add(row: Row, line: number): void {
    this.count += 1;
    this.row ??= row;
    if (this.lines.length < LINES_NAMED) this.lines.push(line);
  }

  /** The line of the first of them; 1 where there is none. */
  get line(): number {
    return this.lines[0] ?? 1;
  }

  get where(): Lines {
    return { lines: this.lines, more: this.count > this.lines.length };
  }
}
