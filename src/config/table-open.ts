/** What kind of file a table is in: told by its first bytes, and not by its name. */

import type { Row, Table } from "./table.ts";
import { UnreadableRows } from "./table.ts";
import { openCsv } from "./table-csv.ts";
import type { Questions } from "./table-layout.ts";

/** A warning that is about the file, and not about a number. */
type Note = (severity: "warning", code: string, message: string, line: number) => void;

/** More is no table that somebody keeps by hand: it is exported as CSV, which is read as a stream. */
const WORKBOOK_BYTES_MAX = 64 * 1024 * 1024;

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
    const rows = await openWorkbook(await wholeOf(all), sheet, questions, (message, line) =>
      note("warning", "hidden-rows", message, line),
    );
    return { rows: withText(rows), delimiter: null };
  }
  if (startsWith(start, COMPOUND)) {
    const isEncrypted = (await wholeOf(all)).includes(ENCRYPTED_PART);
    throw new UnreadableRows(
      isEncrypted
        ? "this workbook has a password: save it without one, as .xlsx"
        : "this is a workbook of the old kind (.xls): save it as .xlsx",
      1,
    );
  }
  if (sheet !== null)
    throw new UnreadableRows(
      "this is text and no workbook, which has no sheets: remove sheet: from the list file",
      1,
    );
  return openCsv(all, (message, line) => note("warning", "not-utf-8", message, line));
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
      throw new UnreadableRows(
        `the workbook is over ${WORKBOOK_BYTES_MAX / 1024 / 1024} MiB: save it as CSV`,
        1,
      );
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
