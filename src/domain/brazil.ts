/** What the numbering plan of Brazil says of how a number was written. */

import { parsePhoneNumberWithError } from "libphonenumber-js/max";

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

/** By area code: whether it has mobiles, as the library said of the first of them. */
const areaCodes = new Map<string, boolean>();

export function areaCodeExists(areaCode: string): boolean {
  const known = areaCodes.get(areaCode) ?? hasMobiles(areaCode);
  areaCodes.set(areaCode, known);
  return known;
}

function hasMobiles(areaCode: string): boolean {
  const number = `+55${areaCode}999999999`;
  const parsed = parsePhoneNumberWithError(number);
  return parsed.isValid() && parsed.number === number;
}
