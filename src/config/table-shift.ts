/**
 * Does a row say what its table says? A separator too many or too few moves its cells into other columns, a quote
 * too many makes one row of several: then a number is somewhere else than where it is looked for.
 */

import type { Facts } from "../domain/fact.ts";
import type { Row } from "./table.ts";
import { isBlank } from "./table.ts";
import { linesWithNumber } from "./table-csv.ts";
import { comparable, rankHeadings } from "./table-headings.ts";
import type { Layout, Questions } from "./table-layout.ts";
import { digitsIn } from "./table-layout.ts";

/** The shortest number that a shifted cell is recognised by. */
const NUMBER_DIGITS_MIN = 8;
/** A column in which so many of a hundred rows have that many digits has them by its nature. */
const USUAL_PERCENT = 5;

type Shift = Facts["shifted-cells"];

/** What the first rows of a table are like. */
export interface Habits {
  /** By column: whether long numbers are nothing unusual there (another telephone, a document). */
  readonly hasNumbers: readonly boolean[];
  /** The same, where it is not one row alone that says so. */
  readonly hasNumbersOften: readonly boolean[];
  /** The same, and where a heading says so; the heading of the column itself, a second time, says nothing. */
  readonly mayHaveNumbers: readonly boolean[];
  /** How many digits the numbers of the column have. */
  readonly lengths: ReadonlySet<number>;
  /** How many rows that is known from. */
  readonly rows: number;
}

export function habitsOf(sample: readonly Row[], layout: Layout): Habits {
  const regular = sample.filter((row) => row !== layout.heading && isRegular(row, layout));
  const times: number[] = [];
  const lengths = new Set<number>();
  let rows = 0;
  for (const { cells } of regular) {
    const number = cells[layout.column] ?? "";
    if (isBlank(number)) continue;
    rows += 1;
    lengths.add(digitsIn(number));
    for (const [index, cell] of cells.entries())
      if (digitsIn(cell) >= NUMBER_DIGITS_MIN) times[index] = (times[index] ?? 0) + 1;
  }
  const isKnown = layout.heading !== null || sample.length > 1;
  const isUsual = (count: number) => isKnown && count > 0 && (count * 100) / rows >= USUAL_PERCENT;
  const hasNumbers = Array.from(times, (count = 0) => isUsual(count));
  const hasNumbersOften = hasNumbers.map((has, index) => has && (times[index] ?? 0) > 1);
  const headings = layout.heading?.cells ?? [];
  const ranks = rankHeadings(headings);
  const own = comparable(headings[layout.column] ?? "");
  const columns = Array.from({ length: Math.max(ranks.length, hasNumbers.length) });
  const saysSo = (index: number) =>
    (ranks[index] ?? null) !== null && comparable(headings[index] ?? "") !== own;
  const mayHaveNumbers = columns.map((_, index) => hasNumbers[index] === true || saysSo(index));
  return { hasNumbers, hasNumbersOften, mayHaveNumbers, lengths, rows: sample.length };
}

/** Whether a row has as many cells as its table. In a workbook no cell slips into another column. */
function isRegular({ cells, raw }: Row, { width, commonWidth }: Layout): boolean {
  if (cells.length === width || (raw === null && cells.length < width)) return true;
  return cells.length <= commonWidth && cells.slice(width).every(isBlank) && cells.length > width;
}

/**
 * @param text what stands in the column of the numbers
 * @returns what is wrong with the row, or null
 */
export function shiftOf(row: Row, layout: Layout, habits: Habits, questions: Questions): Shift | null {
  const text = row.cells[layout.column] ?? "";
  // A cell that is no number is an error in any case, which says better what is in it.
  if (row.isBroken && row.raw !== null && (isBlank(text) || questions.isMember(text))) {
    const numbers = linesWithNumber(row.raw(), questions.isMember);
    if (numbers > (isBlank(text) ? 0 : 1)) return { what: "open-quote" };
  }
  const joined = row.cells.findIndex(
    (cell, index) =>
      index !== layout.column && !habits.hasNumbersOften[index] && hasJoinedNumber(cell, questions),
  );
  if (row.raw !== null && joined >= 0) return { what: "joined-cells", cell: joined + 1 };
  const isAlone = layout.heading === null && habits.rows < 2;
  if (isRegular(row, layout) && !isAlone) return null;
  if (isAlone && isBlank(text)) return null;
  const counts = { cells: row.cells.length, expected: layout.width };
  if (isBlank(text)) return { what: "no-number", ...counts };
  const astray = row.cells.findIndex(
    (cell, index) =>
      index !== layout.column && digitsIn(cell) >= NUMBER_DIGITS_MIN && habits.hasNumbers[index] !== true,
  );
  if (astray >= 0) return { what: "number-elsewhere", ...counts, cell: astray + 1 };
  return row.cells.length < layout.width && isGlued(text, habits, questions)
    ? { what: "more-than-a-number", ...counts }
    : null;
}

const JOINED_NUMBER = /(?<=[\p{L}"])\+?\(?\d[\d ().-]{8,20}\d|\+?\(?\d[\d ().-]{8,20}\d(?=[\p{L}"])/u;
/** A number has fifteen digits at most. */
const JOINED_DIGITS = /\d{16}/;

/** Whether two rows, or two cells, may have become one: a number ends where a word or a quote begins, without a blank. */
function hasJoinedNumber(cell: string, { isMember }: Questions): boolean {
  if (cell.length <= NUMBER_DIGITS_MIN || !/\d{4}/.test(cell)) return false;
  const number = JOINED_NUMBER.exec(cell)?.[0];
  return (number !== undefined && isMember(number)) || JOINED_DIGITS.test(cell);
}

/** Whether a cell may be a number and what stood in the next cell. */
function isGlued(text: string, { lengths }: Habits, { isMember }: Questions): boolean {
  if (lengths.size > 0 && !lengths.has(digitsIn(text)) && !text.includes("@")) return true;
  const pieces = text.split(/[\s,;|]+/);
  return pieces.some((_, index) => index > 0 && isMember(pieces.slice(0, index).join(" ")));
}
