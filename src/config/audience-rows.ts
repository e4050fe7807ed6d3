/** The rows of a file of numbers: CSV with whatever delimiter, read as a stream. */

import { Readable } from "node:stream";
import type { Info } from "csv-parse";
import { CsvError, parse } from "csv-parse";

export interface Row {
  readonly cells: readonly string[];
  /** The line, from 1, that the row ends on. */
  readonly line: number;
}

/** A file that cannot be read on from here. The message is for the person. */
export class UnreadableRows extends Error {
  override readonly name = "UnreadableRows";
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const DELIMITERS = [",", ";", "\t"];
const ROW_LENGTH_MAX = 100_000;

/**
 * Rows without any text in them are passed over.
 * @throws UnreadableRows
 */
export async function* readRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const texts = decoded(chunks);
  try {
    const start = await firstLine(texts);
    const parser = parse({
      delimiter: delimiterOf(start),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      max_record_size: ROW_LENGTH_MAX,
    });
    const source = Readable.from(startingWith(start, texts));
    source.on("error", (error) => parser.destroy(error));
    parser.on("close", () => source.destroy());
    source.pipe(parser);
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>)
      yield { cells: record, line: info.lines };
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableRows(csvProblem(error), lineOf(error)) : error;
  } finally {
    await texts.return(undefined);
  }
}

function lineOf({ lines }: CsvError): number {
  return typeof lines === "number" ? lines : 1;
}

function csvProblem({ code }: CsvError): string {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "a quote is opened and never closed: close it";
  if (code === "CSV_MAX_RECORD_SIZE")
    return `a row is longer than ${ROW_LENGTH_MAX} characters: is a quote left open?`;
  return "this is not CSV: quotes belong around a whole cell, doubled inside it";
}

async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      const [readable = ""] = new TextDecoder().decode(chunk).split("\uFFFD", 1);
      const message = "the file is not UTF-8 text from here on: save it as UTF-8";
      throw new UnreadableRows(message, line + lineFeedsIn(readable));
    }
  };
  try {
    for await (const chunk of chunks) {
      const text = decode(chunk);
      line += lineFeedsIn(text);
      yield text;
    }
  } catch (error) {
    if (error instanceof UnreadableRows || !(error instanceof Error)) throw error;
    const reason = "code" in error ? String(error.code) : error.name;
    throw new UnreadableRows(`the file cannot be read (${reason}): allow it`, 1);
  }
  yield decode();
}

export function lineFeedsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** @returns what was read until the first line with something on it was whole */
async function firstLine(texts: AsyncGenerator<string>): Promise<string> {
  let start = "";
  while (!/\S[^\n]*\n/.test(start) && start.length <= ROW_LENGTH_MAX) {
    const { value, done } = await texts.next();
    if (done) break;
    start += value;
  }
  return start;
}

async function* startingWith(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** The delimiter that the first line has most of, what stands in quotes aside. */
function delimiterOf(text: string): string {
  const [line = ""] = text.trimStart().split("\n", 1);
  const plain = line.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string) => plain.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}
