/** The body of an answer, bounded: a server that never ends one must not fill the memory. */

/** Of an answer, as it is when nothing is compressed any more. A page of 30,000 contacts has a tenth. */
export const BODY_MIB_MAX = 64;
const BYTES_MAX = BODY_MIB_MAX * 1024 * 1024;

export class BodyTooLong extends Error {
  override readonly name = "BodyTooLong";
}

/** @throws BodyTooLong, with no more read than that; what the stream throws */
export async function readText(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null,
): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > BYTES_MAX) throw new BodyTooLong();
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
