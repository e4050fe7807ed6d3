/** Random numbers and spellings. None was given to anyone: they are made of ranges, not read from a list. */

import fc from "fast-check";

const AREA_CODES = ["11", "19", "21", "27", "31", "38", "41", "51", "55", "61", "71", "85", "91"];

function digits(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
}

/** Area code, the ninth digit and eight digits that were a mobile's before it. */
export function brazilianMobile(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...AREA_CODES), fc.constantFrom("6", "7", "8", "9"), digits(7))
    .map(([area, first, rest]) => `${area}9${first}${rest}`);
}

/** Ten digits of Mexico City. */
export function mexicanNumber(): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom("1", "2", "4", "6"), digits(7)).map(([first, rest]) => `55${first}${rest}`);
}

/** Ten digits of Buenos Aires, without the 9 of mobiles. */
export function argentinianNumber(): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom("2", "4", "5", "6"), digits(7)).map(([first, rest]) => `11${first}${rest}`);
}

const BETWEEN = ["", "", " ", "-", ".", "  ", "\u00a0", "\u2011", "\u2013", "\u202f", "\u200b"];

/** A way to write the digits of a number: what stands between any two of them. */
export function spelling(): fc.Arbitrary<(number: string) => string> {
  return fc
    .array(fc.constantFrom(...BETWEEN), { minLength: 20, maxLength: 20 })
    .map((between) => (number) => [...number].map((digit, index) => digit + (between[index] ?? "")).join(""));
}
