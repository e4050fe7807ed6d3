/** A line as whoever reads it sees it, when a browser, a terminal or a program has decoded it. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour sequence
const ANSI = /\u001b\[[\d;]*[A-Za-z]/g;
const TAG = /<\/?[a-z][^<>]*>/gi;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(nbsp|plus|lpar|rpar|period|hyphen|dash|shy|sol));/gi;
const NAMED: Readonly<Record<string, string>> = {
  nbsp: " ",
  plus: "+",
  lpar: "(",
  rpar: ")",
  period: ".",
  hyphen: "-",
  dash: "-",
  shy: "\u00ad",
  sol: "/",
};
const PERCENT = /(?:%[0-9a-f]{2})+/gi;
const JSON_ESCAPE = /\\u([0-9a-f]{4})/gi;

/** Digits that NFKC leaves as they are: zero of Arabic, Persian, Devanagari, Bengali and Thai. */
const ZEROS = [0x06_60, 0x06_f0, 0x09_66, 0x09_e6, 0x0e_50];

export function asRead(line: string): string {
  return line
    .replace(ANSI, "")
    .replace(TAG, "")
    .replace(JSON_ESCAPE, (_found, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(PERCENT, fromPercent)
    .replace(REFERENCE, fromReference)
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, asciiDigit);
}

function fromPercent(found: string): string {
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

function fromReference(found: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? found;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : found;
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}
