/** Files that nobody vouches for, and texts that are made to be slow. */

import { describe, expect, test } from "vitest";
import { fact } from "../../src/domain/fact.ts";
import { problemOfResult, problemOfReview } from "../../src/github/shown-review.ts";
import { fitted } from "../../src/report/markdown-cut.ts";
import { APPLIED, reviewOf } from "../support/github-files.ts";

const LENGTH = 200_000;
/** A machine that is busy needs a tenth of it; what grows faster than the text needs minutes. */
const BOUND_MS = 10_000;

const NUMBER = fact("holds-number");
const review = reviewOf();

const MADE_TO_BE_SLOW = [
  "`",
  "`` ` ",
  "1",
  "1 ",
  "1(",
  "1\uFEFF",
  "1\u200B.",
  "<details",
  "<details>",
  "</details>",
  "`<details",
  "&#",
  "&#4",
  "&#49;",
  "((((",
  "[](",
  ".a:1",
  "`.a:1",
  "a.",
  "**1",
  "2026-11-03 ",
  "sha256:",
];

describe("takes no longer than its length asks for, what holds nothing but", () => {
  test.each(MADE_TO_BE_SLOW)("%j", { timeout: BOUND_MS }, (piece) => {
    for (const text of [piece.repeat(LENGTH / piece.length), `${piece.repeat(LENGTH / piece.length)}\nx`]) {
      expect(fitted(text, 40_000).length).toBeLessThanOrEqual(40_000);
      const isNumber = /[1-9]/.test(piece) && maskedAsOne(piece);
      expect(problemOfReview({ ...review, report: text })).toEqual(isNumber ? NUMBER : null);
      expect(problemOfResult({ ...APPLIED, report: text, headline: text }, review)).toEqual(
        isNumber ? NUMBER : null,
      );
    }
  });

  test("backticks of every length", { timeout: BOUND_MS }, () => {
    const text = Array.from({ length: 600 }, (_, index) => "`".repeat(index + 1)).join(" ");
    expect(fitted(text, LENGTH)).toBe(text);
  });

  test("marks without width in what is called by a name", { timeout: BOUND_MS }, () => {
    const directory = `1${"\uFEFF".repeat(900)}x`;
    expect(problemOfReview({ ...review, directory })).toBeNull();
  });

  test("lists that are called by a day, a hundred thousand of them", { timeout: BOUND_MS }, () => {
    const [list] = review.lists;
    if (list === undefined) throw new Error("the review is of a list");
    const names = Array.from({ length: 100_000 }, (_, index) => `promo-20261103-${lettersOf(index)}`);
    const lists = names.map((name) => ({ ...list, name: name as typeof list.name }));
    const report = names
      .slice(0, 2_000)
      .map((name) => `| \`${name}\` | 3 |`)
      .join("\n");
    expect(problemOfReview({ ...review, lists, report })).toBeNull();
    expect(problemOfReview({ ...review, lists, report: `${report}\n5531999998888` })).toEqual(NUMBER);
  });
});

/** With digits, ten side by side would be masked. */
function lettersOf(index: number): string {
  return String(index).replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
}

/** Whether many of a piece side by side read as one number. */
function maskedAsOne(piece: string): boolean {
  return ["1", "1 ", "1(", "1\uFEFF", "1\u200B.", "&#4", "&#49;", "**1"].includes(piece);
}
