/** Phone numbers: from what people write to E.164, and back to what people read. */

import type { CountryCode, PhoneNumber } from "libphonenumber-js/max";
import { areaCodeExists, areaCodeOf, wrongGroups } from "./brazil.ts";
import type { LegacyForm } from "./number-forms.ts";
import { modernNumber } from "./number-forms.ts";
import { phoneLibrary } from "./phone-library.ts";
import type { SpellingFailure } from "./spelling.ts";
import { readSpelling } from "./spelling.ts";

declare const e164Brand: unique symbol;

/** A valid number in E.164: a plus, the country code, the national number, digits alone. */
export type E164 = string & { readonly [e164Brand]: true };

export type Country = CountryCode;

/** Why a text is no phone number. */
export type PhoneFailure =
  | SpellingFailure
  | { readonly problem: "area-code"; readonly areaCode: string }
  | { readonly problem: "unknown-country-code" }
  /** With the country code that was written, digits alone; null where the default country was taken. */
  | { readonly problem: "too-short" | "too-long" | "invalid"; readonly callingCode: string | null };

interface PhoneRead {
  readonly phone: E164;
  /** What was wrong with the number, which is understood all the same. */
  readonly legacyForm: LegacyForm | null;
  /** Where the number was written as an amount, `3199998888.0`. */
  readonly isDecimal?: true;
}

export type PhoneParse = PhoneRead | PhoneFailure;

const BRAZIL = "55";
/** Of Brazil: area code and eight digits. */
const BRAZILIAN_DIGITS_MIN = 10;

/** @returns the country, or null when the text is no ISO 3166 code (two capital letters) that has numbers. */
export function parseCountry(text: string): Country | null {
  // Brazil is nearly always meant, and needs no library to be known.
  if (text === "BR") return text;
  return phoneLibrary().isSupportedCountry(text) ? text : null;
}

/** The shape of E.164. Few countries have numbers as short as six digits, and some have had more than fifteen. */
const E164_SHAPE = /^\+[1-9]\d{5,14}$/;
const DIGITS_MAX = 15;

/**
 * Reads a number that was written by this tool, now or by an earlier version of it: the numbers are those of `parsePhone`.
 * @returns the number of today, or null when the text is not in E.164 or no number
 */
export function parseE164(text: string): E164 | null {
  if (!E164_SHAPE.test(text)) return null;
  const parsed = parsePhone(text, "BR");
  return "phone" in parsed ? parsed.phone : null;
}

function inE164(digits: string): E164 | null {
  return E164_SHAPE.test(digits) ? (digits as E164) : null;
}

/**
 * Reads a number in any common spelling.
 * @param text what a person wrote: international with `+` or `00`, with the country code alone, or national
 * @param defaultCountry whose national form a number without `+` is in
 */
export function parsePhone(text: string, defaultCountry: Country): PhoneParse {
  const mobile = brazilianMobile(text, defaultCountry);
  if (mobile !== null) return { phone: mobile, legacyForm: null };
  if (/^\+?\d+$/.test(text)) return parseGroups(text, text, defaultCountry);
  const spelling = readSpelling(text, callingCodeOf(defaultCountry));
  if ("problem" in spelling) return spelling;
  const parsed = parseGroups(spelling.digits, spelling.groups, defaultCountry);
  return "phone" in parsed && spelling.isDecimal ? { ...parsed, isDecimal: true } : parsed;
}

function callingCodeOf(country: Country): string {
  return country === "BR" ? BRAZIL : phoneLibrary().getCountryCallingCode(country);
}

/** @param groups the same digits as they were parted by whoever wrote them */
function parseGroups(digits: string, groups: string, defaultCountry: Country): PhoneParse {
  const isBrazilian = /^(?:\+|00)55/.test(digits) || (defaultCountry === "BR" && !digits.startsWith("+"));
  const failure = isBrazilian ? wrongGroups(groups, digits) : null;
  if (failure !== null) return failure;
  const parsed = parseDigits(digits, defaultCountry);
  if ("phone" in parsed) return parsed;
  if (digitCount(digits) > DIGITS_MAX && /\d[ .-]+\d/.test(groups))
    return { problem: "several", between: " " };
  const areaCode = isBrazilian ? areaCodeOf(digits) : null;
  return areaCode === null || areaCodeExists(areaCode) ? parsed : { problem: "area-code", areaCode };
}

function digitCount(digits: string): number {
  return digits.replace("+", "").length;
}

function parseDigits(digits: string, defaultCountry: Country): PhoneParse {
  if (!digits.startsWith("00")) return parseByLibrary(digits, defaultCountry);
  // Brazil dials 00 and a carrier before the country code, and 55 is a carrier as well: its numbering plan
  // takes 0055 51 99999-8888 of Porto Alegre for a number of Peru (+51).
  const international = parseByLibrary(`+${digits.slice(2)}`, defaultCountry);
  const isOwnCountry = digits.startsWith(`00${callingCodeOf(defaultCountry)}`);
  return isOwnCountry || "phone" in international ? international : parseByLibrary(digits, defaultCountry);
}

const BRAZILIAN_MOBILE = /^\+?55(\d{2})9\d{8}$/;
const SPACED_MOBILE = /^(\+?55 ?)?(?:\((\d{2})\)|(\d{2}))[ -]?(9\d{4})[ -]?(\d{4})$/;

/**
 * Nearly all numbers of a large list are Brazilian mobiles in one of a few spellings, and to the library these
 * differ in nothing but their area code.
 */
function brazilianMobile(text: string, defaultCountry: Country): E164 | null {
  const isOfBrazil = defaultCountry === "BR" || text.startsWith("+");
  const areaCode = BRAZILIAN_MOBILE.exec(text)?.[1];
  if (isOfBrazil && areaCode !== undefined && areaCodeExists(areaCode))
    return inE164(text.startsWith("+") ? text : `+${text}`);
  return isOfBrazil ? spacedMobile(text, defaultCountry) : null;
}

function spacedMobile(text: string, defaultCountry: Country): E164 | null {
  const [, countryCode, bracketed, bare = "", first = "", last = ""] = SPACED_MOBILE.exec(text) ?? [];
  const areaCode = bracketed ?? bare;
  if (areaCode === "" || (countryCode === undefined && defaultCountry !== "BR")) return null;
  return areaCodeExists(areaCode) ? inE164(`+55${areaCode}${first}${last}`) : null;
}

function parseByLibrary(digits: string, defaultCountry: Country): PhoneParse {
  const isInternational = digits.startsWith("+");
  const { ParseError, parsePhoneNumberWithError } = phoneLibrary();
  try {
    const parsed = parsePhoneNumberWithError(digits, { defaultCountry, extract: false });
    const modern = modernize(parsed.number);
    if (modern !== null) return modern;
    const phone = parsed.isValid() ? inE164(parsed.number) : null;
    if (phone !== null) return { phone, legacyForm: null };
    return {
      problem: lengthProblem(parsed),
      callingCode: isInternational ? parsed.countryCallingCode : null,
    };
  } catch (error) {
    if (error instanceof ParseError) return failureOf(error.message);
    throw error;
  }
}

/** The library takes some old forms for invalid and some for valid. */
function modernize(number: string): PhoneParse | null {
  const modern = modernNumber(number.slice(1));
  const phone = modern?.form ? inE164(`+${modern.digits}`) : null;
  if (phone === null || !isValidAsItStands(phone)) return null;
  return { phone, legacyForm: modern?.form ?? null };
}

/** Whether the library takes the very digits, and not what is left when it has taken off a leading zero. */
function isValidAsItStands(number: string): boolean {
  const parsed = phoneLibrary().parsePhoneNumberWithError(number);
  return parsed.isValid() && parsed.number === number;
}

function lengthProblem(parsed: PhoneNumber): "too-short" | "too-long" | "invalid" {
  const digits = parsed.nationalNumber.length;
  if (digitCount(parsed.number) > DIGITS_MAX) return "too-long";
  // To the library a number without its area code is possible: someone could dial it.
  if (parsed.countryCallingCode === BRAZIL && digits < BRAZILIAN_DIGITS_MIN) return "too-short";
  if (parsed.isPossible()) return "invalid";
  return digits < 9 ? "too-short" : digits > 11 ? "too-long" : "invalid";
}

function failureOf(code: string): PhoneFailure {
  switch (code) {
    case "TOO_SHORT":
      return { problem: "too-short", callingCode: null };
    case "TOO_LONG":
      return { problem: "too-long", callingCode: null };
    case "INVALID_COUNTRY":
      return { problem: "unknown-country-code" };
    default:
      return { problem: "not-a-number" };
  }
}

/** Whether a number is a mobile's, as far as the numbering plan of its country tells the two apart. */
export function isMobile(phone: E164): boolean {
  const type = phoneLibrary().parsePhoneNumberWithError(phone).getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}

/** @returns the number spaced for reading: `+55 31 99999-8888`. */
export function formatPhone(phone: E164): string {
  const spaced = phoneLibrary().parsePhoneNumberWithError(phone).formatInternational();
  return phone.startsWith("+55") ? spaced.replace(/ (\d{4})$/, "-$1") : spaced;
}
