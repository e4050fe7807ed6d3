/** A table of a file that an audience names: its rows, from whatever kind of file. */

import type { Fact, Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Cause } from "../domain/fact-fields.ts";
import type { WorkbookCauses } from "../domain/facts/tables.ts";

/** One row that has text in it. */
export interface Row {
  /** Without blanks around them. */
  readonly cells: readonly string[];
  /** The line, from 1, that the row begins on; the number of the row in a workbook. */
  readonly line: number;
  /** The row as it is written, with its line feeds; null in a workbook, which has none. */
  readonly raw: (() => string) | null;
  /** How many lines it is written on. */
  readonly height: number;
  /** Whether there are several such lines, or what other programs take for line ends. */
  readonly isBroken: boolean;
  /** By cell, from 0: what is wrong with it, before anybody asks what it means. */
  readonly faults: ReadonlyMap<number, Fact<"cell-fault">> | null;
}

export interface Table {
  readonly rows: AsyncIterable<Row>;
  /** What stands between cells; null in a workbook, where a cell cannot slip into the next column. */
  readonly delimiter: string | null;
}

/** A file that cannot be read on from here. */
export class UnreadableRows extends Error {
  override readonly name = "UnreadableRows";
  readonly fact: Fact<"audience-file">;
  readonly line: number;
  /** The line as it is written, where that helps. */
  readonly raw: string | null;

  constructor(cause: Facts["audience-file"], line: number, raw: string | null = null) {
    super(cause.what);
    this.fact = fact("audience-file", cause);
    this.line = line;
    this.raw = raw === null ? null : (raw.split("\n", 1)[0] ?? null);
  }
}

/** A workbook that cannot be read on from here. */
export function unreadableWorkbook(cause: Cause<WorkbookCauses>, line = 1): UnreadableRows {
  return new UnreadableRows({ what: "workbook", cause }, line);
}

/** Whether nothing stands in a cell that anybody could see. */
export function isBlank(cell: string): boolean {
  return cell === "" || (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(cell) && cell.replace(/\p{Cf}/gu, "").trim() === "");
}
