/** Finds the digits in a text that could belong to a phone number, and what keeps them apart. One pass, in linear time. */

import type { Sign } from "./marks.ts";
import { signOf } from "./marks.ts";

/** What stands between a digit and the one before it. */
export const Gap = {
  /** Nothing but marks that one number may have between its digits. */
  tight: 0,
  /** Other signs, or escapes of HTML, URLs, JSON or mail, without a blank: a comma, `&nbsp;`, `%2D`. */
  compact: 1,
  /** Other signs, with a blank. */
  loose: 2,
  /** Letters, or something that is no number for certain. */
  apart: 3,
} as const;

/** The digits of a text in their order, and the asterisks that hide some: there may be millions. */
export class Digits {
  readonly text: string;
  /** Where each begins, and in the last two bits the gap before it. */
  private readonly places: number[] = [];
  private readonly signs: Sign[] = [];
  /** For how many digits all of them stand. */
  total = 0;

  constructor(text: string) {
    this.text = text;
  }

  get length(): number {
    return this.places.length;
  }

  push(start: number, gap: number, sign: Sign): void {
    this.places.push(start * 4 + gap);
    this.signs.push(sign);
    this.total += sign.digits.length;
  }

  start(index: number): number {
    const place = this.places[index];
    return place === undefined ? this.text.length : place >> 2;
  }

  end(index: number): number {
    const start = this.start(index);
    return start + characterAt(this.text, start).length;
  }

  gap(index: number): number {
    return (this.places[index] ?? Gap.apart) & 3;
  }

  sign(index: number): Sign {
    return this.signs[index] ?? NO_SIGN;
  }
}

const NO_SIGN: Sign = { kind: "other", digits: "", readable: false };

/** A stretch of a text, in code units: from its first to the one behind its last. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch of digits: from the first to the one behind the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** @returns the stretches of digits between which the gaps are wider than `gap` */
export function runsOf(
  digits: Digits,
  gap: number,
  { from, to }: Run = { from: 0, to: digits.length },
): Run[] {
  const runs: Run[] = [];
  let start = from;
  for (let index = from + 1; index <= to; index += 1) {
    if (index < to && digits.gap(index) <= gap) continue;
    if (start < to) runs.push({ from: start, to: index });
    start = index;
  }
  return runs;
}

const ANY_DIGIT = /[\p{N}〇零一二三四五六七八九]/u;

/** @param kept stretches of the text, in their order, whose digits are no number's */
export function digitsIn(text: string, kept: readonly Stretch[] = []): Digits {
  const digits = new Digits(text);
  if (!ANY_DIGIT.test(text)) return digits;
  const gap = new GapSoFar();
  let skip = 0;
  let at = 0;
  while (at < text.length) {
    const next = kept[skip];
    if (next !== undefined && at >= next.start) {
      at = Math.max(at, next.end);
      gap.widen(Gap.apart);
      skip += 1;
      continue;
    }
    at = takeSign(text, at, digits, gap);
  }
  return digits;
}

class GapSoFar {
  private isBlank = false;
  private widest: number = Gap.apart;

  widen(gap: number): void {
    this.widest = Math.max(this.widest, gap);
  }

  blank(): void {
    this.isBlank = true;
  }

  /** @returns the gap before a digit, and begins the one behind it */
  close(): number {
    const { widest, isBlank } = this;
    this.widest = Gap.tight;
    this.isBlank = false;
    return widest === Gap.compact && isBlank ? Gap.loose : widest;
  }
}

/** @returns where the text goes on */
function takeSign(text: string, at: number, digits: Digits, gap: GapSoFar): number {
  const character = characterAt(text, at);
  const end = at + character.length;
  const sign = signOf(character);
  switch (sign.kind) {
    case "digit":
    case "star":
      digits.push(at, gap.close(), sign);
      return end;
    case "alike":
      return takeAlike(text, at, digits, gap);
    case "letter":
      gap.widen(Gap.apart);
      return end;
    default:
      return takeMark(text, at, character, gap);
  }
}

function takeMark(text: string, at: number, character: string, gap: GapSoFar): number {
  const escaped = endOfEscape(text, at);
  if (escaped > at) {
    gap.widen(Gap.compact);
    return escaped;
  }
  const end = at + character.length;
  if (BLANK.test(character)) gap.blank();
  if (signOf(character).kind === "mark") return end;
  // A colon before a blank is a sentence's: `line 3: 31 99999-8888`.
  gap.widen(character === ":" && BLANK.test(text.charAt(end)) ? Gap.apart : Gap.compact);
  return end;
}

const BLANK = /^\s/;

/**
 * Letters that look like digits, as many as stand together: they are some where one side is a digit's and the other
 * is no letter's, and where they stand alone between two digits.
 */
function takeAlike(text: string, at: number, digits: Digits, gap: GapSoFar): number {
  let end = at;
  while (kindAt(text, end) === "alike") end += characterAt(text, end).length;
  const before = at === 0 ? "other" : kindAt(text, lastCharacterBefore(text, at));
  const after = kindAt(text, end);
  const isBetween =
    /^[^\p{L}\p{N}]{0,3}\p{N}/u.test(text.slice(end, end + 8)) &&
    BEHIND_DIGIT.test(text.slice(Math.max(0, at - 8), at));
  const isDigits =
    before !== "letter" &&
    after !== "letter" &&
    (before === "digit" || after === "digit" || (end - at <= ALONE_MAX && isBetween));
  if (!isDigits) {
    gap.widen(Gap.apart);
    return end;
  }
  for (let one = at; one < end; one += characterAt(text, one).length)
    digits.push(one, gap.close(), signOf(characterAt(text, one)));
  return end;
}

const BEHIND_DIGIT = /\p{N}[^\p{L}\p{N}]{0,3}$/u;
/** Of letters between blanks: `31 O 99999`, and not a word. */
const ALONE_MAX = 2;

function kindAt(text: string, at: number): string {
  return at >= text.length ? "other" : signOf(characterAt(text, at)).kind;
}

function lastCharacterBefore(text: string, at: number): number {
  return at >= 2 && (text.codePointAt(at - 2) ?? 0) > 0xff_ff ? at - 2 : at - 1;
}

function characterAt(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  return unit < 0xd8_00 || unit > 0xdb_ff ? text.charAt(at) : String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/**
 * What begins with these signs and stands for another character, or for none. Where its code has digits alone, these
 * are left to be found: `&#53;` is a 5, and both of its own digits are hidden.
 */
const ESCAPES: Readonly<Record<string, RegExp>> = {
  "&": /&(?:amp;){0,4}(?:[a-z][a-z0-9]{1,31};|#x(?=[0-9]{0,7}[a-f])[0-9a-f]{1,8};|#x?(?=[0-9]))/iy,
  "%": /%(?:25){0,4}(?:[a-f][0-9a-f]|[0-9][a-f])/iy,
  "=": /=(?:[A-F][0-9A-F]|[0-9][A-F])/y,
  "\\": /\\(?:u(?=[0-9]{0,3}[a-f])[0-9a-f]{4}|u\{(?=[0-9]{0,5}[a-f])[0-9a-f]{1,6}\}|u\{?(?=[0-9])|x(?=[0-9]?[a-f])[0-9a-f]{2}|x(?=[0-9]{2})|[nrtvf])/iy,
  "<": /<\/?[a-z][^<>]{0,100}>/iy,
  "[": /\[[\d;]{0,16}m/y,
};

/** @returns where an escape ends that begins at a place, or that place */
function endOfEscape(text: string, at: number): number {
  const pattern = ESCAPES[text.charAt(at)];
  if (pattern === undefined) return at;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
