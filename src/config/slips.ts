/**
 * Slips of the keyboard and of the clipboard that change what YAML makes of a line: an invisible character for a
 * space, a dash without a space, a tab. Each is told by its line alone, where the file is known not to be right.
 */

import { MERGE_CONFLICT } from "../domain/diagnostic.ts";
import { isBlank, nameOf, unseenAt } from "./characters.ts";

/** A cause, with a change that would have the line read: of the same length, so that all places stay. */
export interface Slip {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
  readonly repair: { readonly offset: number; readonly text: string };
  /** Whether the repair is a guess, so that what is found wrong afterwards may follow from it. */
  readonly isGuess?: boolean;
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
  const begins = slips.filter(({ code, offset }) => code === "yaml-merge-conflict" && text[offset] === "<");
  if (begins.length === 0) return slips;
  // The other marks of a conflict that has a beginning need no word of their own.
  return slips.map((slip) =>
    slip.code === "yaml-merge-conflict" && text[slip.offset] !== "<" ? { ...slip, message: "" } : slip,
  );
}

/** @param start the offset of the line */
function slipOf(line: string, start: number): Slip | null {
  if (MERGE_CONFLICT.test(line)) {
    const message = "a merge conflict was left here: keep one side, and delete the lines of < = >";
    const repair = { offset: start, text: "#".padEnd(line.length) };
    return { offset: start, code: "yaml-merge-conflict", message, repair, isGuess: true };
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
export function unseenSlip(line: string, at: number, start: number): Slip {
  const [character = ""] = line.slice(at);
  const offset = start + at;
  const code = "yaml-invisible";
  if (isBlank(character)) {
    const message = `an invisible character (${nameOf(character)}) stands where a space must: write an ordinary space`;
    const run = indentation(line.slice(at));
    const text = [...line.slice(at, at + run)].map((one) => (isBlank(one) ? " " : one)).join("");
    return { offset, code, message, repair: { offset, text } };
  }
  const message = `an invisible character (${nameOf(character)}) stands here, which is no space to YAML: delete it`;
  const text = line.slice(at + character.length).padEnd(line.length - at);
  return { offset, code, message, repair: { offset, text } };
}

function tabSlip(line: string, at: number, start: number): Slip {
  const offset = start + at;
  const text = line.slice(at, indentation(line)).replaceAll("\t", " ");
  const message = "a tab cannot indent YAML: use spaces";
  return { offset, code: "yaml-tab-as-indent", message, repair: { offset, text }, isGuess: true };
}

/** Further keys of an item may have been aligned with the first, which moves. */
function dashSlip(rest: string, offset: number): Slip {
  const message = 'a space is missing after the dash: write "- " in front of each item';
  const repair = { offset: offset + 1, text: " " };
  return { offset, code: "yaml-dash", message, repair, isGuess: KEY.test(rest.slice(1)) };
}

function bulletSlip(bullet: string, line: string, at: number, start: number): Slip {
  const offset = start + at;
  const [character = ""] = bullet;
  const what = character === "*" ? "*" : `${character} (${nameOf(character)})`;
  const message = `${what} begins no list item: write a hyphen and a space ("- ")`;
  const text = "- ".slice(0, line.length - at);
  return { offset, code: "yaml-bullet", message, repair: { offset, text } };
}
