/**
 * Numbers that WhatsApp knows in a long and a short form: mobiles of Brazil with and without the ninth digit,
 * numbers of Mexico with and without the 1, of Argentina with and without the 9, after the country code.
 */

/** Mobiles that are 9-2… to 9-5… were given out with nine digits: the last eight are somebody's landline. */
const BRAZIL_LONG = /^55(\d\d)9([6-9]\d{7})$/;
const BRAZIL_SHORT = /^55(?<area>\d\d)(?<rest>[6-9]\d{7})$/;
const BRAZIL_AREA = /^55(\d\d)/;
const MEXICO_LONG = /^521(\d{10})$/;
const MEXICO_SHORT = /^52(\d{10})$/;
const ARGENTINA_LONG = /^549(\d{10})$/;
const ARGENTINA_SHORT = /^54(\d{10})$/;

/** The area codes in which identities keep the ninth digit as a rule; there are exceptions, to be seeded. */
const KEEPS_NINTH_DIGIT = new Set("11 12 13 14 15 16 17 18 19 21 22 24 27 28".split(" "));

/** @returns the same number in its other form, or null when it has but one; digits in, digits out */
export function otherForm(digits: string): string | null {
  const long = longForm(digits);
  return long !== digits ? long : shortForm(digits) === digits ? null : shortForm(digits);
}

/** @returns the digits under which WhatsApp has the number, by a rule; see the switch `numberForm` */
export function canonicalForm(digits: string, rule: "area-code" | "long" | "short" | "as-asked"): string {
  switch (rule) {
    case "as-asked":
      return digits;
    case "long":
      return longForm(digits);
    case "short":
      return shortForm(digits);
    case "area-code": {
      const area = BRAZIL_AREA.exec(digits)?.[1];
      return area === undefined || KEEPS_NINTH_DIGIT.has(area) ? longForm(digits) : shortForm(digits);
    }
    default:
      return rule satisfies never;
  }
}

function longForm(digits: string): string {
  return digits
    .replace(BRAZIL_SHORT, "55$<area>9$<rest>")
    .replace(MEXICO_SHORT, "521$1")
    .replace(ARGENTINA_SHORT, "549$1");
}

function shortForm(digits: string): string {
  return digits.replace(BRAZIL_LONG, "55$1$2").replace(MEXICO_LONG, "52$1").replace(ARGENTINA_LONG, "54$1");
}
