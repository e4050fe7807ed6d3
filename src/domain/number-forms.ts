/**
 * One line under several numbers. Countries have lengthened and shortened their numbers, and WhatsApp keeps an
 * account under the digits it was registered with: whoever is known by the old number is known by the new one.
 */

/** An old form of a number, which is read as the number of today. */
export type LegacyForm =
  | "ninth-digit-missing"
  | "mexican-mobile-one"
  | "ivorian-eight-digits"
  | "beninese-eight-digits"
  | "gabonese-seven-digits";

/** Patterns of E.164 digits without the plus, country code first, and what becomes of them. */
interface Renumbering {
  /** Null where the old form is a number of its own as well, and is left as it is written. */
  readonly form: LegacyForm | null;
  readonly old: RegExp;
  readonly toModern: string;
  readonly modern: RegExp;
  readonly toOld: readonly string[];
}

/**
 * Only mobiles that began with 6 to 9 got the ninth digit of Brazil. One that is 9-2… to 9-5… was given out later:
 * without its 9 it would be the landline of somebody else.
 */
const BRAZIL: Renumbering = {
  form: "ninth-digit-missing",
  old: /^55(\d{2})([6-9]\d{7})$/,
  toModern: "55$19$2",
  modern: /^55(\d{2})9([6-9]\d{7})$/,
  toOld: ["55$1$2"],
};

/** Mobiles of Mexico had a 1 after the country code until 2019. */
const MEXICO: Renumbering = {
  form: "mexican-mobile-one",
  old: /^521(\d{10})$/,
  toModern: "52$1",
  modern: /^52(\d{10})$/,
  toOld: ["521$1"],
};

/** Mobiles of Argentina have a 9 after the country code for callers from abroad: which of the two is not old. */
const ARGENTINA: Renumbering = {
  form: null,
  old: /^549(\d{10})$/,
  toModern: "54$1",
  modern: /^54(\d{10})$/,
  toOld: ["549$1"],
};

/** Benin put 01 before all its numbers in November 2024. */
const BENIN: Renumbering = {
  form: "beninese-eight-digits",
  old: /^229(\d{8})$/,
  toModern: "22901$1",
  modern: /^22901(\d{8})$/,
  toOld: ["229$1"],
};

/**
 * Ivory Coast put two digits before all its numbers on 31 January 2021, which name the operator. It shows in the
 * second digit of an old mobile and in the third of an old landline.
 */
const IVORY_COAST: readonly Renumbering[] = [
  ivorian("01", String.raw`[04-9][0-3]\d{6}`),
  ivorian("05", String.raw`[04-9][4-6]\d{6}`),
  ivorian("07", String.raw`[04-9][7-9]\d{6}`),
  ivorian("21", String.raw`2\d8\d{5}`),
  ivorian("25", String.raw`[23]\d0\d{5}`),
  ivorian("27", String.raw`2\d[1-79]\d{5}|3\d[1-9]\d{5}`),
];

function ivorian(operator: string, old: string): Renumbering {
  return {
    form: "ivorian-eight-digits",
    old: new RegExp(`^225(${old})$`),
    toModern: `225${operator}$1`,
    modern: new RegExp(`^225${operator}(${old})$`),
    toOld: ["225$1"],
  };
}

/** Gabon put a digit before each of its prefixes in 2019, and took the 0 off for callers from abroad. */
const GABON: readonly Renumbering[] = ["11", "62", "65", "66", "74", "77"].map((prefix) => {
  const before = prefix.slice(1);
  return {
    form: "gabonese-seven-digits",
    old: new RegExp(`^2410?${before}(\\d{6})$`),
    toModern: `241${prefix}$1`,
    modern: new RegExp(`^241${prefix}(\\d{6})$`),
    toOld: [`2410${before}$1`, `241${before}$1`],
  };
});

const BY_COUNTRY = new Map<string, readonly Renumbering[]>([
  ["55", [BRAZIL]],
  ["52", [MEXICO]],
  ["54", [ARGENTINA]],
  ["229", [BENIN]],
  ["225", IVORY_COAST],
  ["241", GABON],
]);

function renumberingsOf(digits: string): readonly Renumbering[] {
  return BY_COUNTRY.get(digits.slice(0, 2)) ?? BY_COUNTRY.get(digits.slice(0, 3)) ?? [];
}

/**
 * @param digits of E.164 without the plus, which come out so as well
 * @returns the number of today, and which old form this was; null where it is none
 */
export function modernNumber(digits: string): { digits: string; form: LegacyForm | null } | null {
  const found = renumberingsOf(digits).find(({ old }) => old.test(digits));
  return found ? { digits: digits.replace(found.old, found.toModern), form: found.form } : null;
}

/** @returns the digits under which this line may be known, these first; without a plus, in and out */
export function formsOf(digits: string): readonly string[] {
  const modern = modernNumber(digits)?.digits ?? digits;
  const found = renumberingsOf(modern).find((one) => one.modern.test(modern));
  if (found === undefined) return [digits];
  const old = found.toOld.map((form) => modern.replace(found.modern, form));
  return modern === digits ? [digits, ...old] : [digits, modern, ...old.filter((form) => form !== digits)];
}
