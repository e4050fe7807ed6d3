/** A text as it reads when the escapes of URLs, HTML, JSON and mail in it are resolved, and where each part came from. */

export interface Unescaped {
  readonly text: string;
  /** @returns where in the original text a character of the resolved text begins; its end for the length */
  origin(index: number): number;
}

/** Of the signs that keys are made of. Escaped several times over, the sign that escapes is escaped itself: `%252B`, `&amp;#43;`, `\\u002b`. */
const ESCAPE =
  /%(?:25)*([2-7][0-9a-f])|\\{1,8}u\{?0{0,4}([2-7][0-9a-f])(?![0-9a-f])\}?|\\{1,8}u00([2-7][0-9a-f])|\\{1,8}x([2-7][0-9a-f])|\\{1,8}(\/)|&(?:amp;)*#0{0,5}(3[2-9]|[4-9]\d|1[01]\d|12[0-6])(?!\d);?|&(?:amp;)*#x0{0,5}([2-7][0-9a-f])(?![0-9a-f]);?|&(?:amp;)*(equals|plus|sol|colon|lowbar|hyphen|period);/gi;
/** Mail writes `=3D`, and breaks its lines behind a lonely `=`. */
const ESCAPE_OF_MAIL = /=([2-7][0-9A-F])|=\r?\n()/g;
const NAMED: Readonly<Record<string, string>> = {
  equals: "=",
  plus: "+",
  sol: "/",
  colon: ":",
  lowbar: "_",
  hyphen: "-",
  period: ".",
};

/** @returns null where nothing in the text is escaped */
export function unescaped(text: string): Unescaped | null {
  return resolved(text, ESCAPE, ([, percent, braces, json, x, slash, decimal, hex, name]) => {
    if (slash !== undefined) return slash;
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? "";
    if (decimal !== undefined) return String.fromCharCode(Number(decimal));
    return fromHex(percent ?? braces ?? json ?? x ?? hex ?? "");
  });
}

/** @returns null where nothing in the text is escaped for mail. Text such as `key=41` reads as if it were. */
export function unescapedMail(text: string): Unescaped | null {
  return resolved(text, ESCAPE_OF_MAIL, ([, code]) => (code === undefined ? "" : fromHex(code)));
}

function fromHex(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

function resolved(
  text: string,
  pattern: RegExp,
  meaningOf: (match: RegExpMatchArray) => string,
): Unescaped | null {
  const parts: string[] = [];
  /** From here on, resolved and original text run side by side. */
  const marks: { readonly here: number; readonly there: number }[] = [{ here: 0, there: 0 }];
  let there = 0;
  let here = 0;
  for (const match of text.matchAll(pattern)) {
    const meaning = meaningOf(match);
    parts.push(text.slice(there, match.index), meaning);
    here += match.index - there;
    if (meaning !== "") marks.push({ here, there: match.index });
    here += meaning.length;
    there = match.index + match[0].length;
    marks.push({ here, there });
  }
  if (parts.length === 0) return null;
  parts.push(text.slice(there));
  return { text: parts.join(""), origin: (index) => originOf(index, marks) };
}

function originOf(
  index: number,
  marks: readonly { readonly here: number; readonly there: number }[],
): number {
  let low = 0;
  let high = marks.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.here ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const { here, there } = marks[low] ?? { here: 0, there: 0 };
  return there + index - here;
}
