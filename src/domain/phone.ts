/** Phone numbers: from what people write to E.164, and back to what people read. */

import type { CountryCode, PhoneNumber } from "libphonenumber-js/max";
// The max metadata: the default build takes eight-digit Brazilian mobiles for valid.
import {
  getCountryCallingCode,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
} from "libphonenumber-js/max";

declare const e164Brand: unique symbol;

/** A valid number in E.164: a plus, the country code, the national number, digits alone. */
export type E164 = string & { readonly [e164Brand]: true };

export type Country = CountryCode;

/** Why a text is no phone number. */
export type PhoneProblem = "not-a-number" | "too-short" | "too-long" | "unknown-country-code" | "invalid";

/** What was wrong with the spelling of a number that is understood all the same. */
export type LegacyForm = "ninth-digit-missing" | "mexican-mobile-one";

export type PhoneParse =
  | { readonly phone: E164; readonly legacyForm: LegacyForm | null }
  | { readonly problem: PhoneProblem };

/** A plus, in parentheses or not, then digits and what people put between them. */
const SPELLING = /^(?:\+|\(\s*\+)?[\d\s().\-/]+$/;

/**
 * Numbers as old address books hold them, invalid to a numbering plan of today but one customer's all the
 * same: Brazilian mobiles before the ninth digit, Mexican mobiles with the 1 that was dropped in 2019.
 */
const LEGACY_FORMS: readonly { form: LegacyForm; pattern: RegExp; modern: string }[] = [
  { form: "ninth-digit-missing", pattern: /^\+55(\d{2})([6-9]\d{7})$/, modern: "+55$19$2" },
  { form: "mexican-mobile-one", pattern: /^\+521(\d{10})$/, modern: "+52$1" },
];

/** Area code and eight digits. */
const BRAZILIAN_DIGITS_MIN = 10;

/** @returns the country, or null when the text is no ISO 3166 code (two capital letters) that has numbers. */
export function parseCountry(text: string): Country | null {
  return isSupportedCountry(text) ? text : null;
}

const CANONICAL = /^\+[1-9]\d{7,14}$/;

/** @returns a number that this tool has written before, or null when the text has not that form. */
export function parseE164(text: string): E164 | null {
  return CANONICAL.test(text) ? (text as E164) : null;
}

/**
 * Reads a number in any common spelling.
 * @param text what a person wrote: international with `+` or `00`, with the country code alone, or national
 * @param defaultCountry whose national form a number without `+` is in
 */
export function parsePhone(text: string, defaultCountry: Country): PhoneParse {
  const digits = digitsOf(text);
  if (digits === null) return { problem: "not-a-number" };
  if (!digits.startsWith("00")) return parseDigits(digits, defaultCountry);
  // Brazil dials 00 and a carrier before the country code, and 55 is a carrier as well: its numbering plan
  // takes 0055 51 99999-8888 of Porto Alegre for a number of Peru (+51).
  const international = parseDigits(`+${digits.slice(2)}`, defaultCountry);
  const isOwnCountry = digits.startsWith(`00${getCountryCallingCode(defaultCountry)}`);
  return isOwnCountry || "phone" in international ? international : parseDigits(digits, defaultCountry);
}

/** @returns the digits, after a plus where there is one; null when something else is there as well. */
function digitsOf(text: string): string | null {
  if (/^\+?\d+$/.test(text)) return text;
  const plain = text
    .normalize("NFKC")
    // Address books wrap copied numbers in invisible marks of writing direction.
    .replace(/\p{Cf}/gu, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .trim();
  return SPELLING.test(plain) ? plain.replace(/[^\d+]/g, "") : null;
}

function parseDigits(digits: string, defaultCountry: Country): PhoneParse {
  const mobile = brazilianMobile(digits, defaultCountry);
  return mobile === null ? parseByLibrary(digits, defaultCountry) : { phone: mobile, legacyForm: null };
}

const BRAZILIAN_MOBILE = /^\+?55(\d{2})9\d{8}$/;
/** By area code: whether it has mobiles, as the library said of the first of them. */
const areaCodes = new Map<string, boolean>();

/**
 * Nearly all numbers of a large list are Brazilian mobiles, and to the library these differ in nothing but
 * their area code: it is asked once for each.
 */
function brazilianMobile(digits: string, defaultCountry: Country): E164 | null {
  const areaCode = BRAZILIAN_MOBILE.exec(digits)?.[1];
  if (areaCode === undefined || (defaultCountry !== "BR" && !digits.startsWith("+"))) return null;
  const number = digits.startsWith("+") ? digits : `+${digits}`;
  const known = areaCodes.get(areaCode) ?? isValidAsItStands(number);
  areaCodes.set(areaCode, known);
  return known ? parseE164(number) : null;
}

function parseByLibrary(digits: string, defaultCountry: Country): PhoneParse {
  try {
    const parsed = parsePhoneNumberWithError(digits, { defaultCountry, extract: false });
    if (parsed.isValid()) return { phone: e164(parsed), legacyForm: null };
    return modernize(parsed.number) ?? { problem: lengthProblem(parsed) };
  } catch (error) {
    if (error instanceof ParseError) return { problem: problemOf(error.message) };
    throw error;
  }
}

function modernize(number: string): PhoneParse | null {
  for (const { form, pattern, modern } of LEGACY_FORMS) {
    if (!pattern.test(number)) continue;
    const phone = parseE164(number.replace(pattern, modern));
    if (phone !== null && isValidAsItStands(phone)) return { phone, legacyForm: form };
  }
  return null;
}

/** Whether the library takes the very digits, and not what is left when it has taken off a leading zero. */
function isValidAsItStands(number: string): boolean {
  const parsed = parsePhoneNumberWithError(number);
  return parsed.isValid() && parsed.number === number;
}

function lengthProblem(parsed: PhoneNumber): PhoneProblem {
  const digits = parsed.nationalNumber.length;
  // To the library a number without its area code is possible: someone could dial it.
  if (parsed.countryCallingCode === "55" && digits < BRAZILIAN_DIGITS_MIN) return "too-short";
  if (parsed.isPossible()) return "invalid";
  return digits < 9 ? "too-short" : digits > 11 ? "too-long" : "invalid";
}

function problemOf(code: string): PhoneProblem {
  switch (code) {
    case "TOO_SHORT":
      return "too-short";
    case "TOO_LONG":
      return "too-long";
    case "INVALID_COUNTRY":
      return "unknown-country-code";
    default:
      return "not-a-number";
  }
}

function e164(parsed: PhoneNumber): E164 {
  return parsed.number as string as E164;
}

/** Whether a number is a mobile's, as far as the numbering plan of its country tells the two apart. */
export function isMobile(phone: E164): boolean {
  const type = parsePhoneNumberWithError(phone).getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}

/** @returns the number spaced for reading: `+55 31 99999-8888`. */
export function formatPhone(phone: E164): string {
  const spaced = parsePhoneNumberWithError(phone).formatInternational();
  return phone.startsWith("+55") ? spaced.replace(/ (\d{4})$/, "-$1") : spaced;
}
