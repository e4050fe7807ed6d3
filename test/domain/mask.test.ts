import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskText } from "../../src/domain/mask.ts";
import { brazilianMobile, spelling } from "./numbers.ts";

describe("masking", () => {
  test.each([
    ["a spaced number", "+55 31 99999-8888", "+55 31 9****-8888"],
    ["E.164", "+5531999998888", "+55319****8888"],
    ["an integer", "5531999998888", "55319****8888"],
    ["the national form", "(31) 99999-8888", "(31) 9****-8888"],
    ["the old form", "+55 31 9999-8888", "+55 31 ****-8888"],
    ["eight digits", "9999-8888", "****-8888"],
    ["seven digits", "1234567", "***4567"],
    ["another country's", "+1 202 555 0123", "+1 20* *** 0123"],
    ["an identity", "5531999998888@wa.gw.msging.net", "55319****8888@wa.gw.msging.net"],
    ["an identity with letters", "BR.1234567890@wa.gw.msging.net", "BR.12****7890@wa.gw.msging.net"],
    ["a uri", "/accounts/%2B5531999998888", "/accounts/%2B55319****8888"],
    ["blanks around the dash", "(31)  9 9999 - 8888", "(31)  9 **** - 8888"],
    ["underscores", "31_99999_8888", "31_9****_8888"],
    ["wide digits, as wide as they were", "\uff19\uff19\uff19\uff19-8888", "\uff0a\uff0a\uff0a\uff0a-8888"],
    ["each of several in a flow sequence", "[31999998888, 31999997777]", "[319****8888, 319****7777]"],
    [
      "several side by side, but for the last four",
      "31 99999-8888 31 99999-7777",
      "** *****-**** ** *****-7777",
    ],
  ])("hides %s", (_what, text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  test.each([
    "",
    "no digits at all",
    "123456",
    "lists/vip.yaml:12:34",
    "asked by e-mail on 2026-11-03",
    "at 2026-11-03 12:30",
    "48 commands/s",
    "name@domain",
  ])("leaves %j as it is", (text) => {
    expect(maskText(text)).toBe(text);
  });

  test("keeps a digest, which a person copies, and nothing that only begins like one", () => {
    const digest = `sha256:${"66041424".repeat(8)}`;
    expect(maskText(`--accept ${digest}`)).toBe(`--accept ${digest}`);
    expect(maskText("sha256:5531999998888")).toBe("sha256:55319****8888");
    expect(maskText(`${digest}5531999998888`)).not.toContain("99998888");
  });

  test("keeps a day beside a number, and hides one that may be part of a number", () => {
    expect(maskText("2026-11-03 31999998888")).toBe("2026-11-03 319****8888");
    expect(maskText("31999998888 2026-11-03")).toBe("319****8888 2026-11-03");
    expect(maskText("+55 31 2026-11-03")).toBe("+55 31 ****-11-03");
  });

  test("keeps the length of a line, so that a caret stays where it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789 +-().:@a\u200b\uff15") }), (text) => {
        expect(maskText(text)).toHaveLength(text.length);
      }),
    );
  });

  test("never leaves eight digits of a number together, in whatever spelling", () => {
    const around = fc.constantFrom("", "- ", "phone: ", '"', "[", "a ", "x: 3 ", "# 2026-11-03, ");
    fc.assert(
      fc.property(brazilianMobile(), spelling(), around, around, (digits, spell, before, after) => {
        for (const number of [`+55${digits}`, `55${digits}`, digits, `0${digits}`, digits.slice(3)]) {
          const masked = maskText(before + spell(number) + after);
          expect(masked.replace(/[\s().\-/\u2011\u2013\u200b]/g, "")).not.toContain(number.slice(-8));
        }
      }),
    );
  });

  test("twice is the same as once", () => {
    fc.assert(
      fc.property(brazilianMobile(), spelling(), (digits, spell) => {
        const once = maskText(spell(digits));
        expect(maskText(once)).toBe(once);
      }),
    );
  });

  test("reads what is between digits in one go, whatever it is", () => {
    for (const mark of ["\uFEFF", "\u200B", " ", "-", ".", "\u00A0"])
      expect(maskText(`1${mark.repeat(5_000)}x 5531999998888`)).toMatch(/55319\*{4}8888$/);
  });

  test("reads a long line in one go", () => {
    const number = "5".repeat(100_000);
    expect(maskText(number)).toBe(`${"*".repeat(99_996)}5555`);
    expect(maskText(`5${" ".repeat(100_000)}5`)).toHaveLength(100_002);
  });
});
