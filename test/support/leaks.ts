/**
 * Looks through what left the machine for what must not: whole phone numbers, in whatever spelling, and keys of
 * bots, in whatever form. It asks whether a text *could* be read so: it finds digits as the tool does, and knows
 * nothing of how it masks them.
 */

import type { Digits, Run } from "../../src/domain/digits.ts";
import { digitsIn, Gap, runsOf } from "../../src/domain/digits.ts";
import { hideKeys } from "../../src/domain/hidden-key.ts";
import { looksLikeKey } from "../../src/domain/key.ts";
import { maskText } from "../../src/domain/mask.ts";
import { parsePhone } from "../../src/domain/phone.ts";
import { asRead } from "./as-read.ts";

export const BOT = "acmebot";
export const ACCESS_KEY = "not-a-secret-of-anybody";

const DIGITS_MIN = 10;
const DIGITS_MAX = 15;
const MOBILE_WITHIN = /(?=(55\d{2}9\d{8}))/g;

/** What has many digits and is no number: moments, digests, commits, ids of commands, what GitHub counts, marks of actions. */
const HARMLESS = [
  /(?<!\d)20\d\d-[01]\d-[0-3]\d[ T][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?/g,
  /(?<![0-9a-f])(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])/g,
  /(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/g,
  /\/(?:runs|jobs?|artifacts|comments|issues|pull|check-runs)\/\d{1,15}(?!\d)|#issuecomment-\d{1,15}(?!\d)/g,
  /^ +"(?=[^"]*[a-z])(?=[^"]*[A-Z])[\w-]{22}",?$/g,
];

/** @returns what was found, with its line, masked; nothing in a text that may be shown to anyone */
export function leaksIn(text: string): string[] {
  return [...keysIn(text), ...numbersIn(text)];
}

/** @returns the keys in a text that may hold phone numbers in full */
export function keysIn(text: string): string[] {
  const found = linesOf(text).filter(({ line }) => holdsKey(line));
  return found.map(({ number }) => `line ${number}: a key of a bot`);
}

function numbersIn(text: string): string[] {
  return linesOf(text).flatMap(({ line, number }) => {
    const found = new Set([line, asRead(line)].flatMap(phonesIn));
    return [...found].map((digits) => `line ${number}: a phone number, ${maskText(digits)}`);
  });
}

function linesOf(text: string): { line: string; number: number }[] {
  return text.split(/\r\n|[\r\n\u2028\u2029]/u).map((line, index) => ({ line, number: index + 1 }));
}

function phonesIn(line: string): string[] {
  let rest = line;
  for (const pattern of HARMLESS) rest = rest.replace(pattern, "\u2026");
  const digits = digitsIn(rest.replace(IN_MARKDOWN, " "));
  return runsOf(digits, Gap.tight).flatMap((run) => phonesInRun(groupsOf(digits, run)));
}

/** The digits of a run, as many together as nothing parts. An asterisk that masks is none of any number. */
function groupsOf(digits: Digits, { from, to }: Run): string[] {
  const groups: string[] = [];
  let end = -1;
  for (let index = from; index < to; index += 1) {
    const value = digits.sign(index).digits || MASKED;
    if (digits.start(index) === end) groups.push(`${groups.pop() ?? ""}${value}`);
    else groups.push(value);
    end = digits.end(index);
  }
  return groups;
}

const MASKED = "*";
/** Signs that are gone when Markdown is read. */
const IN_MARKDOWN = /[`[\]{}]/g;

/** Numbers stand side by side: every part of a run that begins and ends with a group of digits is tried. */
function phonesInRun(groups: readonly string[]): string[] {
  return groups.flatMap((group, first) => {
    const within = group.length > DIGITS_MIN ? [...group.matchAll(MOBILE_WITHIN)].map(([, one]) => one) : [];
    const found = within.filter((one) => one !== undefined && isPhone(one));
    let digits = "";
    for (const next of groups.slice(first, first + DIGITS_MAX)) {
      digits += next;
      if (digits.length > DIGITS_MAX) break;
      if (digits.length >= DIGITS_MIN && isPhone(digits)) found.push(digits);
    }
    return found.filter((one) => one !== undefined);
  });
}

/** International, with the country code alone, or as Brazilians write it. */
function isPhone(digits: string): boolean {
  return [digits, `+${digits}`].some((spelling) => "phone" in parsePhone(spelling, "BR"));
}

const KEY = Buffer.from(`${BOT}:${ACCESS_KEY}`).toString("base64");
const SECRETS = [KEY, ACCESS_KEY].flatMap((secret) => [
  secret,
  secret.replace(/=+$/, ""),
  encodeURIComponent(secret),
  Buffer.from(secret).toString("hex"),
  ...encodedWithin(secret),
]);

/** What is left of a text in base64, whatever stands before and behind it there. */
function encodedWithin(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(" ".repeat(before) + secret).toString("base64");
    return encoded.slice(Math.ceil((before * 8) / 6), -4);
  });
}

function holdsKey(line: string): boolean {
  const texts = [line, asRead(line)];
  if (texts.some((text) => SECRETS.some((secret) => text.toLowerCase().includes(secret.toLowerCase()))))
    return true;
  const plain = texts.map((text) => HARMLESS.reduce((rest, pattern) => rest.replace(pattern, " "), text));
  return plain.some((text) => hideKeys(text) !== text || text.split(/\s+/).some(looksLikeKey));
}
