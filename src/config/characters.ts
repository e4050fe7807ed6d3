/** Characters that look like others, or like nothing at all: which they are, and what a message may repeat. */

import { hideKeys } from "../domain/hidden-key.ts";

/** Blanks that are no blanks to YAML, and marks without width. For a character class. */
const UNSEEN = String.raw`\u0085\u00A0\u034F\u115F\u1160\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u2800\u3000\u3164\uFFA0\p{Cf}`;
const UNSEEN_CHARACTER = new RegExp(`[${UNSEEN}]`, "u");
const UNSEEN_CHARACTERS = new RegExp(`[${UNSEEN}]`, "gu");
const WITH_WIDTH = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u2800\u3000]/;

const NAMES: Readonly<Record<string, string>> = {
  "\u0085": "next line",
  "\u00A0": "no-break space",
  "\u00AD": "soft hyphen",
  "\u2007": "figure space",
  "\u2009": "thin space",
  "\u200B": "zero-width space",
  "\u200C": "zero-width non-joiner",
  "\u200D": "zero-width joiner",
  "\u200E": "left-to-right mark",
  "\u200F": "right-to-left mark",
  "\u2028": "line separator",
  "\u2029": "paragraph separator",
  "\u202F": "narrow no-break space",
  "\u2060": "word joiner",
  "\u3000": "ideographic space",
  "\uFEFF": "byte order mark",
  "\u2010": "hyphen",
  "\u2011": "no-break hyphen",
  "\u2013": "en dash",
  "\u2014": "em dash",
  "\u2022": "bullet",
  "\u2212": "minus sign",
  "\uFF0D": "full-width hyphen",
  "\uFF1A": "full-width colon",
};

/** The lines with which Git parts the two sides of a conflict. */
export const MERGE_CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)/;

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

/** @returns `no-break space, U+00A0` */
export function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const name = NAMES[character];
  return name === undefined ? `U+${code}` : `${name}, U+${code}`;
}

/** What a message may repeat of a file: short, without keys and without characters that steer a terminal. */
export function quotable(text: string): string {
  const plain = hideKeys(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return plain.length <= QUOTED_LENGTH_MAX ? plain : `${plain.slice(0, QUOTED_LENGTH_MAX)}…`;
}
