/**
 * Masking: phone numbers are personal data, and whatever leaves the person's own terminal shows them with
 * four digits hidden (`+55 31 9****-8888`). Length is kept, so that a caret under an excerpt still points
 * to the right place.
 */

/** What may stand between two digits of one number: blanks, invisible marks, dashes, dots, brackets. */
const BETWEEN = String.raw`(?:[^\S\r\n\uFEFF]|[\p{Cf}\p{Pd}\u2212().\/_~·•])*`;
const DAY = String.raw`(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;

/** A moment or a digest, which are left as they are, or seven digits and more. */
const KEPT_OR_DIGITS = new RegExp(
  String.raw`(?<kept>${DAY}[ T]\d{2}:\d{2}|\bsha256:[0-9a-f]{64}\b)|\p{N}(?:${BETWEEN}\p{N}){6,}`,
  "gu",
);
/** Ten digits and more. */
const LONG_DIGITS = new RegExp(String.raw`\p{N}(?:${BETWEEN}\p{N}){9,}`, "gu");
const DAY_BETWEEN_BLANKS = new RegExp(String.raw`(?<=^|\s)(${DAY})(?=\s|$)`, "u");

const SHOWN_AT_END = 4;
const HIDDEN = 4;
const PHONE_DIGITS_MIN = 7;
/** Of E.164. More are several numbers side by side, of which nothing but the last four is to be shown. */
const PHONE_DIGITS_MAX = 15;

/** Hides the four digits before the last four in everything in a text that may be a phone number. */
export function maskText(text: string): string {
  return text.replace(KEPT_OR_DIGITS, (found, kept: string | undefined) =>
    kept === undefined ? maskAroundDays(found) : found,
  );
}

/**
 * The same for what people name lists and files. Names are full of days and counters, and hold no part of a number:
 * from ten digits on, which whole numbers have, they are masked.
 */
export function maskName(name: string): string {
  return name.replace(LONG_DIGITS, maskDigits);
}

/** Keeps a day such as 2026-11-03, unless what stands beside it could make the two one number. */
function maskAroundDays(digits: string): string {
  const parts = digits.split(DAY_BETWEEN_BLANKS);
  const beside = parts.filter((_part, index) => index % 2 === 0).map(countDigits);
  if (beside.some((count) => count > 0 && count < PHONE_DIGITS_MIN)) return maskDigits(digits);
  return parts.map((part, index) => (index % 2 === 0 ? maskDigits(part) : part)).join("");
}

function maskDigits(number: string): string {
  let fromEnd = countDigits(number);
  const hidden = fromEnd > PHONE_DIGITS_MAX ? fromEnd : HIDDEN;
  return number.replace(/\p{N}/gu, (digit) => {
    fromEnd -= 1;
    return fromEnd >= SHOWN_AT_END && fromEnd < SHOWN_AT_END + hidden ? asterisk(digit) : digit;
  });
}

function countDigits(text: string): number {
  return text.match(/\p{N}/gu)?.length ?? 0;
}

/** An asterisk as wide as the digit: East Asian keyboards write digits of double width. */
function asterisk(digit: string): string {
  return /[\uFF10-\uFF19]/.test(digit) ? "\uFF0A" : "*";
}
