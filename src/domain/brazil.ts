/** What the numbering plan of Brazil says of how a number was written. */

/** A country code or a trunk zero, an area code, a gap, and the eight or nine digits after it. */
const IN_GROUPS = /^(?:\+?[ .-]*55|00[ .-]*55)?[ .-]*0?[ .-]*(\d{2})[ .-]+(?:\d[ .-]*){8,9}$/;

/**
 * Eight or nine digits, parted as they are spoken or not at all, and one to three more: an extension, the end of
 * another number, the `.0` of an amount. Together they could be some other number.
 */
const WITH_MORE_DIGITS =
  /^(?:(?:\+?[ .-]*55|00[ .-]*55)?[ .-]*0?[ .-]*\d{2}[ .-]*)?[1-9]\d{3,4}[ .-]*\d{4}([ .-]+)\d{1,3}[ .-]*$/;

/**
 * Two readings: a trunk zero, area code 19 and a mobile without the ninth digit, or a mobile of area code 01,
 * which many a form is filled in with.
 */
const AMBIGUOUS_ZERO = /^(?:(?:\+|00)?55)?(0[1-9])9[6-9]\d{7}$/;

/** Trunk prefixes and country code, then area code and number. */
const NATIONAL = /^(?:(?:\+|00)?55(?=\d{10,12}$))?0?(\d{2})\d{8,9}$/;

/** What a form is filled in with where nobody knows the area code; otherwise 00 begins an international number. */
const ZEROS = /^00[ .-]+\d{4,5}[ .-]+\d{4}$/;

type GroupsFailure =
  | { readonly problem: "area-code"; readonly areaCode: string }
  | { readonly problem: "several"; readonly between: string };

/** @returns what cannot be meant by digits that stand in these groups, or null */
export function wrongGroups(groups: string, digits: string): GroupsFailure | null {
  if (ZEROS.test(groups)) return { problem: "area-code", areaCode: "00" };
  if (/^00(?!55)/.test(digits)) return null;
  const between = WITH_MORE_DIGITS.exec(groups)?.[1];
  if (between !== undefined) return { problem: "several", between };
  const areaCode = IN_GROUPS.exec(groups)?.[1];
  if (areaCode !== undefined) return areaCodeExists(areaCode) ? null : { problem: "area-code", areaCode };
  const doubtful = AMBIGUOUS_ZERO.exec(digits)?.[1];
  return doubtful === undefined ? null : { problem: "area-code", areaCode: doubtful };
}

/** @returns the area code of a number that has as many digits as one of Brazil; null where it has not */
export function areaCodeOf(digits: string): string | null {
  if (/^00(?!55)/.test(digits)) return null;
  return NATIONAL.exec(digits)?.[1] ?? null;
}

/** All that there are: each has mobiles. A specification holds them against the library. */
const AREA_CODES = new Set(
  [
    "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55",
    "61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99",
  ].flatMap((line) => line.split(" ")),
);

export function areaCodeExists(areaCode: string): boolean {
  return AREA_CODES.has(areaCode);
}
