import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPhone, parseCountry, parsePhone } from "../../src/domain/phone.ts";
import { brazilianMobile, spelling } from "./numbers.ts";

/** The number that a text is read as, or the problem with it. */
function read(text: string, country: "BR" | "MX" | "AR" | "US" | "PT" = "BR"): string {
  const parsed = parsePhone(text, country);
  return "phone" in parsed ? parsed.phone : parsed.problem;
}

/** The ways to dial a Brazilian mobile. */
function formsOf(digits: string): string[] {
  return [`+55${digits}`, `55${digits}`, `0055${digits}`, digits, `0${digits}`];
}

describe("a phone number", () => {
  test.each([
    "+5531999998888",
    "+55 31 99999-8888",
    "+55.31.99999.8888",
    "+55 (31) 99999-8888",
    "+55 (031) 99999-8888",
    "(+55) 31 99999-8888",
    "+(55) 31 99999-8888",
    "  +55 31 99999-8888  ",
    "5531999998888",
    "55 31 99999 8888",
    "005531999998888",
    "00 55 31 99999-8888",
    "31999998888",
    "(31) 99999-8888",
    "(031) 99999-8888",
    "031 99999-8888",
    "0 31 99999-8888",
    "0 15 31 99999-8888",
    "015 31 99999-8888",
    "(015) 31 99999-8888",
    "015 (31) 99999-8888",
    "(0 31) 99999-8888",
    "(0xx31) 99999-8888",
    "0xx31 99999-8888",
    "(0**31) 99999-8888",
    "+55 (0) 31 99999-8888",
    "+55 031 99999-8888",
    "(+55 31) 99999-8888",
    "(55) (31) 99999-8888",
    "(31) (9) 9999-8888",
    "31 - 99999-8888",
    "(31) 99999 - 8888",
    "(31999998888)",
    "31 99999-8888.",
    "31.99999.8888",
    "+55 31 99999\u20138888",
    "+55\u00a031\u00a099999\u20118888",
    "\uff0b\uff15\uff15 31 99999-8888",
    "\u202a+55 31 99999-8888\u202c",
    "\ufeff31\u200b99999\u200d8888",
    "\u0665\u0665\u0663\u0661\u0669\u0669\u0669\u0669\u0669\u0668\u0668\u0668\u0668",
  ])("is the same however it is spelled: %j", (text) => {
    expect(parsePhone(text, "BR")).toEqual({ phone: "+5531999998888", legacyForm: null });
  });

  test("is the same in every spelling of every Brazilian mobile, or refused where a gap may part two numbers", () => {
    fc.assert(
      fc.property(brazilianMobile(), spelling(), (digits, spell) => {
        for (const form of formsOf(digits)) {
          const refused = { problem: expect.stringMatching(/^(?:several|fraction)$/) };
          const same = { phone: `+55${digits}` };
          const parsed = parsePhone(spell(form), "BR");
          expect(parsed).toMatchObject("problem" in parsed ? refused : same);
        }
      }),
    );
  });

  test("is the same in every Brazilian mobile whose digits stand alike", () => {
    fc.assert(
      fc.property(brazilianMobile(), fc.constantFrom("", " ", "-", "\u00a0", "\u200b"), (digits, between) => {
        for (const form of formsOf(digits)) expect(read([...form].join(between))).toBe(`+55${digits}`);
      }),
    );
  });

  test.each([
    ["+1 202 555 0123", "+12025550123"],
    ["+44 20 7183 8750", "+442071838750"],
    ["00 44 20 7183 8750", "+442071838750"],
    ["00 15 44 20 7183 8750", "+442071838750"],
    ["+351 912 345 678", "+351912345678"],
  ])("of another country keeps its country: %s", (text, phone) => {
    expect(read(text)).toBe(phone);
  });

  test("after 00 and the country's own code is never taken for a number of a carrier's country", () => {
    expect(read("0055 51 99999-8888")).toBe("+5551999998888");
    expect(read("0055 51 9999-8888")).toBe("+5551999998888");
    expect(read("0055 49 9999-888")).toBe("too-short");
  });

  test("of area code 55 is not taken for one with the country code", () => {
    expect(read("(55) 99999-8888")).toBe("+5555999998888");
    expect(read("55999998888")).toBe("+5555999998888");
    expect(read("(55) 3221-1234")).toBe("+555532211234");
    expect(read("5555999998888")).toBe("+5555999998888");
  });

  test.each([
    ["55 1234 5678", "MX", "+525512345678"],
    ["011 15 2345-6789", "AR", "+5491123456789"],
    ["202 555 0123", "US", "+12025550123"],
    ["912345678", "PT", "+351912345678"],
  ] as const)("without + is of the default country: %s in %s", (text, country, phone) => {
    expect(read(text, country)).toBe(phone);
  });
});

describe("a text that is no phone number", () => {
  test.each([
    ["", "not-a-number"],
    ["   ", "not-a-number"],
    ["+", "not-a-number"],
    ["()", "not-a-number"],
    ["Ana", "not-a-number"],
    [".inf", "not-a-number"],
    ["\u0000", "not-a-number"],
    ["5", "too-short"],
    ["190", "too-short"],
    ["+55", "too-short"],
    ["+55 31", "too-short"],
    ["9999-8888", "too-short"],
    ["99999-8888", "too-short"],
    ["+55 31 99999-88889", "too-long"],
    ["+5531999998888999999", "too-long"],
    ["5".repeat(100_000), "too-long"],
    ["5215512345678", "too-long"],
    ["+999 1234 5678", "unknown-country-code"],
    ["+55 31 09999-8888", "invalid"],
    ["+55 31 89999-8888", "invalid"],
  ])("says what is wrong: %.40j is %s", (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  test("never throws, whatever it is", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."+0159 ()-./") }),
    );
    fc.assert(
      fc.property(text, (anything) => {
        expect(read(anything)).toMatch(/^\+\d{7,15}$|^[a-z-]+$/);
      }),
    );
  });
});

describe("a country", () => {
  test.each(["BR", "MX", "AR", "PT", "NO", "US"])("is two capital letters of ISO 3166: %s", (code) => {
    expect(parseCountry(code)).toBe(code);
  });

  test.each(["br", "XX", "001", "BRA", "", "constructor", "__proto__", "toString"])("is not %j", (code) => {
    expect(parseCountry(code)).toBeNull();
  });
});

test("a number is spaced for people as its country does it", () => {
  const spaced = ["+5531999998888", "+553132221234", "+12025550123"].map((text) => {
    const parsed = parsePhone(text, "BR");
    return "phone" in parsed ? formatPhone(parsed.phone) : null;
  });
  expect(spaced).toEqual(["+55 31 99999-8888", "+55 31 3222-1234", "+1 202 555 0123"]);
});

describe("a text of a million characters", () => {
  const MILLION = 1_000_000;

  test.each([
    ["letters behind a digit", "1", "a", "extra-text"],
    ["dashes behind a digit", "1", "-", "extra-text"],
    ["blanks within a number", "+55 31 99999", " ", "extra-text"],
    ["brackets", "1", "(", "extra-text"],
    ["digits", "1", "1", "too-long"],
    ["letters", "a", "a", "not-a-number"],
  ])("is read no longer than it takes to see that it is no number: %s", (_what, first, more, problem) => {
    expect(read(`${first}${more.repeat(MILLION)}${first === "+55 31 99999" ? "8888" : ""}`)).toBe(problem);
  });

  test("holds a number all the same where it is a link with a message", () => {
    expect(read(`https://wa.me/5531999998888?text=${"a".repeat(MILLION)}`)).toBe("+5531999998888");
  });
});
