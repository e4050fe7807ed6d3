/** What several sentences are made with. */

import type { FactField, Hint } from "../../../domain/fact-fields.ts";
import type { Spoken } from "../types.ts";
import { count } from "./numbers.ts";

const CHARACTERS: Readonly<Record<string, string>> = {
  "U+0085": "next line",
  "U+00A0": "no-break space",
  "U+00AD": "soft hyphen",
  "U+2007": "figure space",
  "U+2009": "thin space",
  "U+200B": "zero-width space",
  "U+200C": "zero-width non-joiner",
  "U+200D": "zero-width joiner",
  "U+200E": "left-to-right mark",
  "U+200F": "right-to-left mark",
  "U+2028": "line separator",
  "U+2029": "paragraph separator",
  "U+202F": "narrow no-break space",
  "U+2060": "word joiner",
  "U+3000": "ideographic space",
  "U+FEFF": "byte order mark",
  "U+2010": "hyphen",
  "U+2011": "no-break hyphen",
  "U+2013": "en dash",
  "U+2014": "em dash",
  "U+2022": "bullet",
  "U+2212": "minus sign",
  "U+FF0D": "full-width hyphen",
  "U+FF1A": "full-width colon",
};

/** @param code `U+00A0`. @returns `no-break space, U+00A0` */
export function characterName(code: string): string {
  const known = CHARACTERS[code];
  return known === undefined ? code : `${known}, ${code}`;
}

/** @param what `keys`. @returns `did you mean "members"?`, or `known keys are name, members and 3 more` */
export function hinted(hint: Spoken<Hint<FactField>>, what: string): string {
  if (hint.what === "nearest") return `did you mean "${hint.word}"?`;
  const further = hint.more > 0 ? ` and ${count(hint.more)} more` : "";
  return `known ${what} are ${hint.words.join(", ")}${further}`;
}

/** @returns `a`, `a or b`, `a, b or c` */
export function either(words: readonly string[]): string {
  return listed(words, "or");
}

/** @returns `a`, `a and b`, `a, b and c` */
export function all(words: readonly (string | number)[]): string {
  return listed(words, "and");
}

function listed(words: readonly (string | number)[], last: string): string {
  const before = words.slice(0, -1);
  return before.length === 0 ? words.join("") : `${before.join(", ")} ${last} ${words.at(-1)}`;
}
