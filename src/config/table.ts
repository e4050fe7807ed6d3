/** A table of a file that an audience names: its rows, from whatever kind of file. */

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
  readonly faults: ReadonlyMap<number, string> | null;
}

export interface Table {
  readonly rows: AsyncIterable<Row>;
  /** What stands between cells; null in a workbook, where a cell cannot slip into the next column. */
  readonly delimiter: string | null;
}

/** A file that cannot be read on from here. The message is for the person. */
export class UnreadableRows extends Error {
  override readonly name = "UnreadableRows";
  readonly line: number;
  /** The line as it is written, where that helps. */
  readonly raw: string | null;

  constructor(message: string, line: number, raw: string | null = null) {
    super(message);
    this.line = line;
    this.raw = raw === null ? null : (raw.split("\n", 1)[0] ?? null);
  }
}

/** Whether nothing stands in a cell that anybody could see. */
export function isBlank(cell: string): boolean {
  return cell === "" || (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(cell) && cell.replace(/\p{Cf}/gu, "").trim() === "");
}
