/**
 * Masking: phone numbers are personal data, and whatever leaves the person's own terminal shows them with
 * four digits hidden (`+55 31 9****-8888`). Length is kept, so that a caret under an excerpt still points
 * to the right place.
 */

const PHONE_LIKE = /\+?\d(?:[\s().\-/]?[\s().\-/]?\d){6,}/g;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const SHOWN_AT_END = 4;
const HIDDEN = 4;

/** Hides the four digits before the last four in everything in a text that may be a phone number. */
export function maskText(text: string): string {
  return text.replace(PHONE_LIKE, (found) => (DATE.test(found) ? found : maskDigits(found)));
}

function maskDigits(number: string): string {
  let fromEnd = number.replace(/\D/g, "").length;
  return number.replace(/\d/g, (digit) => {
    fromEnd -= 1;
    return fromEnd >= SHOWN_AT_END && fromEnd < SHOWN_AT_END + HIDDEN ? "*" : digit;
  });
}
