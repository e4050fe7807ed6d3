/**
 * Masking: phone numbers are personal data, and whatever leaves the person's own terminal shows them with their
 * digits hidden. A number in a spelling that can be read keeps what a person knows it by (`+55 31 9****-8888`); of
 * digits in any disguise, and of what is quoted, only the first two and the last are shown. Every character keeps
 * its columns, so that a caret under an excerpt still points to the right place.
 */

import type { Digits, Run, Stretch } from "./digits.ts";
import { digitsIn, Gap, runsOf } from "./digits.ts";
import { columnsOf } from "./marks.ts";
import { daysAndCountersIn, daysIn, keptAlways, keptInSentences } from "./no-numbers.ts";

const SHOWN_AT_START = 2;
const SHOWN_AT_END = 4;
const HIDDEN = 4;
const PHONE_DIGITS_MIN = 7;
/** With the area code. Shorter ones that stand side by side may be parts of one. */
const WHOLE_NUMBER_MIN = 10;
/** Of E.164. More are several numbers side by side, of which nothing but the last four is to be shown. */
const PHONE_DIGITS_MAX = 15;
/** What a mask hides at the least, in one stretch. */
const STARS_MIN = 3;
/** Letters are digits only among some. */
const REAL_DIGITS_MIN = 4;

/** Hides what may be a phone number in a sentence, and all the more in what it quotes. */
export function maskText(text: string): string {
  const digits = digitsBut(text, keptInSentences, daysIn);
  const mask = new Mask(digits);
  for (const run of runsOf(digits, Gap.loose)) mask.hide(run, PHONE_DIGITS_MIN);
  for (const run of quotedIn(digits)) mask.hideAllBut(run);
  return mask.text();
}

/** The same for what people name lists and files: days and counters stay where they cannot be a number. */
export function maskName(name: string): string {
  const digits = digitsBut(name, keptInSentences, daysAndCountersIn);
  const mask = new Mask(digits);
  for (const run of runsOf(digits, Gap.loose)) mask.hide(run, WHOLE_NUMBER_MIN);
  return mask.text();
}

/** The same for a line that somebody else wrote: all its digits count as one number. */
export function maskLine(line: string): MaskedLine {
  const digits = digitsBut(line, keptAlways, daysIn);
  const mask = new Mask(digits);
  mask.hideAllBut({ from: 0, to: digits.length });
  return { text: mask.text(), shortened: mask.shortened };
}

export interface MaskedLine {
  readonly text: string;
  /** Where in the line a character of two code units has become one. */
  readonly shortened: readonly number[];
}

/** Whether a text that others made holds a number that is not masked. */
export function holdsNumber(text: string): boolean {
  const digits = digitsBut(text, keptInSentences, daysAndCountersIn);
  const mask = new Mask(digits);
  for (const run of runsOf(digits, Gap.compact)) mask.hide(run, PHONE_DIGITS_MIN);
  return mask.hidesAny;
}

function digitsBut(
  text: string,
  keep: (text: string) => Stretch[],
  find: (digits: Digits) => Stretch[],
): Digits {
  const every = digitsIn(text);
  if (every.total < PHONE_DIGITS_MIN) return every;
  const kept = keep(text);
  const digits = kept.length === 0 ? every : digitsIn(text, kept);
  const more = find(digits);
  if (more.length === 0) return digits;
  return digitsIn(
    text,
    [...kept, ...more].sort((a, b) => a.start - b.start),
  );
}

/** What Blip says of a command that it refuses stands behind this, to the end. */
const SAID = /\(reason \d{1,5}: /;

/** What somebody else wrote: between quotes, of which one that stays open begins nothing, and what Blip said. */
function quotedIn(digits: Digits): Run[] {
  const runs: Run[] = [];
  let open: Run | null = null;
  let index = 0;
  for (let at = digits.text.indexOf('"'); at >= 0; at = digits.text.indexOf('"', at + 1)) {
    while (index < digits.length && digits.start(index) < at) index += 1;
    if (open !== null) runs.push({ from: open.from, to: index });
    open = open === null ? { from: index, to: index } : null;
  }
  const said = SAID.exec(digits.text);
  if (said === null) return runs;
  let from = 0;
  while (from < digits.length && digits.start(from) < said.index + said[0].length) from += 1;
  return [...runs, { from, to: digits.length }];
}

class Mask {
  private readonly digits: Digits;
  private readonly isHidden: Uint8Array;
  hidesAny = false;
  readonly shortened: number[] = [];

  constructor(digits: Digits) {
    this.digits = digits;
    this.isHidden = new Uint8Array(digits.length);
  }

  /** @param wholeMin how many digits alone are a number that people know by its end */
  hide(run: Run, wholeMin: number): void {
    const parts = runsOf(this.digits, Gap.tight, run).map((part) => this.withoutStarsAround(part));
    const min = parts.length === 1 ? wholeMin : WHOLE_NUMBER_MIN;
    if (parts.every((part) => this.isReadable(part) && this.count(part) >= min))
      for (const part of parts) this.hideMiddle(part);
    else this.hideAllBut(run);
  }

  /** Hides all but the first two and the last, where there are as many as a number has. */
  hideAllBut({ from, to }: Run): void {
    let total = 0;
    let real = 0;
    let last = -1;
    for (let index = from; index < to; index += 1) {
      const { digits, kind } = this.digits.sign(index);
      total += digits.length;
      real += kind === "alike" ? 0 : digits.length;
      if (digits !== "") last = index;
    }
    if (total < PHONE_DIGITS_MIN || real < REAL_DIGITS_MIN) return;
    let before = 0;
    for (let index = from; index < to; index += 1) {
      const { digits } = this.digits.sign(index);
      before += digits.length;
      if (before > SHOWN_AT_START && (index !== last || digits.length > 1)) this.hideOne(index);
    }
  }

  /** The text with an asterisk, as wide as it was, for each digit that is hidden. */
  text(): string {
    const { text } = this.digits;
    const parts: string[] = [];
    let shown = 0;
    let stars = "";
    for (let index = 0; index < this.digits.length; index += 1) {
      if (this.isHidden[index] !== 1) continue;
      const start = this.digits.start(index);
      const end = this.digits.end(index);
      if (start > shown) {
        parts.push(stars, text.slice(shown, start));
        stars = "";
      }
      stars += columnsOf(text.slice(start, end)) === 2 ? "\uFF0A" : "*";
      if (end - start > 1) this.shortened.push(start);
      shown = end;
    }
    return parts.join("") + stars + text.slice(shown);
  }

  private hideOne(index: number): void {
    if (this.digits.sign(index).digits === "") return;
    this.isHidden[index] = 1;
    this.hidesAny = true;
  }

  /** Hides the four before the last four. */
  private hideMiddle(part: Run): void {
    let behind = this.count(part);
    const hidden = behind > PHONE_DIGITS_MAX ? behind : HIDDEN;
    for (let index = part.from; index < part.to; index += 1) {
      const width = this.width(index);
      behind -= width;
      if (behind + width > SHOWN_AT_END && behind < SHOWN_AT_END + hidden) this.hideOne(index);
    }
  }

  /** Whether these are digits as `parsePhone` reads them, or what is left of such a number when it is masked. */
  private isReadable({ from, to }: Run): boolean {
    let stars = 0;
    let stretches = 0;
    for (let index = from; index < to; index += 1) {
      const { digits, readable } = this.digits.sign(index);
      if (digits !== "" && !readable) return false;
      if (digits !== "") continue;
      stars += 1;
      if (index === from || this.digits.sign(index - 1).digits !== "") stretches += 1;
    }
    return stars === 0 || (stars >= STARS_MIN && stretches === 1);
  }

  /** Emphasis in Markdown, and a number whose beginning is hidden. */
  private withoutStarsAround({ from, to }: Run): Run {
    let first = from;
    let behind = to;
    while (first < behind && this.digits.sign(first).digits === "") first += 1;
    while (behind > first && this.digits.sign(behind - 1).digits === "") behind -= 1;
    return { from: first, to: behind };
  }

  private count({ from, to }: Run): number {
    let count = 0;
    for (let index = from; index < to; index += 1) count += this.width(index);
    return count;
  }

  private width(index: number): number {
    return Math.max(1, this.digits.sign(index).digits.length);
  }
}
