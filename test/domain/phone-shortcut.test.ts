import fc from "fast-check";
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberWithError } from "libphonenumber-js/max";
import { expect, test } from "vitest";
import { areaCodeExists } from "../../src/domain/brazil.ts";
import { parseCountry, parsePhone } from "../../src/domain/phone.ts";

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });

test("a Brazilian mobile is read as the library reads it, whatever its area code and digits", () => {
  const anyNumber = fc
    .tuple(fc.integer({ min: 10, max: 99 }), digits(8))
    .map(([area, rest]) => `+55${area}9${rest.join("")}`);
  fc.assert(
    fc.property(anyNumber, (number) => {
      const expected = parsePhoneNumberWithError(number, { defaultCountry: "BR", extract: false });
      const read = parsePhone(number, "BR");
      expect("phone" in read && read.legacyForm === null ? read.phone : null).toBe(
        expected.isValid() ? expected.number : null,
      );
    }),
    { numRuns: 3_000 },
  );
});

test("the usual spellings are read as those that take the long way", () => {
  const anyNumber = fc.tuple(fc.integer({ min: 0, max: 99 }), digits(8)).map(([area, rest]) => ({
    area: String(area).padStart(2, "0"),
    first: `9${rest.slice(0, 4).join("")}`,
    last: rest.slice(4).join(""),
  }));
  fc.assert(
    fc.property(anyNumber, ({ area, first, last }) => {
      // A dot takes the long way.
      const expected = parsePhone(`+55.${area}.${first}.${last}`, "BR");
      for (const [national, international] of [
        [`(${area}) ${first}-${last}`, `+55 (${area}) ${first}-${last}`],
        [`${area} ${first}-${last}`, `+55 ${area} ${first}-${last}`],
        [`${area} ${first} ${last}`, `55 ${area} ${first} ${last}`],
      ] as const) {
        expect(parsePhone(national, "BR")).toEqual(expected);
        expect(parsePhone(international, "BR")).toEqual(expected);
      }
    }),
  );
});

test("an area code that has no mobiles is refused the second time as well", () => {
  for (const number of ["+5520999998888", "+5520999997777"]) {
    expect(parsePhone(number, "BR")).toHaveProperty("problem");
  }
});

test("without a plus it is Brazilian only where Brazil is the default", () => {
  expect(parsePhone("5531999998888", "BR")).toEqual({ phone: "+5531999998888", legacyForm: null });
  expect(parsePhone("5531999998888", "PT")).not.toEqual({ phone: "+5531999998888", legacyForm: null });
});

test("the area codes of Brazil are those whose mobiles the library takes, of all that two digits can be", () => {
  const isKnown = (areaCode: string) => {
    const number = `+55${areaCode}999999999`;
    const parsed = parsePhoneNumberWithError(number);
    return parsed.isValid() && parsed.number === number;
  };
  const all = Array.from({ length: 100 }, (_, index) => String(index).padStart(2, "0"));
  expect(all.filter(areaCodeExists)).toEqual(all.filter(isKnown));
});

test("Brazil is a country to the library as well, of the same code", () => {
  expect(parseCountry("BR")).toBe("BR");
  expect([isSupportedCountry("BR"), getCountryCallingCode("BR")]).toEqual([true, "55"]);
  expect(parseCountry("XX")).toBeNull();
});
