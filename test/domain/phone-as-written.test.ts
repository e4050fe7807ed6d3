/** A number is read as it was meant, or not at all: no digit is ever won, lost or moved. */

import { describe, expect, test } from "vitest";
import { parsePhone } from "../../src/domain/phone.ts";

const ANA = "+5531999998888";

/** The number that a text is read as, or the problem with it. */
function read(text: string): string {
  const parsed = parsePhone(text, "BR");
  return "phone" in parsed ? parsed.phone : parsed.problem;
}

function readAll(texts: readonly string[]): string[] {
  return texts.map((text) => `${text} ${read(text)}`);
}

describe("a number that a program took for an amount", () => {
  test.each([
    "5531999998888.0",
    "+5531999998888.0",
    "31999998888.0",
    "31999998888.00",
    "31999998888.000000",
    "31999998888,0",
    "31999998888,00",
    "31999998888 .0",
    "31.999.998.888,00",
  ])("gains no digit: %s", (text) => {
    expect(parsePhone(text, "BR")).toEqual({ phone: ANA, legacyForm: null, isDecimal: true });
  });

  test("of eight digits gets the ninth, and not the zero", () => {
    const parsed = parsePhone("3199998888.0", "BR");
    expect(parsed).toEqual({ phone: ANA, legacyForm: "ninth-digit-missing", isDecimal: true });
    expect(read("999998888.0")).toBe("too-short");
    expect(read("(31) 9999-8888.0")).toBe("several");
  });

  test.each([
    "3199998888.5",
    "3199998888,5",
    "319999988.88",
    "31999998888.125",
    "3.1999998888",
    "31,999998888",
  ])("with any other fraction is none: %s", (text) => {
    expect(read(text)).toBe("fraction");
  });

  test.each(["5.53199E+12", "5,53199E+12", "5.53E12", "3.199999889e+10", "1e5", "+5.5E+12"])(
    "in scientific notation has lost its digits: %s",
    (text) => {
      expect(read(text)).toBe("scientific");
    },
  );

  test("is another than one that is parted by dots", () => {
    expect(["31.999998888", "3199999.8888", "31.99999.8888", "+55.31.99999.8888"].map(read)).toEqual([
      ANA,
      ANA,
      ANA,
      ANA,
    ]);
    expect(read("3132220000.0000")).toBe("+553132220000");
    expect(read("313222.0000")).toBe("+553132220000");
  });

  test.each(["-31999998833", "-5531999998888", "- 31 99999-8888", "\u221231999998888"])(
    "or calculated with, as +55-31-99999-8888 is, is none: %s",
    (text) => {
      expect(read(text)).toBe("negative");
    },
  );
});

describe("two numbers, or a number and something else", () => {
  test.each([
    "(31) 9999-8888/7",
    "(31) 9999-8888 / 7",
    "(31) 99999-8888 / 98888-7777",
    "31 99999-8888; 31 98888-7777",
    "31 99999-8888,31 98888-7777",
    "31 99999-8888 | 31 98888-7777",
    "31 99999-8888 & 7777",
    "31 99999-8888 e 31 98888-7777",
    "31 99999-8888 ou 7777",
    "31 99999-8888 31 98888-7777",
    "31 99999-8888\n31 98888-7777",
    "(31) 3222-1234 ramal 12",
    "(31) 3222-1234 r. 12",
    "(31) 3222-1234 x12",
    "(31) 3222-1234 #12",
    "+55 31 9999-8888 - 1",
    "31 9999-8888 \u2013 17",
    "9999-8888 - 123",
    "99999-8888 - 31",
    "(31) 9999-8888 7",
    "(31) 9999-8888-7",
    "3199998888 7",
    "3199998888-0",
    "9999-8888 777",
    "99999-8888 12",
    "3222-1234 12",
    "+55 +31 99999-8888",
    "+5531999998888 +5531988887777",
    "31,99999,8888",
    "31 9999\u00b9-8888",
  ])("are not glued together: %j", (text) => {
    expect(read(text)).toBe("several");
  });

  test("say what stands between them", () => {
    expect(parsePhone("(31) 9999-8888 / 7", "BR")).toEqual({ problem: "several", between: "/" });
    expect(parsePhone("(31) 3222-1234 ramal 12", "BR")).toEqual({ problem: "several", between: "ramal" });
  });

  test.each([
    "(31) 3222-1234 (12)",
    "99999-8888 (31)",
    "31 (99999) 8888",
    "((31)) 99999-8888",
    "31) 99999-8888",
    "(31 99999-8888",
    "31 99999-8888()",
  ])("brackets belong around the first group: %s", (text) => {
    expect(read(text)).toBe("brackets");
  });

  test.each([
    "Maria 31 99999-8888",
    "31 99999-8888 (Maria)",
    "31 99999-888\u00b2",
    "++5531999998888",
    "5531999998888+",
  ])("what is no part of the number is not passed over: %s", (text) => {
    expect(read(text)).toBe("extra-text");
  });

  test.each(["31 9999O-8888", "3l 99999-8888", "31 99999-888I", "(3I) 99999-8888"])(
    "a letter is no digit: %s",
    (text) => {
      expect(read(text)).toBe("letter");
    },
  );

  test("a CPF has eleven digits too", () => {
    expect(read("319.999.988-88")).toBe("tax-number");
  });
});

describe("an area code", () => {
  const all = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, "0"));
  const existing = new Set(
    (
      "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 " +
      "61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99"
    ).split(" "),
  );

  test.each([
    ["in brackets", (code: string) => `(${code}) 98888-7777`],
    ["apart", (code: string) => `${code} 98888-7777`],
    ["after the country code", (code: string) => `+55 ${code} 98888-7777`],
    ["after the country code, in brackets", (code: string) => `+55 (${code}) 98888-7777`],
    ["before the eight digits of old", (code: string) => `(${code}) 8888-7777`],
  ])("that does not exist is named, and every one that does is read: %s", (_, written) => {
    const outcome = all.map((code) => {
      const parsed = parsePhone(written(code), "BR");
      return "phone" in parsed ? parsed.phone : parsed;
    });
    expect(outcome).toEqual(
      all.map((areaCode) =>
        existing.has(areaCode) ? `+55${areaCode}988887777` : { problem: "area-code", areaCode },
      ),
    );
  });

  test.each(["23988887777", "+5523988887777", "5523988887777", "(04) 3222-1234", "(90) 98888-7777"])(
    "that does not exist is none however it is written: %s",
    (text) => {
      expect(read(text)).toBe("area-code");
    },
  );

  test.each(["01988887777", "+5501988887777", "5501988887777"])(
    "of a form that was filled in anyhow is not made of its second digit and the ninth: %s",
    (text) => {
      expect(parsePhone(text, "BR")).toEqual({ problem: "area-code", areaCode: "01" });
    },
  );

  test.each(["(30) 0123-4567", "(80) 0123-4567", "(50) 0123-4567"])(
    "is not the beginning of a service number: %s",
    (text) => {
      expect(read(text)).toBe("area-code");
    },
  );

  test("that is left open is missing", () => {
    expect(readAll(["(xx) 99999-8888", "(0xx) 9999-8888", "xx 99999-8888"])).toEqual([
      "(xx) 99999-8888 too-short",
      "(0xx) 9999-8888 too-short",
      "xx 99999-8888 too-short",
    ]);
  });

  test("is not looked for in a number of another country", () => {
    expect(
      readAll(["+44 20 7183 8750", "+1 (202) 555-0123", "+44 (0)20 7183 8750", "00 351 912 345 678"]),
    ).toEqual([
      "+44 20 7183 8750 +442071838750",
      "+1 (202) 555-0123 +12025550123",
      "+44 (0)20 7183 8750 +442071838750",
      "00 351 912 345 678 +351912345678",
    ]);
  });
});

describe("what programs put around a number", () => {
  test.each([
    "'+5531999998888",
    "'31999998888",
    "\u2019+55 31 99999-8888",
    '="5531999998888"',
    '="+55 31 99999-8888"',
    "=5531999998888",
    '"5531999998888"',
    "tel:+5531999998888",
    "TEL:+55-31-99999-8888",
    "tel:%2B5531999998888",
    "whatsapp:+5531999998888",
    "sms:+5531999998888",
    "wa.me/5531999998888",
    "https://wa.me/5531999998888",
    "http://www.wa.me/+5531999998888/",
    "https://wa.me/5531999998888?text=Oi%2C%201234",
    "HTTPS://API.WhatsApp.com/send?phone=5531999998888&text=Oi",
    "https://api.whatsapp.com/send/?phone=%2B5531999998888&text&type=phone_number&app_absent=0",
    "https://api.whatsapp.com/send?text=12&phone=5531999998888",
    "https://web.whatsapp.com/send?phone=5531999998888",
    "whatsapp://send?phone=5531999998888",
  ])("is taken off: %s", (text) => {
    expect(parsePhone(text, "BR")).toEqual({ phone: ANA, legacyForm: null });
  });

  test.each([
    ["https://wa.me/31999998888", "invalid"],
    ["https://wa.me/message/ABC1234567", "not-a-number"],
    ["https://wa.me/", "not-a-number"],
    ["https://example.com/5531999998888", "extra-text"],
    ["tel:+553132221234;ext=12", "several"],
    ["'", "not-a-number"],
    ['=""', "not-a-number"],
  ])("hides no other mistake: %s is %s", (text, problem) => {
    expect(read(text)).toBe(problem);
  });
});
