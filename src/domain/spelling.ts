/** How people and programs write a phone number, down to the digits that are meant. */

import { plainForm } from "./marks.ts";

/** Why no one number can be meant by a text. */
export type SpellingFailure =
  | { readonly problem: SpellingProblem }
  /** Two numbers, or a number and something else, with what stands between their digits. */
  | { readonly problem: "several"; readonly between: string };

type SpellingProblem =
  | "not-a-number"
  | "extra-text"
  | "scientific"
  | "fraction"
  | "negative"
  | "letter"
  | "brackets"
  | "tax-number";

export interface Spelling {
  /** After a plus where there is one. */
  readonly digits: string;
  /** The same in the groups they were written in, without brackets. */
  readonly groups: string;
  /** Whether `.0` was dropped, which is what is left of a number that a program took for an amount. */
  readonly isDecimal: boolean;
}

/** @param callingCode of the country whose national form a number without `+` is in, digits alone */
export function readSpelling(text: string, callingCode: string): Spelling | SpellingFailure {
  const bare = unwrap(plain(text));
  if (!/\d/.test(bare)) return { problem: "not-a-number" };
  if (bare.length > LENGTH_MAX) return { problem: "extra-text" };
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(bare)) return { problem: "scientific" };
  const decimal = readDecimal(bare);
  if (decimal === "fraction") return { problem: "fraction" };
  const whole = withoutCarrierMark(decimal ?? bare);
  const failure = wrongMarks(whole);
  if (failure !== null) return failure;
  const groups = withoutBrackets(whole, callingCode);
  if (groups === null) return { problem: "brackets" };
  if (!/^\+?[ .-]*\d[\d .-]*$/.test(groups)) return { problem: "not-a-number" };
  const dash = strayDash(groups);
  if (dash !== null) return { problem: "several", between: dash };
  return { digits: groups.replace(/[ .-]/g, ""), groups, isDecimal: decimal !== null };
}

/** Without what is put around it, no number takes more characters, however many blanks are in it. */
const LENGTH_MAX = 250;

/** All but superscripts, fractions and digits in circles, which stand for a note, and halves of characters. */
const NO_NOTES = /[^\p{No}\p{Nl}\p{Cs}\u00B4]+/gu;

/** Of Arabic and of Persian, which their keyboards write for those of Europe. */
const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

/** The text in ASCII, as far as it has digits and marks that have a meaning in a number. */
function plain(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text.trim();
  return text
    .replace(NO_NOTES, plainForm)
    .replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0x0f))
    .replace(/\t/g, " ")
    .trim();
}

/** What programs put around a number: against being taken for a formula, or to make a link of it. */
const WRAPPINGS: readonly RegExp[] = [
  /^['\u2018\u2019`\u00B4](.*?)['\u2018\u2019`\u00B4]?$/,
  /^=?\s*["\u201C\u201D](.*)["\u201C\u201D]$/,
  /^=(\+?\d+)$/,
  /^(?:tel|whatsapp|sms|smsto|callto):(?!\/\/send)(?:\/\/)?(.*)$/i,
];
const WRAPPINGS_MAX = 5;

/** @returns the text without the quotes, or the formula of a text, that programs put around one */
export function unquote(text: string): string {
  return WRAPPINGS.slice(0, 2).reduce((inner, pattern) => inner.replace(pattern, "$1").trim(), text.trim());
}

/** Links that open a conversation: what they hold is international, with the plus or without. */
const LINK =
  /^(?:(?:https?:\/\/)?(?:www\.)?wa\.me\/(?:c\/)?|(?:https?:\/\/)?(?:api\.|web\.|www\.)?whatsapp\.com\/send\/?\?(?:[^#]*&)?phone=|whatsapp:\/\/send\/?\?(?:[^#]*&)?phone=)([^/?&#]*)(?:[/?&#].*)?$/i;

function unwrap(text: string): string {
  let inner = text;
  for (let layer = 0; layer < WRAPPINGS_MAX; layer += 1) {
    const linked = LINK.exec(inner)?.[1];
    if (linked !== undefined) return withPlus(decoded(linked));
    const wrapping = WRAPPINGS.find((pattern) => pattern.test(inner));
    if (wrapping === undefined) break;
    inner = decoded(inner.replace(wrapping, "$1").trim());
  }
  return inner;
}

function decoded(text: string): string {
  return text.replace(/%2B/gi, "+").replace(/%20/g, " ").trim();
}

function withPlus(number: string): string {
  return /^\d/.test(number) ? `+${number}` : number;
}

/** @returns the whole number where the text is a decimal one, null where it is none */
function readDecimal(text: string): string | "fraction" | null {
  const thousands = /^(\d{1,3}(?:\.\d{3})+),(\d+)$/.exec(text);
  const [, whole = "", mark = "", fraction = ""] =
    thousands === null
      ? (/^(\+?\d+)\s*([.,])\s*(\d+)$/.exec(text) ?? [])
      : ["", thousands[1], ",", thousands[2]];
  if (mark === "" || (mark === "." && isSeparator(whole.replace("+", "").length, fraction))) return null;
  return /^0+$/.test(fraction) ? whole : "fraction";
}

/** Whether a dot stands between groups of digits (31.999998888, 3199999.8888) and not before a fraction. */
function isSeparator(before: number, fraction: string): boolean {
  const isLastGroup = fraction.length === 4 && (before < 8 || fraction !== "0000");
  return isLastGroup || (fraction.length >= 8 && before >= 2 && before <= 6);
}

/** `(xx) 99999-8888`: the area code is left open. */
const NO_AREA_CODE = /^\(?0?(?:xx|\*\*)\)?[ .-]*(?=\d{4,5}[ .-]?\d{4}$)/i;

/** `0xx31`: Brazilians write xx where a carrier is to be dialled. */
function withoutCarrierMark(text: string): string {
  const open = text.replace(NO_AREA_CODE, "");
  return open.replace(
    /^((?:\+?55)?[ (]*)0?(?:xx|\*\*)(?=[ .)-]*\d{2})/i,
    (_, before: string) => `${before}0`,
  );
}

const TAX_NUMBER = /^\d{3}\.\d{3}\.\d{3}-\d{2}$/;

/** @returns what is wrong where something stands there that no number has in it */
function wrongMarks(text: string): SpellingFailure | null {
  if (TAX_NUMBER.test(text)) return { problem: "tax-number" };
  if (/^-\s*[\d(+]/.test(text)) return { problem: "negative" };
  const inner = text.replace(/^\(?\s*\+/, "");
  const between = /\d[ .()-]*([^\d .()-]+)[^\d]*\d/.exec(inner)?.[1];
  if (!/[^\d .()-]/.test(inner)) return null;
  if (isMistyped(inner)) return { problem: "letter" };
  if (between !== undefined) return { problem: "several", between: between.trim() };
  return { problem: /\d{2}/.test(inner) ? "extra-text" : "not-a-number" };
}

/** Whether a letter that looks like a digit stands among digits. */
function isMistyped(text: string): boolean {
  return /^[\d .()OolI-]+$/.test(text) && /\d/.test(text);
}

/**
 * Brackets stand around the first group: the area code, the country code or a trunk zero. Some Brazilians have
 * the ninth digit in brackets as well; a whole number may stand in brackets.
 * @returns the text with blanks for brackets, or null where they stand elsewhere
 */
function withoutBrackets(text: string, callingCode: string): string | null {
  if (!/[()]/.test(text)) return text;
  const inside = /^\(([^()]*)\)$/.exec(text)?.[1] ?? text;
  let before = "";
  for (const { 0: part, 1: bracketed, index } of inside.matchAll(/\(([^()]*)\)|[^()]+|[()]/g)) {
    if (/^[()]$/.test(part)) return null;
    if (bracketed !== undefined) {
      const after = inside.slice(index + part.length).replace(/\D/g, "");
      if (!mayBeBracketed(before, bracketed.trim(), after, callingCode)) return null;
    }
    before += part.replace(/[^\d+]/g, "");
  }
  return inside.replace(/[()]/g, " ").trim();
}

/** @param before, after what stands on both sides of the brackets, digits alone, after a plus where there is one */
function mayBeBracketed(before: string, inside: string, after: string, callingCode: string): boolean {
  if (!/^\+?\d[\d .-]*$/.test(inside) || after === "") return false;
  if (inside === "9" && after.length === 8 && /^(?:\+?55|0055|0)?\d{2}$/.test(before)) return true;
  return before === callingCode || /^(?:\+?|\+\d{1,3}0?|00\d{1,5}|0|0\d{2})$/.test(before);
}

/**
 * A dash beside a blank parts what belongs together (31 - 99999-8888, 99999 - 8888) and what does not
 * (9999-8888 - 1, an extension). It is passed over where neither side could stand alone.
 * @returns the mark that parts two things, or null
 */
function strayDash(groups: string): string | null {
  for (const { 0: mark, index } of groups.matchAll(/[ .-]+(?=\d)/g)) {
    if (!mark.includes("-") || !mark.includes(" ")) continue;
    const before = digitCount(groups.slice(0, index));
    const after = digitCount(groups.slice(index));
    const isEnd = after === 4 || (after === 3 && groups.startsWith("+") && before < 10);
    if (!isEnd && (after < 5 || before > 7)) return mark;
  }
  return null;
}

function digitCount(text: string): number {
  return text.replace(/\D/g, "").length;
}
