/** Files that come to a job from elsewhere are looked through before anything of them is published. Pure. */

import { maskName, maskText } from "../domain/mask.ts";
import type { Result } from "../report/result.ts";
import type { Review } from "../report/review.ts";

const DIRECTORY_LENGTH_MAX = 1_000;

/**
 * Why a review must not be shown, as a sentence without its subject, or null. The reports were masked when
 * they were made: this catches a file that was made by something else.
 */
export function problemOfReview(review: Review): string | null {
  const { report, directory } = review;
  if (directory.length > DIRECTORY_LENGTH_MAX) return "names a directory that is too long to be one";
  if (maskName(directory) !== directory) return HOLDS_NUMBER;
  return holdsNumber(report, namesIn(review)) ? HOLDS_NUMBER : null;
}

/** Like {@link problemOfReview}, for a result. @param review what it is the result of */
export function problemOfResult({ report, headline }: Result, review: Review): string | null {
  return holdsNumber(`${headline}\n${report}`, namesIn(review)) ? HOLDS_NUMBER : null;
}

/** What has many digits and is no number: digests, and names with a day in them. */
function namesIn({ digest, desired, directory, lists }: Review): readonly string[] {
  return [digest, desired, ...[directory, ...lists.map(({ name }) => name)].filter(isNoNumber)];
}

/** Names are full of days and counters: they are masked from ten digits on, and shown below. */
function isNoNumber(name: string): boolean {
  return maskText(name) !== name && maskName(name) === name;
}

const HOLDS_NUMBER = "holds a phone number in full, which must not leave the machine";

const REFERENCE = /&#(\d{1,7});/g;
const DIGEST = /\bsha256:[0-9a-f]{64}\b/g;
/** A file and a line: `lists/2026-11-03.yaml:7`. */
const PLACE = /`[^`\n]+\.[a-z]{1,5}:\d+`/gi;
const DAY = /(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
/** What stands before the asterisks of a number that is masked. */
const MASKED = /\p{N}[\p{N} ().-]*(?=[*\uFF0A]{4})/gu;

function holdsNumber(markdown: string, others: readonly string[]): boolean {
  let text = markdown.replace(REFERENCE, (found, code: string) => characterOf(Number(code)) ?? found);
  for (const other of [...others].sort((a, b) => b.length - a.length)) text = text.replaceAll(other, "…");
  text = text
    .replace(DIGEST, "…")
    .replace(PLACE, (place) => (isNoNumber(place) ? "…" : place))
    .replace(DAY, "…")
    .replace(MASKED, "…");
  return maskText(text) !== text;
}

function characterOf(code: number): string | null {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : null;
}
