/** A file of phone numbers: CSV, or one number a line. Read as a stream, row by row. */

import type { Options } from "csv-parse";
import { CsvError, parse } from "csv-parse";
import type { Member } from "../domain/customer.ts";
import { customerOf } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Country } from "../domain/phone.ts";
import type { DeclaredMember } from "../domain/state.ts";
import { readMember } from "./member.ts";

export interface AudienceFile {
  /** As a person at the working directory would name it. */
  readonly file: string;
  readonly chunks: AsyncIterable<Buffer>;
  /** The heading of the column with the numbers, where the list file names one. */
  readonly column: string | null;
  readonly defaultCountry: Country;
}

export interface Audience {
  /** Each customer once. */
  readonly members: readonly DeclaredMember[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Headings that say by themselves that a column holds the numbers. */
const KNOWN_HEADINGS = new Set([
  "phone",
  "phone_number",
  "phonenumber",
  "telefone",
  "celular",
  "whatsapp",
  "fone",
  "msisdn",
  "numero",
  "número",
  "identity",
]);
const DELIMITERS = [",", ";", "\t"];
const ROW_BYTES_MAX = 100_000;

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

export async function readAudienceFile(audience: AudienceFile): Promise<Audience> {
  const reading = new Reading(audience);
  try {
    for await (const row of rowsOf(audience.chunks)) {
      if (!reading.take(row)) break;
    }
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof TypeError)) throw error;
    reading.fail(
      error instanceof CsvError ? csvProblem(error) : "the file is not UTF-8 text: save it as UTF-8",
      lineOf(error),
    );
  }
  return reading.result();
}

function lineOf(error: CsvError | TypeError): number {
  const lines = error instanceof CsvError ? error.lines : 1;
  return typeof lines === "number" ? lines : 1;
}

function csvProblem(error: CsvError): string {
  if (error.code === "CSV_QUOTE_NOT_CLOSED") return "a quote is opened and never closed: close it";
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return `a row is longer than ${ROW_BYTES_MAX} characters: is a quote left open?`;
  return "this is not CSV: quotes belong around a whole cell, doubled inside it";
}

async function* rowsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const texts = decoded(chunks, decoder);
  const first = await firstLine(texts);
  const options: Options = {
    delimiter: delimiterOf(first),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: ROW_BYTES_MAX,
  };
  const parser = parse(options);
  const feed = async () => {
    parser.write(first);
    for await (const text of texts) {
      if (!parser.write(text)) await new Promise((resolve) => parser.once("drain", resolve));
    }
    parser.end();
  };
  const fed = feed().catch((error: Error) => parser.destroy(error));
  yield* parser;
  await fed;
}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  decoder: InstanceType<typeof TextDecoder>,
): AsyncGenerator<string> {
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** @returns what was read until the first line was whole */
async function firstLine(texts: AsyncGenerator<string>): Promise<string> {
  let start = "";
  while (!start.includes("\n")) {
    const { value, done } = await texts.next();
    if (done) break;
    start += value;
  }
  return start;
}

/** The delimiter that the first line has most of. */
function delimiterOf(text: string): string {
  const [line = ""] = text.split("\n", 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

class Reading {
  private readonly audience: AudienceFile;
  private readonly members = new Map<string, DeclaredMember>();
  private readonly diagnostics: Diagnostic[] = [];
  private column: number | null = null;
  private repeated = 0;
  private firstRepeated = 0;

  constructor(audience: AudienceFile) {
    this.audience = audience;
  }

  /** @returns whether to go on */
  take({ record, info }: Row): boolean {
    if (this.column === null) {
      const heading = this.findColumn(record);
      if (heading === "unknown") return false;
      if (heading === "header") return true;
    }
    const text = record[this.column ?? 0] ?? "";
    if (text !== "") this.takeMember(text, info.lines);
    return true;
  }

  fail(message: string, line: number): void {
    this.report("error", "audience-file", message, line);
  }

  result(): Audience {
    if (this.repeated > 0) {
      const message = `${this.repeated} of the numbers stand here more than once, line ${this.firstRepeated} for one: each is added once`;
      this.report("warning", "duplicate-member", message, this.firstRepeated);
    }
    return { members: [...this.members.values()], diagnostics: this.diagnostics };
  }

  private takeMember(text: string, line: number): void {
    const member = readMember(text, null, this.audience.defaultCountry, (severity, code, message) =>
      this.report(severity, code, message, line),
    );
    if (member !== null) this.add(member, line);
  }

  private add(member: Member, line: number): void {
    const customer = customerOf(member);
    if (this.members.has(customer)) {
      this.repeated += 1;
      this.firstRepeated ||= line;
    } else this.members.set(customer, { member, file: this.audience.file, line });
  }

  /** Finds the column of the numbers in the first row, which may be a heading or a member already. */
  private findColumn(cells: readonly string[]): "header" | "member" | "unknown" {
    const { column: wanted } = this.audience;
    const headings = cells.map((cell) => cell.replace(/^\uFEFF/, "").toLowerCase());
    if (wanted !== null) {
      const index = headings.indexOf(wanted.toLowerCase());
      if (index >= 0) return this.found(index, "header");
      this.fail(
        `there is no column "${wanted}" here: the first line has ${cells.join(", ").slice(0, 200)}`,
        1,
      );
      return "unknown";
    }
    const known = headings.findIndex((heading) => KNOWN_HEADINGS.has(heading));
    if (known >= 0) return this.found(known, "header");
    if (cells.length > 1) {
      this.fail(
        "several columns, and none is called phone: name the one with the numbers in the list file (column: …)",
        1,
      );
      return "unknown";
    }
    return this.found(0, /\d/.test(cells[0] ?? "") ? "member" : "header");
  }

  private found(index: number, row: "header" | "member"): "header" | "member" {
    this.column = index;
    return row;
  }

  private report(severity: Diagnostic["severity"], code: string, message: string, line: number): void {
    this.diagnostics.push({ severity, code, message, place: { file: this.audience.file, line, column: 1 } });
  }
}
