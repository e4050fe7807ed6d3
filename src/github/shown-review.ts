/**
 * A review file as GitHub is told of it. What comes to a job from elsewhere is looked through before anything of it is
 * published. Pure.
 */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { holdsNumber, maskName } from "../domain/mask.ts";
import type { Origin } from "../domain/origin.ts";
import { plainMarkdown } from "../report/markdown.ts";
import type { Result } from "../report/result.ts";

export interface ShownReview {
  readonly contract: string;
  readonly bot: string;
  /** The directory of lists, as it was named. */
  readonly directory: string;
  /** Absent where the plan was not made for a pull request. */
  readonly origin?: Origin;
  readonly digest: string;
  readonly desired: string;
  readonly summary: { readonly createList: number; readonly addRecipient: number };
  readonly lists: readonly { readonly name: string }[];
  /** Masked Markdown. */
  readonly report: string;
}

/** @returns what a file holds, or what is wrong with its form */
export type ParseReview = (text: string) => ShownReview | { readonly problem: Fact };

/**
 * Why a review must not be shown; null where it may be. The reports were masked when
 * they were made: this catches a file that was made by something else.
 */
export function problemOfReview(review: ShownReview): Fact<"holds-number"> | null {
  const { report, directory, origin } = review;
  const names = [directory, origin?.base ?? ""].map(withoutMarks);
  if (names.some((name) => maskName(name) !== name)) return HOLDS_NUMBER;
  return showsNumber(report, namesIn(review)) ? HOLDS_NUMBER : null;
}

/** Like {@link problemOfReview}, for a result. @param review what it is the result of */
export function problemOfResult(
  { report, headline }: Result,
  review: ShownReview,
): Fact<"holds-number"> | null {
  return showsNumber(`${headline}\n${report}`, namesIn(review)) ? HOLDS_NUMBER : null;
}

/** What has many digits and is no number: digests, and names with a day in them. */
interface Names {
  /** The longest first: one may hold another. */
  readonly texts: readonly string[];
  /** Of lists there may be very many. */
  readonly lists: ReadonlySet<string>;
}

function namesIn({ digest, desired, contract, bot, directory, lists }: ShownReview): Names {
  const named = [contract, bot, directory].flatMap((name) => [
    withoutMarks(name),
    readMarkdown(plainMarkdown(name)),
  ]);
  const texts = [digest, desired, ...named.filter(isNoNumber)];
  return {
    texts: texts.sort((a, b) => b.length - a.length),
    lists: new Set(lists.map(({ name }) => name).filter(isNoNumber)),
  };
}

/** Names are full of days and counters, which are shown as they are. */
function isNoNumber(name: string): boolean {
  return name.length <= NAME_LENGTH_MAX && DIGITS.test(name) && maskName(name) === name;
}

const NAME_LENGTH_MAX = 1_000;
const HOLDS_NUMBER = fact("holds-number");

const REFERENCE = /&#(\d{1,7});/g;
/** Marks without width, which are put between a sign and what follows it. */
const MARKS = /\p{Cf}/gu;
/** A file and a line: `lists/2026-11-03.yaml:7`. */
const PLACE = /`[^`\n]+\.[a-z]{1,5}:\d+`/gi;
const DAY = /(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
/** `1,240`, `1,234,567`. Spreadsheets write numbers so, too, but they are longer. */
const COUNT = /(?<![\p{N}.,])\d{1,3}(?:,\d{3}){1,2}(?![\p{N},])/gu;
/** What could be the name of a list, as long as it goes on. */
const WORD = /[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/gi;
const DIGITS = /\p{N}/u;
/** Stands for what is no number: a letter, which no number goes on behind. */
const SOMETHING = " x ";

/** The time this takes grows with the length of the text and no faster: nobody vouches for it. */
function showsNumber(markdown: string, { texts, lists }: Names): boolean {
  let text = readMarkdown(markdown);
  for (const other of texts) if (text.includes(other)) text = withoutName(text, other);
  return text
    .replace(WORD, (word) => (lists.has(word) ? SOMETHING : word))
    .replace(PLACE, (place) => (isNoNumber(place) ? SOMETHING : place))
    .replace(DAY, SOMETHING)
    .replace(COUNT, SOMETHING)
    .split("\n")
    .some(holdsNumber);
}

/** A name that goes on with a digit is part of something else. */
function withoutName(text: string, name: string): string {
  const escaped = name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text.replace(new RegExp(`(?<!\\p{N})${escaped}(?!\\p{N})`, "gu"), SOMETHING);
}

function readMarkdown(markdown: string): string {
  return withoutMarks(
    markdown.replace(REFERENCE, (found, code: string) => characterOf(Number(code)) ?? found),
  );
}

function withoutMarks(text: string): string {
  return text.replace(MARKS, "");
}

function characterOf(code: number): string | null {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : null;
}
