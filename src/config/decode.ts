/** The bytes of a file into text, or where they are none, and what they seem to be instead. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import type { Literal } from "../domain/fact-fields.ts";
import { literal } from "../domain/fact-fields.ts";

/** Line and column from 1. */
interface Undecodable {
  readonly line: number;
  readonly column: number;
  readonly problem: Fact<"not-utf-8">;
}

const REPLACEMENT = "\uFFFD";
const LINE_FEED = 0x0a;
/** Bytes looked at to tell UTF-16: half of them are 0 where a text is in Latin letters. */
const SAMPLE_BYTES = 200;

/** Line ends of old Macs (CR alone) are line ends of YAML too: they become LF, of the same length. */
export function decodeText(bytes: Buffer): { readonly text: string } | Undecodable {
  if (isUtf16(bytes)) return { line: 1, column: 1, problem: fact("not-utf-8", { what: "utf-16" }) };
  const text = decode(bytes);
  if (text === null) return firstOffence(bytes);
  return { text: text.replace(/\r(?!\n)/g, "\n") };
}

function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  return sample.length > 1 && sample.filter((byte) => byte === 0).length * 3 > sample.length;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function firstOffence(bytes: Buffer): Undecodable {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed < 0 ? bytes.length : feed;
    const found = bytes.subarray(start, end);
    if (decode(found) === null) return { line, ...offenceIn(found) };
    start = end + 1;
  }
  return { line, column: 1, problem: fact("not-utf-8", { what: "unknown" }) };
}

/** Decoded loosely, a wrong byte is a replacement character; one that is written so is made of good bytes. */
function offenceIn(line: Buffer): Pick<Undecodable, "column" | "problem"> {
  const loose = new TextDecoder("utf-8", { ignoreBOM: true }).decode(line);
  let at = loose.indexOf(REPLACEMENT);
  const isWritten = () => line.subarray(Buffer.byteLength(loose.slice(0, at))).indexOf("\uFFFD") === 0;
  while (at >= 0 && isWritten()) at = loose.indexOf(REPLACEMENT, at + 1);
  const before = loose.slice(0, Math.max(0, at));
  const byte = line[Buffer.byteLength(before)] ?? 0;
  const hex = literal(`0x${byte.toString(16).toUpperCase().padStart(2, "0")}`);
  const problem = fact("not-utf-8", { what: "byte", byte: hex, letter: letterOf(byte) });
  return { column: [...before].length + 1, problem };
}

/** What the byte is in Windows-1252, where that is a letter. */
function letterOf(byte: number): Literal | null {
  const letter = new TextDecoder("windows-1252").decode(Buffer.from([byte]));
  return /\p{C}/u.test(letter) ? null : literal(letter);
}
