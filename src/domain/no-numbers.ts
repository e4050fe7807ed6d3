/** What has many digits and is no phone number for certain: moments, digests, days, counts, places, counters. */

import type { Digits, Stretch } from "./digits.ts";
import { Gap, runsOf } from "./digits.ts";

const MONTH = "(?:0[1-9]|1[0-2])";
const DAY_OF_MONTH = "(?:0[1-9]|[12]\\d|3[01])";
const DAY = `(?:19|20)\\d{2}-${MONTH}-${DAY_OF_MONTH}`;
const TIME = String.raw`\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?!\p{N})`;
const MOMENT = String.raw`(?<![\p{N}+])${DAY}[ T]${TIME}`;
const DIGEST = String.raw`\bsha256:(?:[0-9a-f]{64}\b)?`;
/** `lines 3, 17 and 240` */
const PLACES = String.raw`\b(?:lines?|rows?|columns?) \d{1,7}(?:, \d{1,7}){0,3}(?:,? (?:and|to|or) \d{1,7})?(?![\p{N}]|[ .-]\p{N})`;
/** `1,000,000 members`. Spreadsheets write numbers so, too, but they are longer. */
const COUNT = String.raw`(?<![\p{N}.,])[1-9]\d{0,2}(?:,\d{3}){2}(?=,? [a-z]|%)`;

const ALWAYS = new RegExp(`${MOMENT}|${DIGEST}`, "gu");
const IN_SENTENCES = new RegExp(`${MOMENT}|${DIGEST}|${PLACES}|${COUNT}`, "gu");

/** Moments and digests, in whatever text. */
export function keptAlways(text: string): Stretch[] {
  return stretches(text, ALWAYS);
}

/** Those, and how this tool counts and names lines. */
export function keptInSentences(text: string): Stretch[] {
  return stretches(text, IN_SENTENCES);
}

const DAYS = new RegExp(DAY, "g");
const DIGITS_OF_DAY = 8;
const PHONE_DIGITS_MIN = 7;

/** Days such as 2026-11-03, but for those that could be one number with the digits beside them. */
export function daysIn(digits: Digits): Stretch[] {
  return runsOf(digits, Gap.tight).flatMap(({ from, to }) => {
    if (to - from < DIGITS_OF_DAY) return [];
    const start = digits.start(from);
    const run = digits.text.slice(start, digits.start(to - 1) + 1);
    const days = stretches(run, DAYS);
    if (days.length === 0 || !areApart(run, days)) return [];
    return days.map((day) => ({ start: start + day.start, end: start + day.end }));
  });
}

/** Whether all that stands before, between and behind days is a number of its own, with blanks around it. */
function areApart(run: string, days: readonly Stretch[]): boolean {
  let end = 0;
  for (const day of [...days, { start: run.length, end: run.length }]) {
    const beside = run.slice(end, day.start);
    const count = beside.match(/\p{N}/gu)?.length ?? 0;
    if (count > 0 && count < PHONE_DIGITS_MIN) return false;
    if (count > 0 && end > 0 && !/^\s/.test(beside)) return false;
    if (count > 0 && day.start < run.length && !/\s$/.test(beside)) return false;
    end = day.end;
  }
  return true;
}

const NAME_LENGTH_MAX = 16;
/** `20261103`, `2026-11-03`, `2026_11_03-2`: no country's code is 20 and a year behind it. */
const DAY_IN_NAME = new RegExp(
  `^(?:(?:19|20)\\d{2}[-_.]?${MONTH}[-_.]?${DAY_OF_MONTH}|${DAY_OF_MONTH}[-_.]${MONTH}[-_.]20\\d{2}|20\\d{2}[-_.]?${MONTH}[-_.]?${DAY_OF_MONTH}[-_.]\\d{1,2})$`,
);
/** With two zeros before it a number has seven digits and more. */
const COUNTER_IN_NAME = /^00\d{5,6}$/;

/** Days and counters that are all the digits in one place of a name. */
export function daysAndCountersIn(digits: Digits): Stretch[] {
  return runsOf(digits, Gap.tight).flatMap(({ from, to }) => {
    if (to - from > NAME_LENGTH_MAX) return [];
    const stretch = { start: digits.start(from), end: digits.start(to - 1) + 1 };
    const run = digits.text.slice(stretch.start, stretch.end);
    return DAY_IN_NAME.test(run) || COUNTER_IN_NAME.test(run) ? [stretch] : [];
  });
}

function stretches(text: string, pattern: RegExp): Stretch[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}
