/** The text of a table: whatever its encoding and its line ends, out come whole lines that end with a line feed. */

import { literal } from "../domain/fact-fields.ts";
import { UnreadableRows } from "./table.ts";

/** Told, once, from where on a file is not in the encoding that was expected. */
export type EncodingNote = (line: number) => void;

/** A line longer than this holds no number that anybody meant. */
export const LINE_LENGTH_MAX = 100_000;

const SNIFFED_BYTES = 4096;

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/**
 * Every piece but the last ends with a line feed.
 * @throws UnreadableRows
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>, note: EncodingNote): AsyncGenerator<string> {
  let line = 1;
  let rest = "";
  for await (const text of withLineFeeds(decoded(readable(chunks), (below) => note(line + below)))) {
    if (text.includes("\0"))
      throw new UnreadableRows({ what: "binary" }, line + lineFeedsIn(text.split("\0", 1)[0] ?? ""));
    const end = text.lastIndexOf("\n") + 1;
    if (end > 0) {
      const whole = rest + text.slice(0, end);
      line += lineFeedsIn(whole);
      yield withoutFormulas(whole);
      rest = text.slice(end);
    } else rest += text;
    if (rest.length > LINE_LENGTH_MAX) throw new UnreadableRows(LONG_ROW, line, rest);
  }
  if (rest !== "") yield withoutFormulas(rest);
}

export const LONG_ROW = { what: "long-row", most: LINE_LENGTH_MAX } as const;

export function lineFeedsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** `="5531…"` keeps Excel from calculating with a number; it is no cell in quotes, and no CSV either. */
function withoutFormulas(text: string): string {
  return text.includes('="') ? text.replace(/(^|[\n,;\t|])="([\d+() .-]+)"(?=[\n,;\t|]|$)/g, "$1$2") : text;
}

async function* readable(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = "code" in error ? String(error.code) : error.name;
    throw new UnreadableRows({ what: "unreadable", error: literal(code) }, 1);
  }
}

/** Line ends of Windows, Unix and old Macs, mixed or not, become line feeds. */
async function* withLineFeeds(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const text of texts) {
    const all = held + text;
    held = all.endsWith("\r") ? "\r" : "";
    const now = held === "" ? all : all.slice(0, -1);
    yield now.includes("\r") ? now.replace(/\r\n?/g, "\n") : now;
  }
  if (held !== "") yield "\n";
}

/** @param note is told the line feeds before the place as well */
async function* decoded(chunks: AsyncGenerator<Buffer>, note: EncodingNote): AsyncGenerator<string> {
  const { start, ended } = await firstBytes(chunks);
  const { encoding, markLength } = encodingOf(start);
  async function* bytes(): AsyncGenerator<Buffer> {
    yield start.subarray(markLength);
    if (!ended) yield* chunks;
  }
  yield* encoding === "utf-8" ? fromUtf8(bytes(), note) : fromUtf16(bytes(), encoding);
}

async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<{ start: Buffer; ended: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < SNIFFED_BYTES) {
    const { value, done } = await chunks.next();
    if (done) return { start: Buffer.concat(pieces), ended: true };
    pieces.push(value);
    length += value.length;
  }
  return { start: Buffer.concat(pieces), ended: false };
}

/** By the mark; without one, UTF-16 shows in that every second byte of digits and separators is zero. */
function encodingOf(start: Buffer): { encoding: Encoding; markLength: number } {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf)
    return { encoding: "utf-8", markLength: 3 };
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: "utf-16le", markLength: 2 };
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: "utf-16be", markLength: 2 };
  const zeros = [0, 0];
  const sniffed = start.subarray(0, SNIFFED_BYTES);
  for (const [index, byte] of sniffed.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return { encoding: "utf-8", markLength: 0 };
  const enough = sniffed.length / 2 / 3;
  if (odd > enough && even < odd / 10) return { encoding: "utf-16le", markLength: 0 };
  if (even > enough && odd < even / 10) return { encoding: "utf-16be", markLength: 0 };
  throw new UnreadableRows({ what: "binary" }, 1);
}

async function* fromUtf16(
  chunks: AsyncIterable<Buffer>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new UnreadableRows({ what: "not-whole-utf-16" }, line);
    }
  };
  for await (const chunk of chunks) {
    const text = decode(chunk);
    line += lineFeedsIn(text);
    yield text;
  }
  yield decode();
}

/** A line that is not UTF-8 is read as Windows-1252: files are put together, row by row, from several systems. */
async function* fromUtf8(chunks: AsyncIterable<Buffer>, note: EncodingNote): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (bytes: Buffer): string | null => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
  let isNoted = false;
  const decodeLine = (bytes: Buffer, linesBefore: number): string => {
    const text = decode(bytes);
    if (text !== null) return text;
    if (!isNoted) note(linesBefore);
    isNoted = true;
    return fromWindows1252(bytes);
  };
  let carried: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
    const end = lastAsciiEnd(bytes);
    carried = bytes.subarray(end);
    yield decodePiece(bytes.subarray(0, end), decode, decodeLine);
  }
  yield decodePiece(carried, decode, decodeLine);
}

/** @returns how many bytes end with one that is a character of its own; all of them, where none is near */
function lastAsciiEnd(bytes: Buffer): number {
  for (let end = bytes.length; end > bytes.length - 64 && end > 0; end -= 1)
    if ((bytes[end - 1] ?? 0) < 0x80) return end;
  return bytes.length < 64 ? 0 : bytes.length;
}

function decodePiece(
  bytes: Buffer,
  decode: (bytes: Buffer) => string | null,
  decodeLine: (bytes: Buffer, linesBefore: number) => string,
): string {
  const whole = decode(bytes);
  if (whole !== null) return whole;
  const texts: string[] = [];
  let lines = 0;
  for (let at = 0; at < bytes.length; ) {
    const lineFeed = bytes.indexOf(0x0a, at);
    const carriageReturn = bytes.subarray(at, lineFeed < 0 ? undefined : lineFeed).indexOf(0x0d);
    const end = carriageReturn >= 0 ? at + carriageReturn + 1 : lineFeed >= 0 ? lineFeed + 1 : bytes.length;
    texts.push(decodeLine(bytes.subarray(at, end), lines));
    if (carriageReturn < 0 || bytes[end] !== 0x0a) lines += 1;
    at = end;
  }
  return texts.join("");
}

/** 0x80 to 0x9F; what Windows leaves out stays a control character. Node's own decoder had these wrong for a while. */
const WINDOWS_1252 =
  "\u20AC\x81\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\x8D\u017D\x8F\x90\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\x9D\u017E\u0178";

function fromWindows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\x80-\x9F]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}
