/** Text that no terminal obeys and no log takes for a line of its own. */

import { maskName } from "./mask.ts";

const DIRECTORY_MAX = 1_000;

/** The length is kept: carets point to it. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => " ".repeat(found.length));
}

/** What people call something, in a file that leaves the machine: masked, where it is named like a phone number. */
export function nameInFile(name: string): string {
  return cutTo(maskName(onOneLine(name)), DIRECTORY_MAX);
}

/** Not within a character that takes two places. */
export function cutTo(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/, "");
}
