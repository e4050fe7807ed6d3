/** Where the numbers of a table stand: its heading row, and the column. Or what is wrong with it, and where. */

import type { Customer } from "../domain/customer.ts";
import type { Cause, Quoted } from "../domain/fact-fields.ts";
import type { ColumnCauses } from "../domain/facts/tables.ts";
import { quote } from "./characters.ts";
import type { Row } from "./table.ts";
import { isBlank } from "./table.ts";
import type { Rank } from "./table-headings.ts";
import { comparable, MOBILE, PHONE, rankHeadings } from "./table-headings.ts";

export interface Layout {
  /** From 0. */
  readonly column: number;
  /** Null in a table without a heading. */
  readonly heading: Row | null;
  /** How many cells a row has; the heading says so. */
  readonly width: number;
  /** How many most rows have, where that is more: they end with a delimiter, and the heading does not. */
  readonly commonWidth: number;
  /** Whether the list file names the column: then nothing is guessed. */
  readonly isNamed: boolean;
}

export interface LayoutProblem {
  readonly problem: Cause<ColumnCauses>;
  readonly row: Row;
}

/** What the cells of a table are asked. */
export interface Questions {
  /** Whether a cell is a member as it stands. */
  readonly isMember: (cell: string) => boolean;
  /** Whose number or identity it is then, or null. */
  readonly customerIn: (cell: string) => Customer | null;
}

/** A title stands above a heading; further down it is a row. */
const TITLE_ROWS_MAX = 10;
/** A number without its country code has ten digits. */
const HEADING_DIGITS_MAX = 9;

/**
 * @param sample the first rows, at least one
 * @param wanted the heading of the column, or its place from 1, where the list file names it
 */
export function findLayout(
  sample: readonly Row[],
  wanted: string | null,
  questions: Questions,
): Layout | LayoutProblem {
  const [first] = sample;
  if (first === undefined) throw new Error("a layout of no rows");
  const width = commonWidth(sample);
  const title = titleProblem(sample, width, wanted);
  if (title !== null) return { problem: title, row: first };
  const found =
    wanted === null ? findByItself(sample, width, questions) : findNamed(sample, width, wanted, questions);
  if ("problem" in found || found.heading === null) return found;
  const spoilt = found.heading.cells.find((cell) => digitsIn(cell) > HEADING_DIGITS_MAX);
  if (spoilt === undefined) return found;
  return { problem: { what: "number-in-heading", heading: quote(spoilt) }, row: first };
}

/** A row of headings that stands below, and one cell above it. */
function titleProblem(
  sample: readonly Row[],
  width: number,
  wanted: string | null,
): LayoutProblem["problem"] | null {
  const [first, ...below] = sample;
  if (first === undefined || width < 2) return null;
  const filled = first.cells.filter((cell) => !isBlank(cell));
  const [title = ""] = filled;
  const isHeading = ({ cells }: Row): boolean =>
    cells.every((cell) => digitsIn(cell) <= HEADING_DIGITS_MAX) &&
    (wanted === null
      ? rankHeadings(cells).some((rank) => rank !== null)
      : cells.some((cell) => comparable(cell) === comparable(wanted)));
  const heading = below.slice(0, TITLE_ROWS_MAX).find(isHeading);
  if (
    heading !== undefined &&
    (filled.length === 1 || (wanted !== null && !isPlace(wanted) && !isHeading(first)))
  )
    return { what: "title-above-heading", title: quote(title), line: heading.line };
  if (filled.length > 1 || isHeading(first) || digitsIn(title) > HEADING_DIGITS_MAX) return null;
  if (first.cells.length === 1 && /[,;\t|]/.test(title)) return { what: "other-delimiter" };
  return { what: "title", title: quote(title) };
}

/** @returns how many cells most rows have; of several such numbers the smallest */
function commonWidth(sample: readonly Row[]): number {
  const times = new Map<number, number>();
  for (const { cells } of sample) times.set(cells.length, (times.get(cells.length) ?? 0) + 1);
  const better = (a: [number, number], b: [number, number]) => b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]);
  return [...times].reduce((best, one) => (better(best, one) ? one : best))[0];
}

function findByItself(sample: readonly Row[], width: number, questions: Questions): Layout | LayoutProblem {
  const [first] = sample;
  if (first === undefined) throw new Error("a layout of no rows");
  const headings = first.cells;
  const layout = { heading: first, width: headings.length, commonWidth: width, isNamed: false };
  if (headings.some(questions.isMember)) return withoutHeading(sample, width, questions);
  const ranks = rankHeadings(headings);
  const best = Math.min(...ranks.map((rank) => rank ?? Number.POSITIVE_INFINITY));
  const columns = ranks.flatMap((rank, index) => (rank === best ? [index] : []));
  const [column] = columns;
  if (column !== undefined && columns.length === 1) {
    const rival = best === MOBILE ? rivalOf(column, ranks, sample, questions) : null;
    return rival === null ? { ...layout, column } : severalColumns(first, [column, rival]);
  }
  if (columns.length > 1) return severalColumns(first, columns);
  if (width === 1 && headings.length === 1)
    return isHeadingLike(headings[0] ?? "")
      ? { ...layout, column: 0 }
      : { column: 0, heading: null, width: 1, commonWidth: width, isNamed: false };
  return { problem: { what: "none-named-phone", headings: quoteAll(headings) }, row: first };
}

/**
 * A heading that says mobile goes before one that says phone, as long as they do not tell two numbers of one person:
 * which of them is meant, nobody here knows.
 */
function rivalOf(
  column: number,
  ranks: readonly (Rank | null)[],
  sample: readonly Row[],
  { customerIn }: Questions,
): number | null {
  const rivals = ranks.flatMap((rank, index) => (rank === PHONE ? [index] : []));
  const isOther = ({ cells }: Row, index: number) => {
    const other = customerIn(cells[index] ?? "");
    return other !== null && other !== customerIn(cells[column] ?? "");
  };
  return rivals.find((index) => sample.some((row) => isOther(row, index))) ?? null;
}

function severalColumns(first: Row, columns: readonly number[]): LayoutProblem {
  const named = columns.map((index) => quote(first.cells[index] ?? ""));
  const headings = quoteAll(first.cells);
  return { problem: { what: "several-named-phone", columns: named, headings }, row: first };
}

/** As one text: numbers that stand there side by side are masked as one. */
export function quoteAll(cells: readonly string[]): Quoted {
  return quote(cells.join(", "));
}

/** The one column in which every cell is a number. */
function withoutHeading(
  sample: readonly Row[],
  width: number,
  { isMember }: Questions,
): Layout | LayoutProblem {
  const [first] = sample;
  if (first === undefined) throw new Error("a layout of no rows");
  if (sample.every(({ cells }) => cells.length === 1))
    return { column: 0, heading: null, width: 1, commonWidth: width, isNamed: false };
  const columns = first.cells.flatMap((_, index) =>
    sample.every(({ cells }) => isMember(cells[index] ?? "")) ? [index] : [],
  );
  const [column] = columns;
  if (column !== undefined && columns.length === 1)
    return { column, heading: null, width, commonWidth: width, isNamed: false };
  if (columns.length > 1) {
    const places = columns.map((index) => index + 1);
    return { problem: { what: "several-without-heading", places }, row: first };
  }
  const rows = first.cells.flatMap((cell, index) => (isMember(cell) ? [index] : []));
  const faulty = sample.find(({ cells }) => !rows.some((index) => isMember(cells[index] ?? "")));
  return { problem: { what: "none-without-heading" }, row: faulty ?? first };
}

function findNamed(
  sample: readonly Row[],
  width: number,
  wanted: string,
  { isMember }: Questions,
): Layout | LayoutProblem {
  const [first] = sample;
  if (first === undefined) throw new Error("a layout of no rows");
  const layout = { width: first.cells.length, commonWidth: width, isNamed: true };
  const named = first.cells.flatMap((cell, index) =>
    comparable(cell) === comparable(wanted) ? [index] : [],
  );
  const [column] = named;
  if (column !== undefined && named.length === 1) return { ...layout, column, heading: first };
  if (named.length > 1) {
    const places = named.map((index) => index + 1);
    return { problem: { what: "same-heading", column: quote(wanted), places }, row: first };
  }
  const place = isPlace(wanted) ? Number(wanted) - 1 : -1;
  if (place >= 0 && place < Math.max(width, first.cells.length)) {
    const cell = first.cells[place] ?? "";
    const isData = isMember(cell) || !isHeadingLike(cell);
    if (isData || first.cells.some(isMember))
      return { ...layout, column: place, heading: null, width: Math.max(width, place + 1) };
    return { ...layout, column: place, heading: first };
  }
  const headings = quoteAll(first.cells);
  return { problem: { what: "unknown-column", column: quote(wanted), headings }, row: first };
}

function isPlace(wanted: string): boolean {
  return /^[1-9]\d{0,3}$/.test(wanted);
}

/** Words, and neither a number with a mistake in it nor an identity. */
function isHeadingLike(cell: string): boolean {
  return /\p{L}/u.test(cell) && digitsIn(cell) < 7 && !cell.includes("@");
}

export function digitsIn(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0;
}
