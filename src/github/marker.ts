/** Hidden marks by which this tool finds again what it wrote. */

import { posix } from "node:path";

export type MarkedKind = "review" | "drift";

/**
 * One for each kind and directory, as an HTML comment that no directory name can end.
 * @param directory as the person named it; `lists`, `./lists` and `lists/` are one
 */
export function markerOf(kind: MarkedKind, directory: string): string {
  return `<!-- blip-lists ${kind}: ${encoded(directoryKey(directory))} -->`;
}

/** A body begins with its marker, so that a report which quotes one is not taken for its comment. */
export function bearsMarker(body: string, marker: string): boolean {
  return body.trimStart().startsWith(marker);
}

/** The form in which two spellings of one directory are the same string. */
export function directoryKey(directory: string): string {
  const path = posix.normalize(directory.replaceAll("\\", "/"));
  return path.length > 1 ? path.replace(/\/+$/, "") : path;
}

/** No `<`, `>` or blank is left, nor half of a surrogate pair, which could not be encoded. */
function encoded(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
