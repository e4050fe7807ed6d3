/**
 * Slips of the keyboard and of the clipboard that change what YAML makes of a line: an invisible character for a
 * space, a dash without a space, a tab. Each is told by its line alone, where the file is known not to be right.
 */

import { MERGE_CONFLICT } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import { codePointOf, isBlank, unseenAt } from "./characters.ts";

/** What is wrong, and where. */
export interface Cause {
  readonly offset: number;
  readonly fact: Fact;
}

/** What keeps a line from being read, and where it stands. */
export interface Slip {
  readonly offset: number;
  /** Null where another slip says it already. */
  readonly fact: Fact | null;
  /** A change that would have the line read: of the same length, so that all places stay. */
  readonly repair: { readonly offset: number; readonly text: string };
  /** Whether the repair is a guess, so that what is found wrong afterwards may follow from it. */
  readonly isGuess?: boolean;
}

interface SaidSlip extends Slip {
  readonly fact: Fact;
}

const DOCUMENT_MARK = /^(?:---|\.\.\.)(?=\s|$)/;
/** What editors and chats write for a list item. */
const BULLET =
  /^(?:\*(?=\s|$)|[\u00B7\u2010-\u2015\u2022\u2023\u2043\u204C\u204D\u2212\u2219\u25A0-\u25FF\u27A2\uFE58\uFE63\uFF0D](?=[\s\d+"'(\p{Cf}]|$))/u;
const KEY = /^[^\s#:'"[\]{},&*!|>%@`-][^#:'"[\]{},]*?:/;

/** @param from where a line begins. @param isOpaque whether what stands at an offset is a comment or a quoted text */
export function slipsIn(
  text: string,
  from: number,
  to: number,
  isOpaque: (offset: number) => boolean = () => false,
): Slip[] {
  const slips: Slip[] = [];
  for (let start = from; start < to; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 || feed > to ? to : feed;
    if (!isOpaque(start)) {
      const slip = slipOf(text.slice(start, end).replace(/\r$/, ""), start);
      if (slip !== null && !isOpaque(slip.offset)) slips.push(slip);
    }
    start = end + 1;
  }
  const isConflict = ({ fact }: Slip) => fact?.code === "yaml-merge-conflict";
  if (!slips.some((slip) => isConflict(slip) && text[slip.offset] === "<")) return slips;
  // The other marks of a conflict that has a beginning need no word of their own.
  return slips.map((slip) =>
    isConflict(slip) && text[slip.offset] !== "<" ? { ...slip, fact: null } : slip,
  );
}

/** @param start the offset of the line */
function slipOf(line: string, start: number): Slip | null {
  if (MERGE_CONFLICT.test(line)) {
    const repair = { offset: start, text: "#".padEnd(line.length) };
    return { offset: start, fact: fact("yaml-merge-conflict"), repair, isGuess: true };
  }
  if (DOCUMENT_MARK.test(line)) return null;
  let at = indentation(line);
  const unseen = unseenAt(line.slice(0, at));
  if (unseen >= 0) return unseenSlip(line, unseen, start);
  const tab = line.slice(0, at).indexOf("\t");
  if (tab >= 0 && at < line.length) return tabSlip(line, tab, start);
  for (; line.startsWith("- ", at); at += 2 + indentation(line.slice(at + 2)))
    if (unseenAt(line.slice(at + 2, at + 2 + indentation(line.slice(at + 2)))) >= 0) break;
  return markSlip(line, at, start);
}

/** Of what a line begins with, behind its indentation and the dashes that are right. */
function markSlip(line: string, at: number, start: number): Slip | null {
  const rest = line.slice(at);
  if (/^-./u.test(rest)) {
    if (unseenAt(rest.slice(1, 3)) === 0) return unseenSlip(line, at + 1, start);
    if (!/^-\s/.test(rest)) return dashSlip(rest, start + at);
  }
  const bullet = BULLET.exec(rest)?.[0];
  if (bullet !== undefined) return bulletSlip(bullet, line, at, start);
  const key = KEY.exec(rest)?.[0];
  return key !== undefined && unseenAt(rest.slice(key.length, key.length + 2)) === 0
    ? unseenSlip(line, at + key.length, start)
    : null;
}

/** @returns how many characters of a line are blank, to the eye */
function indentation(line: string): number {
  let at = 0;
  while (
    at < line.length &&
    (line[at] === " " || line[at] === "\t" || unseenAt(line.slice(at, at + 1)) === 0)
  )
    at += 1;
  return at;
}

/** @param at where in the line the invisible character stands. @param start the offset of the line */
export function unseenSlip(line: string, at: number, start: number): SaidSlip {
  const [character = ""] = line.slice(at);
  const offset = start + at;
  const code = codePointOf(character);
  if (isBlank(character)) {
    const run = indentation(line.slice(at));
    const text = [...line.slice(at, at + run)].map((one) => (isBlank(one) ? " " : one)).join("");
    const asSpace = fact("yaml-invisible", { what: "space", character: code });
    return { offset, fact: asSpace, repair: { offset, text } };
  }
  const text = line.slice(at + character.length).padEnd(line.length - at);
  const asNothing = fact("yaml-invisible", { what: "nothing", character: code });
  return { offset, fact: asNothing, repair: { offset, text } };
}

function tabSlip(line: string, at: number, start: number): Slip {
  const offset = start + at;
  const text = line.slice(at, indentation(line)).replaceAll("\t", " ");
  return {
    offset,
    fact: fact("yaml-tab-as-indent", { what: "tab" }),
    repair: { offset, text },
    isGuess: true,
  };
}

/** Further keys of an item may have been aligned with the first, which moves. */
function dashSlip(rest: string, offset: number): Slip {
  const repair = { offset: offset + 1, text: " " };
  return { offset, fact: fact("yaml-dash"), repair, isGuess: KEY.test(rest.slice(1)) };
}

function bulletSlip(bullet: string, line: string, at: number, start: number): Slip {
  const offset = start + at;
  const [character = ""] = bullet;
  const text = "- ".slice(0, line.length - at);
  const wrong = fact("yaml-bullet", { bullet: literal(character), character: codePointOf(character) });
  return { offset, fact: wrong, repair: { offset, text } };
}
