/** The rows of a CSV file, with whatever delimiter, read as a stream: every byte of it belongs to one row. */

import { Readable } from "node:stream";
import type { Info } from "csv-parse";
import { CsvError, parse } from "csv-parse";
import type { Facts } from "../domain/fact.ts";
import type { Row, Table } from "./table.ts";
import { isBlank, UnreadableRows } from "./table.ts";
import type { EncodingNote } from "./table-text.ts";
import { LINE_LENGTH_MAX, LONG_ROW, lineFeedsIn, linesOf } from "./table-text.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;
const SNIFFED_LENGTH = 64 * 1024;
const SNIFFED_LINES = 100;

/** @throws UnreadableRows, here and while the rows are read */
export async function openCsv(chunks: AsyncIterable<Buffer>, note: EncodingNote): Promise<Table> {
  const texts = linesOf(chunks, note);
  let start = "";
  while (start.length < SNIFFED_LENGTH) {
    const { value, done } = await texts.next();
    if (done) break;
    start += value;
  }
  if (/^\s*<(?:!doctype|\?xml|html|head|meta|style|table)\b/i.test(start.slice(0, 200)))
    throw new UnreadableRows({ what: "markup" }, 1);
  const hint = separatorHint(start);
  const rest = hint === null ? start : start.slice(hint.length);
  const delimiter = hint?.delimiter ?? delimiterOf(rest);
  return { delimiter, rows: rowsOf(joined(rest, texts), delimiter, hint === null ? 1 : 2) };
}

/** Excel's own hint in a first line: `sep=;`. */
function separatorHint(start: string): { delimiter: string; length: number } | null {
  const line = /^[^\n]*(?:\n|$)/.exec(start.slice(0, 100))?.[0] ?? "";
  if (!/^"?sep=/i.test(line)) return null;
  const delimiter = /^"?sep=([^\w"'\n])"?[,;\t| ]*\n?$/i.exec(line)?.[1];
  if (delimiter === undefined) throw new UnreadableRows({ what: "no-delimiter" }, 1, line);
  return { delimiter, length: line.length };
}

/** The delimiter that most lines have alike; of several, the one that makes more cells. What is in quotes does not count. */
function delimiterOf(text: string): string {
  const plain = text.replace(/(^|[\n,;\t|]) *"(?:[^"]|"")*"/g, "$1");
  const lines = plain
    .split("\n", SNIFFED_LINES + 1)
    .filter((line) => !/^ *$/.test(line))
    .slice(0, SNIFFED_LINES);
  let best: { delimiter: string; alike: number; count: number } = { delimiter: ",", alike: 0, count: 0 };
  for (const delimiter of DELIMITERS) {
    const times = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) times.set(count, (times.get(count) ?? 0) + 1);
    }
    for (const [count, alike] of times) {
      if (alike > best.alike || (alike === best.alike && count > best.count))
        best = { delimiter, alike, count };
    }
  }
  return best.delimiter;
}

async function* joined(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** What some programs take for the end of a line, and CSV does not. */
const ODD_BREAK = /[\p{Zl}\p{Zp}]|(?![\t\n])\p{Cc}/u;
const ANY_BREAK = /[\p{Zl}\p{Zp}]|(?!\t)\p{Cc}/u;

/** What was given to the parser and has not come out of it as a row yet. */
class Unread {
  private bytes = Buffer.alloc(0);
  /** Of the file, in bytes: where `bytes` begins. */
  private offset = 0;
  /** Of the file, in bytes: where the next row begins. */
  private next = 0;
  /** Whether there has been a break that is no line feed. */
  hasOddBreaks = false;

  async *passing(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
    for await (const text of texts) {
      this.hasOddBreaks ||= ODD_BREAK.test(text);
      const bytes = Buffer.from(text);
      this.bytes = Buffer.concat([this.bytes.subarray(this.next - this.offset), bytes]);
      this.offset = this.next;
      yield bytes;
    }
  }

  /** @param end where the row ends, in bytes from the start of the file */
  take(end: number): Buffer {
    const raw = this.bytes.subarray(this.next - this.offset, end - this.offset);
    this.next = end;
    return raw;
  }

  get left(): string {
    return this.bytes.subarray(this.next - this.offset).toString();
  }
}

async function* rowsOf(
  texts: AsyncGenerator<string>,
  delimiter: string,
  firstLine: number,
): AsyncGenerator<Row> {
  const unread = new Unread();
  const parser = parse({
    delimiter,
    record_delimiter: "\n",
    info: true,
    relax_column_count: true,
    trim: true,
    max_record_size: LINE_LENGTH_MAX,
  });
  const source = Readable.from(unread.passing(texts));
  source.on("error", (error) => parser.destroy(error));
  parser.on("close", () => source.destroy());
  source.pipe(parser);
  let line = firstLine;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const bytes = unread.take(info.bytes);
      const height = Math.max(1, info.lines + firstLine - line);
      const isBroken = height > 1 || (unread.hasOddBreaks && ODD_BREAK.test(bytes.toString()));
      if (!record.every(isBlank))
        yield { cells: record, line, raw: () => bytes.toString(), height, isBroken, faults: null };
      line += height;
    }
    if (unread.left.trim() !== "") throw new UnreadableRows({ what: "not-csv" }, line, unread.left);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Rows before the faulty one may still be on their way out of the parser.
    const before = unread.take(typeof error.bytes === "number" ? error.bytes : 0).toString();
    const start = line + lineFeedsIn(before);
    throw new UnreadableRows(causeOf(error, start, firstLine), start, unread.left);
  } finally {
    await texts.return(undefined);
  }
}

/** @param line where the row begins that cannot be read */
function causeOf({ code, lines }: CsvError, line: number, firstLine: number): Facts["audience-file"] {
  if (code === "CSV_QUOTE_NOT_CLOSED") return { what: "open-quote" };
  if (code === "CSV_MAX_RECORD_SIZE") return LONG_ROW;
  const at = typeof lines === "number" ? lines + firstLine - 1 : line;
  return { what: "stray-quote", line: at > line ? at : null };
}

/** @returns where in a row as it is written a cell begins */
export function offsetOfCell(raw: string, delimiter: string, index: number): number {
  let cell = 0;
  let isQuoted = false;
  let isAtStart = true;
  for (let at = 0; at < raw.length; at += 1) {
    const character = raw[at] ?? "";
    if (isAtStart && cell === index && (character.trim() !== "" || character === delimiter)) return at;
    if (character === '"' && (isAtStart || isQuoted)) isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      cell += 1;
      isAtStart = true;
      continue;
    }
    if (character.trim() !== "") isAtStart = false;
  }
  return cell === index ? raw.replace(/\s+$/, "").length : 0;
}

/** How many of the lines that a row is written on have a cell that `isNumber`, whatever quotes say. */
export function linesWithNumber(raw: string, isNumber: (text: string) => boolean): number {
  return raw.split(ANY_BREAK).filter((line) => hasPiece(line, isNumber)).length;
}

/** Whether a text would have a cell that `isNumber`, by whatever delimiter and quotes. */
export function hasPiece(text: string, isNumber: (text: string) => boolean): boolean {
  return text.split(/[,;\t|"']/).some((piece) => piece !== "" && isNumber(piece.trim()));
}
