/** What kind of file a table is in: told by its first bytes, and not by its name. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Row, Table } from "./table.ts";
import { unreadableWorkbook } from "./table.ts";
import { openCsv } from "./table-csv.ts";
import type { Questions } from "./table-layout.ts";

/** A warning that is about the file, and not about a number. */
type Note = (severity: "warning", fact: Fact, line: number) => void;

const MEBIBYTE = 1024 * 1024;
/** More is no table that somebody keeps by hand: it is exported as CSV, which is read as a stream. */
const WORKBOOK_BYTES_MAX = 64 * MEBIBYTE;

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** Compound files: .xls, and every Office file with a password. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENCRYPTED_PART = Buffer.from("EncryptedPackage", "utf16le");

/** @throws UnreadableRows, here and while the rows are read */
export async function openTable(
  { chunks, sheet }: { readonly chunks: AsyncIterable<Buffer>; readonly sheet: string | null },
  questions: Questions,
  note: Note,
): Promise<Table> {
  const { start, all } = await startOf(chunks);
  if (startsWith(start, ZIP) || startsWith(start, EMPTY_ZIP)) {
    const { openWorkbook } = await import("./workbook.ts");
    const rows = await openWorkbook(await wholeOf(all), sheet, questions, (hidden, line) =>
      note("warning", hidden, line),
    );
    return { rows: withText(rows), delimiter: null };
  }
  if (startsWith(start, COMPOUND)) {
    const isEncrypted = (await wholeOf(all)).includes(ENCRYPTED_PART);
    throw unreadableWorkbook({ what: isEncrypted ? "password" : "xls" });
  }
  if (sheet !== null) throw unreadableWorkbook({ what: "no-workbook" });
  return openCsv(all, (line) => note("warning", fact("not-utf-8", { what: "read-otherwise" }), line));
}

async function* withText(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) if (row.cells.some((cell) => cell !== "")) yield row;
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}

/** @returns the first bytes, and all of them */
async function startOf(
  chunks: AsyncIterable<Buffer>,
): Promise<{ start: Buffer; all: AsyncGenerator<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  let failure: unknown = null;
  while (start.length < COMPOUND.length && failure === null) {
    try {
      const { value, done } = await iterator.next();
      if (done) break;
      start = Buffer.concat([start, value]);
    } catch (error) {
      failure = error;
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield start;
      if (failure !== null) throw failure;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { start, all: all() };
}

async function wholeOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > WORKBOOK_BYTES_MAX)
      throw unreadableWorkbook({ what: "too-large", mebibytes: WORKBOOK_BYTES_MAX / MEBIBYTE });
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
