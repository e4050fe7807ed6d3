/** Numbers as old address books hold them: one customer's all the same, and read as the number of today. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseE164, parsePhone } from "../../src/domain/phone.ts";
import { mexicanNumber } from "./numbers.ts";

describe("a Brazilian mobile before the ninth digit", () => {
  test.each([
    "+55 31 9999-8888",
    "553199998888",
    "005531 9999-8888",
    "(31) 9999-8888",
    "3199998888",
    "031 9999-8888",
    "0 31 9999-8888",
  ])("is the number with the ninth digit: %s", (text) => {
    expect(parsePhone(text, "BR")).toEqual({ phone: "+5531999998888", legacyForm: "ninth-digit-missing" });
  });

  test("is that in area code 55 as well", () => {
    expect(parsePhone("(55) 9999-8888", "BR")).toMatchObject({ phone: "+5555999998888" });
    expect(parsePhone("555599998888", "BR")).toMatchObject({ phone: "+5555999998888" });
  });

  test("is that where the number without it is valid still", () => {
    const parsed = parsePhone("+55 31 7304-3417", "BR");
    expect(parsed).toEqual({ phone: "+5531973043417", legacyForm: "ninth-digit-missing" });
  });

  test("is no landline: those keep their eight digits", () => {
    for (const first of ["2", "3", "4", "5"]) {
      const parsed = parsePhone(`+55 31 ${first}222-1234`, "BR");
      expect(parsed).toEqual({ phone: `+5531${first}2221234`, legacyForm: null });
    }
  });
});

test("a Mexican mobile with the 1 of old is the number without it", () => {
  fc.assert(
    fc.property(mexicanNumber(), (digits) => {
      const modern = { phone: `+52${digits}`, legacyForm: "mexican-mobile-one" };
      expect(parsePhone(`+521${digits}`, "BR")).toEqual(modern);
      expect(parsePhone(`+521${digits}`, "MX")).toEqual(modern);
    }),
  );
});

test("an Argentinian mobile with the 15 of callers within the country is the one with the 9", () => {
  for (const text of ["+54 11 15-2345-6789", "+54 9 11 2345-6789"])
    expect(parsePhone(text, "BR")).toEqual({ phone: "+5491123456789", legacyForm: null });
});

describe("a number of a plan that has changed", () => {
  test.each([
    ["Ivory Coast, Moov", "+225 02 12 34 56", "+2250102123456", "ivorian-eight-digits"],
    ["Ivory Coast, MTN", "+225 55 12 34 56", "+2250555123456", "ivorian-eight-digits"],
    ["Ivory Coast, Orange", "+225 07 12 34 56", "+2250707123456", "ivorian-eight-digits"],
    ["Ivory Coast, a landline", "+225 20 21 23 45", "+2252720212345", "ivorian-eight-digits"],
    ["Benin", "+229 97 12 34 56", "+2290197123456", "beninese-eight-digits"],
    ["Benin, a landline", "0022921301234", "+2290121301234", "beninese-eight-digits"],
    ["Gabon", "+241 06 12 34 56", "+24166123456", "gabonese-seven-digits"],
    ["Gabon, without the 0", "+241 6 12 34 56", "+24166123456", "gabonese-seven-digits"],
    ["Gabon, Airtel", "+241 04 12 34 56", "+24174123456", "gabonese-seven-digits"],
    ["Gabon, a landline", "+241 01 44 12 34", "+24111441234", "gabonese-seven-digits"],
  ])("is the number of today: %s", (_, text, phone, legacyForm) => {
    expect(parsePhone(text, "BR")).toEqual({ phone, legacyForm });
  });

  test.each([
    ["97 12 34 56", "BJ", "+2290197123456"],
    ["07 12 34 56", "CI", "+2250707123456"],
    ["06 12 34 56", "GA", "+24166123456"],
  ] as const)("is that in its national form as well: %s in %s", (text, country, phone) => {
    expect(parsePhone(text, country)).toMatchObject({ phone });
  });

  test.each(["+225 07 07 12 34 56", "+229 01 97 12 34 56", "+241 66 12 34 56", "+241 066 12 34 56"])(
    "is left as it is in its form of today: %s",
    (text) => {
      expect(parsePhone(text, "BR")).toMatchObject({ legacyForm: null });
    },
  );
});

test("what an earlier version wrote down in an old form is the number of today", () => {
  expect(parseE164("+553173043417")).toBe("+5531973043417");
  expect(parseE164("+24106123456")).toBe("+24166123456");
});
