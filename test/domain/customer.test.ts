import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Member } from "../../src/domain/customer.ts";
import { candidateKeys, customerOf, isIdentity } from "../../src/domain/customer.ts";
import { parseIdentity } from "../../src/domain/identity.ts";
import { parsePhone } from "../../src/domain/phone.ts";
import { argentinianNumber, brazilianMobile, mexicanNumber } from "./numbers.ts";

/** A member as a file would declare it: `+55…`, or an identity; bare digits are an identity of WhatsApp. */
function member(text: string): Member {
  if (!text.startsWith("+")) return identity(text.includes("@") ? text : `${text}@wa.gw.msging.net`);
  const parsed = parsePhone(text, "BR");
  if ("problem" in parsed) throw new Error(`${text} is no number: ${parsed.problem}`);
  return parsed.phone;
}

function identity(text: string): Member {
  const parsed = parseIdentity(text);
  if (parsed === null) throw new Error(`${text} is no identity`);
  return parsed;
}

function candidateDigits(text: string): string[] {
  return candidateKeys(member(text)).map((key) => key.replace("@wa.gw.msging.net", ""));
}

describe("the candidates of a member, its own digits first", () => {
  test.each([
    ["a Brazilian mobile: also without the ninth digit", "+5531999998888", ["5531999998888", "553199998888"]],
    ["12 digits that begin with 6 to 9: also with it", "553199998888", ["553199998888", "5531999998888"]],
    ["a Brazilian landline: alone", "+553132221234", ["553132221234"]],
    ["Mexico: also with the 1", "+525512345678", ["525512345678", "5215512345678"]],
    ["Mexico with the 1: also without", "5215512345678", ["5215512345678", "525512345678"]],
    ["Argentina: also with the 9", "+541123456789", ["541123456789", "5491123456789"]],
    ["Argentina with the 9: also without", "+5491123456789", ["5491123456789", "541123456789"]],
    ["Ivory Coast: also with the eight digits of old", "+2250707123456", ["2250707123456", "22507123456"]],
    ["Ivory Coast in eight digits: also with all ten", "22546123456", ["22546123456", "2250546123456"]],
    ["Ivory Coast, a mobile that never had eight: alone", "+2250711123456", ["2250711123456"]],
    ["Benin: also without the 01", "+2290197123456", ["2290197123456", "22997123456"]],
    ["Benin in eight digits: also with it", "22997123456", ["22997123456", "2290197123456"]],
    ["Gabon: also with the digits of old", "+24166123456", ["24166123456", "24106123456", "2416123456"]],
    [
      "Gabon in those of old: also in all others",
      "24106123456",
      ["24106123456", "24166123456", "2416123456"],
    ],
    ["any other country: alone", "+12025550123", ["12025550123"]],
    ["an identity of WhatsApp that is no number: alone", "BR.1234567890@wa.gw.msging.net", ["br.1234567890"]],
    ["digits too few for a number: alone", "1234567", ["1234567"]],
  ])("%s", (_what, text, digits) => {
    expect(candidateDigits(text)).toEqual(digits);
  });

  test("of an identity elsewhere are itself, whatever its digits", () => {
    expect(candidateKeys(member("5531999998888@telegram.gw.msging.net"))).toEqual([
      "5531999998888@telegram.gw.msging.net",
    ]);
  });

  test("are keys: without regard to case", () => {
    expect(candidateKeys(member("5531999998888@WA.gw.Msging.NET"))).toEqual([
      "5531999998888@wa.gw.msging.net",
      "553199998888@wa.gw.msging.net",
    ]);
  });
});

describe("a customer", () => {
  test.each([
    ["Brazil", brazilianMobile(), "55", (digits: string) => digits.replace(/^(..)9/, "$1")],
    ["Mexico", mexicanNumber(), "52", (digits: string) => `1${digits}`],
    ["Argentina", argentinianNumber(), "54", (digits: string) => `9${digits}`],
  ] as const)(
    "of %s is the same under every candidate, and has the same candidates",
    (_, numbers, code, other) => {
      fc.assert(
        fc.property(numbers, (digits) => {
          const forms = [code + digits, code + other(digits)];
          const members = [member(`+${code}${digits}`), ...forms.map(member)];
          expect(new Set(members.map(customerOf)).size).toBe(1);
          for (const one of members) expect(new Set(candidateKeys(one))).toEqual(new Set(members.slice(1)));
        }),
      );
    },
  );

  test("differs where the numbers do", () => {
    fc.assert(
      fc.property(brazilianMobile(), brazilianMobile(), (one, another) => {
        fc.pre(one !== another);
        expect(customerOf(member(`+55${one}`))).not.toBe(customerOf(member(`+55${another}`)));
      }),
    );
  });

  test("at a landline is not the mobile whose digits contain it", () => {
    const eightDigits = fc.tuple(fc.constantFrom("2", "3", "4", "5"), fc.integer({ min: 0, max: 9_999_999 }));
    fc.assert(
      fc.property(eightDigits, ([first, rest]) => {
        const landline = `${first}${String(rest).padStart(7, "0")}`;
        const [one, other] = [member(`5511${landline}`), member(`55119${landline}`)];
        expect(customerOf(one)).not.toBe(customerOf(other));
        expect(candidateKeys(one)).toEqual([one]);
        expect(candidateKeys(other)).toEqual([other]);
      }),
    );
  });

  test.each([
    ["+2250707123456", "22507123456"],
    ["+2252720212345", "22520212345"],
    ["+2290197123456", "22997123456"],
    ["+24166123456", "24106123456"],
    ["+24166123456", "2416123456"],
    ["+5531973043417", "553173043417"],
    ["+6834002", "6834002"],
  ])("is the same under the digits of an old plan: %s and %s", (number, digits) => {
    expect(customerOf(member(digits))).toBe(customerOf(member(number)));
  });

  test("known by an identity that is no number is that identity, without regard to case", () => {
    expect(customerOf(member("Ana@Telegram.gw.msging.net"))).toBe("ana@telegram.gw.msging.net");
    expect(customerOf(member("5531999998888@tunnel.example.net"))).toBe("5531999998888@tunnel.example.net");
  });
});

test("a member is an identity when it has an @", () => {
  expect(isIdentity(member("+5531999998888"))).toBe(false);
  expect(isIdentity(member("5531999998888"))).toBe(true);
});
