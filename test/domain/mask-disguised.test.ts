/** Digits that no number can be read from, and that a person reads one from all the same. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskLine, maskName, maskText } from "../../src/domain/mask.ts";
import { brazilianMobile } from "./numbers.ts";

/** What stands for each digit; what stands between any two of them. */
const DISGUISES: readonly (readonly [string, (digit: string) => string, string])[] = [
  ["Arabic digits", (digit) => String.fromCodePoint(0x06_60 + Number(digit)), ""],
  ["Devanagari digits", (digit) => String.fromCodePoint(0x09_66 + Number(digit)), " "],
  ["Chinese numerals", (digit) => "〇一二三四五六七八九".charAt(Number(digit)), ""],
  ["mathematical digits", (digit) => String.fromCodePoint(0x1_d7_ce + Number(digit)), ""],
  ["circled digits", (digit) => (digit === "0" ? "⓪" : String.fromCodePoint(0x24_5f + Number(digit))), ""],
  ["keycaps", (digit) => `${digit}\uFE0F\u20E3`, ""],
  ["wide digits and commas", (digit) => String.fromCodePoint(0xff_10 + Number(digit)), "，"],
  ["commas", String, ","],
  ["commas and blanks", String, ", "],
  ["semicolons", String, ";"],
  ["slashes", String, "/"],
  ["bars", String, "|"],
  ["a slash of fractions", String, "\u2044"],
  ["plus signs", String, "+"],
  ["hashes", String, "#"],
  ["asterisks", String, "*"],
  ["apostrophes", String, "'"],
  ["curly quotes", String, "”"],
  ["brackets", String, "]["],
  ["blanks of HTML", String, "&nbsp;"],
  ["blanks of HTML, escaped twice", String, "&amp;nbsp;"],
  ["numbered blanks of HTML", String, "&#160;"],
  ["numbered blanks of HTML in hexadecimal", String, "&#xA0;"],
  ["numbered digits of HTML", (digit) => `&#${digit.charCodeAt(0)};`, ""],
  ["hexadecimal digits of HTML", (digit) => `&#x${digit.charCodeAt(0).toString(16)};`, ""],
  ["blanks of URLs", String, "%20"],
  ["blanks of URLs, escaped twice", String, "%2520"],
  ["dashes of URLs", String, "%2D"],
  ["wide blanks of URLs", String, "%C2%A0"],
  ["digits of URLs", (digit) => `%3${digit}`, ""],
  ["dashes of mail", String, "=2D"],
  ["blanks of mail", String, "=C2=A0"],
  ["digits of mail", (digit) => `=3${digit}`, ""],
  ["blanks of JSON", String, "\\u00a0"],
  ["digits of JSON", (digit) => `\\u003${digit}`, ""],
  ["bytes of a program", String, "\\xa0"],
  ["line feeds of a program", String, "\\n"],
  ["tags", String, "<b>"],
  ["colours", String, "[1m"],
];

const ALIKE: readonly (readonly [string, string])[] = [
  ["55 3l 98765-4321", "l for 1"],
  ["55 31 98765-432I", "I for 1, at the end"],
  ["O55 31 98765-4321", "O for 0, at the start"],
  ["55 31 9O765-4O21", "O for 0"],
  ["55 31 9o765-4o21", "o for 0"],
  ["SS31987654321", "S for 5, twice"],
  ["5S31987654321", "S for 5"],
  ["55 З1 98765 О321", "Cyrillic letters"],
  ["+55(3l)98765-4321", "l in brackets"],
];

/** What of a masked text still tells digits: ASCII ones, those of other scripts, and letters among them. */
function shownDigits(masked: string): number {
  return masked.match(/[\p{N}〇一二三四五六七八九]/gu)?.length ?? 0;
}

describe("a line and a quoted text show but the first two and the last of digits that are written", () => {
  test.each(DISGUISES)("with %s", (_what, digitOf, between) => {
    fc.assert(
      fc.property(brazilianMobile(), (number) => {
        const text = [...`55${number}`].map(digitOf).join(between);
        for (const masked of [
          maskLine(`  - ${text} # Ana`).text,
          maskText(`this is no number: "${text}"`),
          maskText(`Blip refused it (reason 1: ${text})`),
        ])
          expect([masked, shownDigits(masked.replaceAll(between, "")) <= 4]).toEqual([masked, true]);
      }),
      { numRuns: 20 },
    );
  });

  test.each(ALIKE)("as %s: %s", (text) => {
    for (const masked of [maskLine(`- ${text}`).text, maskText(`"${text}"`), maskText(`no: ${text} (x)`)])
      expect([
        masked,
        /^[^\d]*\S?\d?\D?\d?[*\s()+\-З]*\*[\w\s)"(]*$/.test(masked),
        masked.includes("876"),
      ]).toEqual([masked, true, false]);
  });

  test("one after the other, and with words between them", () => {
    expect(maskLine("tel: 31, cel: 98765 e 4321 (Ana)").text).toBe("tel: 31, cel: ***** e ***1 (Ana)");
    expect(maskLine("- +55 31 98765-4321").text).toBe("- +55 ** *****-***1");
    expect(maskText('the column "31 98765-4321" is not there')).toBe(
      'the column "31 *****-***1" is not there',
    );
  });

  test("but moments, digests, and days by themselves stay", () => {
    const digest = `sha256:${"66041424".repeat(8)}`;
    for (const text of [
      `asked on 2026-11-03, at 2026-11-03T12:30:45.123Z`,
      `seal: ${digest}`,
      `2026-11-03 12:30:45 by Ana`,
    ])
      expect(maskLine(text).text).toBe(text);
    expect(maskLine("asked on 2026-11-03 by 31 98765-4321").text).toBe(
      "asked on 2026-11-03 by 31 *****-***1",
    );
  });
});

describe("a name shows but the first two and the last of seven digits and more", () => {
  test.each([
    ["vip-1234567", "vip-12****7"],
    ["zone-98765-4321", "zone-98***-***1"],
    ["31,98765,4321.csv", "31,*****,***1.csv"],
    ["31 98765;4321", "31 *****;***1"],
    ["٣١٩٨٧٦٥٤٣٢١", "٣١********١"],
    ["2026-2027", "20**-***7"],
    ["19981103-12", "19****03-12"],
    ["5531987654321", "55319****4321"],
  ])("%s", (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    "promo-2026-11-03",
    "promo_20261103",
    "03-11-2026",
    "2026-11-03-2",
    "lists/20261103/vip.yaml",
    "batch-0012345",
    "black-friday-2026",
    "vip-123456",
    "1,234,567 members to add to vip, over the 100,000 of maxAdditions in bot.yaml",
  ])("but not of %s", (name) => {
    expect(maskName(name)).toBe(name);
  });
});

describe("what this tool says of lines and counts stays", () => {
  test.each([
    "rows without a number: lines 1200, 13450 and 150000",
    "1,234,567 members to add",
    "a duplicate of line 1234567: keep one",
    "100,003 of 250,000 actions",
  ])("%s", (text) => {
    expect(maskText(text)).toBe(text);
  });
});

describe("the time does not grow faster than the text", () => {
  test.each([
    "5",
    "5 ",
    "l",
    "5l",
    "&#",
    "&#x",
    "&amp;",
    "%25",
    "\\u",
    "<a",
    "[1",
    '"5',
    "2026-11-03 ",
    "line 3, ",
    "*",
    "5*",
  ])("of nothing but %j", (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    for (const mask of [maskText, maskName, (line: string) => maskLine(line).text])
      expect([...mask(text)].length).toBe(text.length);
  });
});
