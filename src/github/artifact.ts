/**
 * An artifact that a run left: a zip, read from where GitHub keeps artifacts, which is another host and is never shown
 * the token. Nothing of it is believed.
 */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import type { Fetch } from "./connection.ts";
import { isSafeAddress } from "./run.ts";
import type { GitHubTrouble, Question } from "./trouble.ts";
import { lost, refused } from "./trouble.ts";

const TIMEOUT_MS = 5 * 60_000;

/** @param fetch the way there. @throws GitHubTrouble where there is no answer, another than 200, or more than may be */
export async function download(
  fetch: Fetch,
  address: string,
  task: Question["task"],
  bytesMax: number,
): Promise<Uint8Array> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isSafeAddress(url)) throw refused(task, fact("download-unsafe"));
  const response = await fetch(url.href, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error: unknown) => {
      throw unanswered(task, url, error);
    },
  );
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw refused(task, fact("download-refused", { host: literal(url.host), status: response.status }));
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of response.body) {
      bytes += piece.byteLength;
      if (bytes > bytesMax) break;
      pieces.push(piece);
    }
  } catch (error) {
    throw unanswered(task, url, error);
  }
  if (bytes > bytesMax)
    throw refused(task, fact("download-too-large", { mebibytes: Math.floor(bytesMax / 1024 / 1024) }));
  return Buffer.concat(pieces);
}

/** Only the host is shown: what follows in the address is signed, and a key for whoever has it. */
function unanswered(task: Question["task"], { host }: URL, error: unknown): GitHubTrouble {
  const isLate = error instanceof Error && error.name === "TimeoutError";
  return lost(task, fact(isLate ? "download-timeout" : "download-unreachable", { host: literal(host) }));
}

export const ZIP_BYTES_MAX = 100 * 1024 * 1024;
const FILE_BYTES_MAX = 200 * 1024 * 1024;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
/** Inflated piece by piece: a piece grows at most a thousandfold, so that the bound is kept within 16 MiB. */
const PIECE_BYTES = 16 * 1024;

/**
 * The text of the one file that an artifact of a review holds.
 * @param name of the file: the first in the zip
 * @returns the text, or what is wrong with the zip
 */
export async function textInZip(
  zip: Uint8Array,
  name: string,
  bytesMax = FILE_BYTES_MAX,
): Promise<{ readonly text: string } | { readonly problem: Fact }> {
  const { Inflate, unzipSync } = await import("fflate");
  try {
    const found: Entry[] = [];
    unzipSync(zip, {
      filter: ({ name, size, originalSize, compression }) => {
        found.push({ name, size, originalSize, compression });
        return false;
      },
    });
    const [entry] = found;
    if (entry?.name !== name) return { problem: fact("artifact-without-file", { file: literal(name) }) };
    if (entry.originalSize > bytesMax) return TOO_LARGE;
    const packed = packedBytes(zip, entry);
    if (packed === null) return DAMAGED;
    if (entry.compression === STORED) return decoded([packed]);
    if (entry.compression !== DEFLATED) return DAMAGED;
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    // What a zip says of its size may be a lie.
    const inflate = new Inflate((piece) => {
      bytes += piece.length;
      if (bytes <= bytesMax) pieces.push(piece);
    });
    for (let at = 0; at < packed.length && bytes <= bytesMax; at += PIECE_BYTES) {
      inflate.push(packed.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= packed.length);
    }
    return bytes > bytesMax ? TOO_LARGE : decoded(pieces);
  } catch {
    return DAMAGED;
  }
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
  readonly compression: number;
}

const DAMAGED = { problem: fact("artifact-damaged") };
const TOO_LARGE = { problem: fact("artifact-too-large") };

/** The first file stands at the very beginning, after a header of its own. */
function packedBytes(zip: Uint8Array, { size }: Entry): Uint8Array | null {
  const header = new DataView(zip.buffer, zip.byteOffset, LOCAL_HEADER_BYTES);
  if (header.getUint32(0, true) !== LOCAL_HEADER) return null;
  const begin = LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  return begin + size <= zip.length ? zip.subarray(begin, begin + size) : null;
}

function decoded(pieces: readonly Uint8Array[]): { readonly text: string } {
  return { text: Buffer.concat(pieces).toString("utf8") };
}
