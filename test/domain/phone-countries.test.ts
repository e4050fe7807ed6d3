/** Which numbers there are: the same for whoever reads what a person wrote, and what this tool wrote. */

import fc from "fast-check";
import { getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { parseE164, parsePhone } from "../../src/domain/phone.ts";

function exampleOf(country: ReturnType<typeof getCountries>[number]): string {
  const example = getExampleNumber(country, examples);
  if (example === undefined) throw new Error(`there is no example of ${country}`);
  return example.number;
}

describe("a number", () => {
  test.each(getCountries())("of %s is read, and read again when it was written down", (country) => {
    const parsed = parsePhone(exampleOf(country), "BR");
    expect("phone" in parsed ? parseE164(parsed.phone) : null).toBe("phone" in parsed && parsed.phone);
  });

  test("is one for both or for neither, whatever its digits", () => {
    const codes = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(fc.constantFrom(...codes), digits, (code, rest) => {
        const parsed = parsePhone(`+${code}${rest}`, "BR");
        expect(parseE164(`+${code}${rest}`)).toBe("phone" in parsed ? parsed.phone : null);
        if ("phone" in parsed) expect(parseE164(parsed.phone)).toBe(parsed.phone);
      }),
      { numRuns: 2_000 },
    );
  });

  test("may have as few as seven digits", () => {
    expect(parsePhone("+683 4002", "BR")).toEqual({ phone: "+6834002", legacyForm: null });
    expect(parseE164("+6834002")).toBe("+6834002");
  });

  test("has at most the fifteen digits of E.164, though some plans once had more", () => {
    expect(parsePhone("+4930123456789012", "BR")).toEqual({ problem: "too-long", callingCode: "49" });
  });
});

describe("a number that was written down", () => {
  test.each(["5531999998888", "+55 31999998888", "+05531999998888", "+5520999998888", "+1", "", "+"])(
    "is in E.164, and is a number: not %j",
    (text) => {
      expect(parseE164(text)).toBeNull();
    },
  );
});
