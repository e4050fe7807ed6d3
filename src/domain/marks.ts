/**
 * The one table of what stands in a phone number as people write it: which characters are digits, and which may
 * stand between the digits of one number. Reading numbers and masking them both go by it: what can be read is hidden.
 */

/** Everything that is drawn like a dash: Unicode's own dashes, and the minus signs. */
const DASHES = /[\p{Pd}\u2212\u02D7\u2043\u207B\u208B]/gu;
/** Marks without width: address books wrap copied numbers in marks of writing direction. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/** A number's spelling with every digit, blank, bracket and dash in its plain form, and without invisible marks. */
export function plainForm(text: string): string {
  return text.replace(DASHES, "-").normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-");
}

/**
 * `digit`: of a number in its plain form, or of another script.
 * `mark`: stands between the digits of one number and is passed over by whoever reads it.
 * `alike`: a letter that is written, or read, for a digit.
 * `star`: hides a digit. `letter`: ends a number. `other`: all other signs.
 */
type Kind = "digit" | "mark" | "alike" | "star" | "letter" | "other";

/** Beside blanks, marks without width and dashes: what `parsePhone` passes over, and what people put there as well. */
const MARKS = /^[\s\-().\\/_~·•]*$/u;
const PLAIN_DIGITS = /[0-9]/g;
const NUMERAL = /^[\p{N}〇零一二三四五六七八九]$/u;
/** Combining marks: a keycap is a digit with two of them. */
const COMBINING = /^\p{M}$/u;
const LETTER = /^[\p{L}]$/u;
const STARS = new Set(["*", "\uFF0A", "\uFE61"]);

/** Letters of Latin, Cyrillic and Greek that look like a digit, by that digit. */
const ALIKE: Readonly<Record<string, string>> = {
  ...byCharacter("OoQ\u041E\u043E\u039F\u03BF", "0"),
  ...byCharacter("lIiL\u0406\u0456\u0399\u217C", "1"),
  ...byCharacter("Zz", "2"),
  ...byCharacter("\u0417\u0437", "3"),
  ...byCharacter("Ss\u0405\u0455", "5"),
  ...byCharacter("G", "6"),
  ...byCharacter("B\u0412\u0392", "8"),
};

function byCharacter(characters: string, digit: string): Record<string, string> {
  return Object.fromEntries([...characters].map((character) => [character, digit]));
}

/** Characters that a terminal draws two columns wide. */
const WIDE =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]$/u;

/** @returns how many columns of a terminal a character takes */
export function columnsOf(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** What a character is in a phone number, and for how many digits it stands. */
export interface Sign {
  readonly kind: Kind;
  /** ASCII digits; empty for what is none, `?` for numerals that have no plain digit. */
  readonly digits: string;
  /** Whether `parsePhone` reads it: digits of other scripts and letters are only meant so by people. */
  readonly readable: boolean;
}

const known = new Map<string, Sign>();

/** @param character one code point */
export function signOf(character: string): Sign {
  const cached = known.get(character);
  if (cached !== undefined) return cached;
  const sign = classify(character);
  known.set(character, sign);
  return sign;
}

function classify(character: string): Sign {
  const plain = plainForm(character);
  if (STARS.has(character)) return signed("star");
  const digits = plain.match(PLAIN_DIGITS)?.join("") ?? "";
  if (digits !== "") return signed("digit", digits, MARKS.test(plain.replace(PLAIN_DIGITS, "")));
  if (NUMERAL.test(character)) return signed("digit", decimalOf(character));
  const digit = ALIKE[character] ?? ALIKE[plain];
  if (digit !== undefined) return signed("alike", digit);
  if (MARKS.test(plain)) return signed("mark", "", true);
  if (COMBINING.test(character)) return signed("mark");
  return signed(LETTER.test(character) ? "letter" : "other");
}

function signed(kind: Kind, digits = "", readable = false): Sign {
  return { kind, digits, readable };
}

/** The value of a decimal digit of any script: those of a script stand in a row, in their order, from zero. */
function decimalOf(character: string): string {
  const chinese = "〇一二三四五六七八九".indexOf(character);
  if (chinese >= 0) return String(chinese);
  const code = character.codePointAt(0) ?? 0;
  if (!isDecimal(code)) return "?";
  let before = 0;
  while (isDecimal(code - before - 1)) before += 1;
  return String(before % 10);
}

function isDecimal(code: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(code));
}
