import { describe, expect, test } from "vitest";
import { reviewFileOf } from "../../src/app/plan-files.ts";
import { parseReview } from "../../src/approval/review.ts";
import { fact } from "../../src/domain/fact.ts";
import { problemOfResult, problemOfReview } from "../../src/github/shown-review.ts";
import { SEAL_KEY } from "../support/field.ts";
import { APPLIED, MEMBERS, reviewOf } from "../support/github-files.ts";
import { planOf } from "../support/plans.ts";

const review = reviewOf();
const NUMBER = fact("holds-number");

describe("a file is not shown that holds a number in full", () => {
  test.each([
    "+55 31 99999-8888",
    "5531999998888@wa.gw.msging.net",
    "(31) 99999-8888",
    "| `31 9 9999 8888` |",
    "&#43;55&#32;&#51;1&#57;9999-8888",
    [..."5531999998888"].map((digit) => `&#${digit.charCodeAt(0)};`).join(""),
    "５５３１９９９９９８８８８",
    "٣١٩٩٩٩٩٨٨٨٨",
    "55 3l 99999-8888",
    "31,99999,8888",
    "31;99999;8888",
    "31&nbsp;99999&nbsp;8888",
    "%2B55%2031%2099999%208888",
    "31 99999-7777 31 9****-8888",
    "+55 31 9****-8888 and 5531999997777",
  ])("%s", (text) => {
    expect(problemOfReview({ ...review, report: `${review.report}\n${text}\n` })).toEqual(NUMBER);
    expect(problemOfResult({ ...APPLIED, report: text }, review)).toEqual(NUMBER);
    expect(problemOfResult({ ...APPLIED, headline: text }, review)).toEqual(NUMBER);
  });

  test("in the name of the directory", () => {
    expect(problemOfReview({ ...review, directory: "lists/5531999998888" })).toEqual(NUMBER);
  });
});

describe("a file is shown whose digits are no number", () => {
  test("the reports that plan makes", () => {
    for (const members of [[], MEMBERS, ["+4915112345678", "+441212345678"]])
      expect(problemOfReview(reviewOf(members))).toBeNull();
  });

  test.each([
    "`lists/2026-11-03.yaml:17`",
    "`lists/20261103/vip.csv:100000`",
    "as of 2026-11-03",
    "1,000,000 members to add, 20,833 s",
    "| 1,240 | 100,003 | 1,234,567 | 12 |",
    "lines 1200, 13450 and 150000",
    "(31) 9****-8888 (lists/vip.yaml:4), (31) 9****-7777 (lists/vip.yaml:1200)",
    "`sha256:1234567890123456789012345678901234567890123456789012345678901234`",
    "+49 151 1****-5678",
    "1234567****2345",
  ])("%s", (text) => {
    expect(problemOfReview({ ...review, report: text })).toBeNull();
  });

  test("a list with a day in its name", () => {
    const [list] = review.lists;
    const lists = list ? [{ ...list, name: "promo-20261103" as typeof list.name }] : [];
    expect(problemOfReview({ ...review, lists, report: "| `promo-20261103` | 3 |" })).toBeNull();
  });
});

test("a list that is called by a number is not shown", () => {
  const [list] = review.lists;
  const lists = list ? [{ ...list, name: "5531999998888" as typeof list.name }] : [];
  expect(problemOfReview({ ...review, lists, report: "| `5531999998888` | 3 |" })).toEqual(NUMBER);
  expect(problemOfReview({ ...review, report: "`lists/5531999998888.yaml:3`" })).toEqual(NUMBER);
  expect(problemOfReview(reviewOf(MEMBERS, "lists/20261103"))).toBeNull();
});

describe("names that plan shows are no numbers", () => {
  const plan = planOf({ vip: MEMBERS, "gh-20251103": MEMBERS, "a.20251103_b": [] });
  const made = (directory: string, contract: string) => {
    const read = parseReview(reviewFileOf({ ...plan, contract, bot: contract }, directory, SEAL_KEY));
    if ("problem" in read) throw new Error(read.problem.code);
    return read;
  };

  test.each([
    ["lists", "acme-20251103"],
    ["lists", "gh-20251103"],
    ["lists/gh-20251103", "acme"],
    ["lists/2025-1103 (a)", "20251103"],
    ["lists/a|b-20251103", "acme@20251103"],
  ])("in %s, of the contract %s", (directory, contract) => {
    const whole = made(directory, contract);
    expect(problemOfReview(whole)).toBeNull();
    expect(problemOfResult({ ...APPLIED, headline: `${contract} refused ${directory}` }, whole)).toBeNull();
  });

  test("but for what has ten digits, or goes on with digits", () => {
    expect(problemOfReview({ ...made("lists", "5531999998888"), report: "5531999998888" })).toEqual(NUMBER);
    expect(problemOfReview({ ...made("lists", "5531999"), report: "5531999998888" })).toEqual(NUMBER);
    const [list] = review.lists;
    const lists = list ? [{ ...list, name: "5531999" as typeof list.name }] : [];
    expect(problemOfReview({ ...review, lists, report: "5531999998888" })).toEqual(NUMBER);
  });
});

test("a branch that is called by a number is not shown", () => {
  const origin = { pullRequest: 12, commit: "a".repeat(40), base: "release/5531999998888" };
  expect(problemOfReview({ ...review, origin })).toEqual(NUMBER);
  expect(problemOfReview({ ...review, origin: { ...origin, base: "release/2026-11-03" } })).toBeNull();
  expect(problemOfReview(reviewOf(MEMBERS, "lists", origin))).toBeNull();
});
