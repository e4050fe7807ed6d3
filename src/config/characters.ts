/** Characters that look like others, or like nothing at all: which they are, and what a fact may repeat. */

import type { Literal, Quoted } from "../domain/fact-fields.ts";
import { literal, quoted } from "../domain/fact-fields.ts";
import { hideKeys } from "../domain/hidden-key.ts";

/** Blanks that are no blanks to YAML, and marks without width. For a character class. */
const UNSEEN = String.raw`\u0085\u00A0\u034F\u115F\u1160\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000\u3164\uFFA0\p{Cf}`;
const UNSEEN_CHARACTER = new RegExp(`[${UNSEEN}]`, "u");
const UNSEEN_CHARACTERS = new RegExp(`[${UNSEEN}]`, "gu");
const WITH_WIDTH = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000]/;

const QUOTED_LENGTH_MAX = 120;

/** @returns the offset of the first character of a text that nobody sees, or -1 */
export function unseenAt(text: string): number {
  return text.search(UNSEEN_CHARACTER);
}

export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_CHARACTERS, "");
}

/** Whether an unseen character is as wide as a space. */
export function isBlank(character: string): boolean {
  return WITH_WIDTH.test(character);
}

/** @returns `U+00A0` for the first character of a text */
export function codePointOf(text: string): Literal {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return literal(`U+${code}`);
}

/** What a fact may repeat of a file: short, without keys and without characters that steer a terminal. */
export function quote(text: string): Quoted {
  const plain = hideKeys(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return quoted(plain.length <= QUOTED_LENGTH_MAX ? plain : `${plain.slice(0, QUOTED_LENGTH_MAX)}…`);
}
