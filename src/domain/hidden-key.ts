/** Hides keys in what is shown or written, in whatever form they come. In time that grows with the text and no faster. */

import type { Stretch } from "./digits.ts";
import { KEY_LENGTH_MIN, parseKey } from "./key.ts";
import type { Unescaped } from "./unescape.ts";
import { unescaped, unescapedMail } from "./unescape.ts";

type Find = (text: string) => Stretch[];

/** Base64 of either alphabet. Paths and names are of these signs as well: a key may begin at any of their parts. */
const RUN = new RegExp(`[A-Za-z0-9+/_-]{${KEY_LENGTH_MIN},}={0,2}`, "g");
const PART = /[A-Za-z0-9]+/g;
const IDENTIFIER = /^[^\s:@\p{C}\uFFFD]+:./u;
const UNREADABLE = /[\p{C}\uFFFD]/u;
/** What tells at a glance that a part is no key, and as much as one can be long. */
const GLANCE = KEY_LENGTH_MIN;
const KEY_LENGTH_MAX = 600;

/** @returns where the first key in a text begins, or null. */
export function offsetOfKey(text: string): number | null {
  return everywhere(text, likeKeys)[0]?.start ?? null;
}

/** Hides everything in a text that looks like a bot's key; its length is kept. */
export function hideKeys(text: string): string {
  // Names and numbers are short, and there are hundreds of thousands of them in a plan.
  if (text.length < KEY_LENGTH_MIN || !(LONG.test(text) || ESCAPED.test(text))) return text;
  return starred(text, everywhere(text, likeKeys));
}

const LONG = new RegExp(`[A-Za-z0-9+/_-]{${KEY_LENGTH_MIN}}`);
const ESCAPED = /[%\\&=]/;

/** Of this length a secret, or a part of one, is no word that stands somewhere by chance. */
const SECRET_LENGTH_MIN = 8;

/**
 * @param setting what BLIP_KEY is set to, a key or not
 * @returns what hides it in a text as it is, decoded, and encoded or escaped in any way that is usual, in whatever
 * case; the length of the text is kept
 */
export function keyHider(setting: string): (text: string) => string {
  const forms = formsOf(setting);
  if (forms.length === 0) return (text) => text;
  const find = finderOf(forms);
  return (text) => starred(text, everywhere(text, find));
}

/** A way to write a secret, in small letters. */
interface Form {
  readonly text: string;
  /** Whether it is within a longer text in base64, of which the signs beside it tell a part of the secret. */
  readonly isWithin: boolean;
}

function formsOf(setting: string): Form[] {
  const given = setting.trim().replace(/^key\s+/i, "");
  const decoded = parseKey(given) === null ? "" : Buffer.from(given, "base64").toString("utf8");
  const access = decoded.slice(decoded.indexOf(":") + 1);
  const secrets = [given.replace(/=+$/, ""), decoded, access].filter(
    ({ length }) => length >= SECRET_LENGTH_MIN,
  );
  const plain = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("hex")]);
  const within = secrets.flatMap(encodedWithin);
  return [
    ...inBothAlphabets(plain).map((text) => ({ text, isWithin: false })),
    ...inBothAlphabets(within).map((text) => ({ text, isWithin: true })),
  ];
}

function inBothAlphabets(texts: readonly string[]): string[] {
  const all = texts.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
  return [...new Set(all.map(smallLetters))].filter(({ length }) => length >= SECRET_LENGTH_MIN);
}

/** What is left of a secret in the base64 of a longer text, by where in it the secret begins. */
function encodedWithin(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from(" ".repeat(before) + secret).toString("base64");
    return encoded.slice(Math.ceil((before * 8) / 6), -4);
  });
}

function finderOf(forms: readonly Form[]): Find {
  // Most texts hold none: they are asked for the forms that are part of others, and for no other.
  const cores = forms.filter(
    ({ text }) => !forms.some((other) => other.text !== text && text.includes(other.text)),
  );
  return (text) => {
    const small = smallLetters(text);
    const cut = cutPlaces(forms, small);
    if (!cores.some((core) => small.includes(core.text))) return cut;
    return [...cut, ...forms.flatMap((form) => placesOf(form, small, text))];
  };
}

const WITHIN_BASE64 = /[A-Za-z0-9+/_-]/;
/** Four signs are three bytes. */
const BESIDE_MAX = 4;

const CUT = "…";
const CUTS_MAX = 1_000;
const BEGINNING_MIN = 10;

/** Where a message was cut in the middle of a form, which it shows the beginning of. */
function cutPlaces(forms: readonly Form[], small: string): Stretch[] {
  const found: Stretch[] = [];
  let end = small.indexOf(CUT);
  for (let count = 0; end >= 0 && count < CUTS_MAX; count += 1) {
    const before = small.slice(Math.max(0, end - KEY_LENGTH_MAX), end);
    const lengths = forms.map(({ text }) => lengthOfBeginning(text, before));
    const longest = Math.max(...lengths);
    if (longest > 0) found.push({ start: end - longest, end });
    end = small.indexOf(CUT, end + 1);
  }
  return found;
}

/** @returns how much of a form a text ends with the beginning of, or 0 for little */
function lengthOfBeginning(form: string, text: string): number {
  const beginning = form.slice(0, BEGINNING_MIN);
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1))
    if (form.startsWith(text.slice(at))) return text.length - at;
  return 0;
}

function placesOf({ text: form, isWithin }: Form, small: string, text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = small.indexOf(form); at >= 0; at = small.indexOf(form, at + form.length)) {
    let start = at;
    let end = at + form.length;
    const beside = isWithin ? BESIDE_MAX : 0;
    while (at - start < beside && WITHIN_BASE64.test(text.charAt(start - 1))) start -= 1;
    while (end - at - form.length < beside && WITHIN_BASE64.test(text.charAt(end))) end += 1;
    while (text.charAt(end) === "=" && end - at - form.length < BESIDE_MAX + 2) end += 1;
    found.push({ start, end });
  }
  return found;
}

/** Of the same length: to some letters, the small one is two. */
function smallLetters(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function likeKeys(text: string): Stretch[] {
  return [...text.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    for (const { index: at } of run.matchAll(PART)) {
      if (run.length - at < KEY_LENGTH_MIN) break;
      if (isLikeKey(run, at)) return [{ start: index + at, end: index + run.length }];
    }
    return [];
  });
}

/** Whether an identifier, a colon and more can be read there in base64. */
function isLikeKey(run: string, at: number): boolean {
  if (UNREADABLE.test(decodedAt(run, at, GLANCE))) return false;
  const decoded = decodedAt(run, at, KEY_LENGTH_MAX);
  const end = UNREADABLE.exec(decoded)?.index ?? decoded.length;
  return IDENTIFIER.test(decoded.slice(0, end));
}

function decodedAt(run: string, at: number, length: number): string {
  return Buffer.from(run.slice(at, at + length), "base64").toString("utf8");
}

/** Looks for something in a text and in what it reads as when its escapes are resolved, twice over. */
function everywhere(text: string, find: Find): Stretch[] {
  const found = find(text);
  if (!ESCAPED.test(text)) return found.sort((a, b) => a.start - b.start);
  for (const resolve of [unescaped, unescapedMail]) {
    const once = resolve(text);
    if (once === null) continue;
    found.push(...originsOf(find(once.text), once));
    const twice = unescaped(once.text);
    if (twice !== null) found.push(...originsOf(originsOf(find(twice.text), twice), once));
  }
  return found.sort((a, b) => a.start - b.start);
}

function originsOf(found: readonly Stretch[], { origin }: Unescaped): Stretch[] {
  return found.map(({ start, end }) => ({ start: origin(start), end: origin(end) }));
}

/** @param found in the order of their beginnings; they may overlap */
function starred(text: string, found: readonly Stretch[]): string {
  if (found.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push(text.slice(at, from), "*".repeat(end - from));
    at = end;
  }
  return parts.join("") + text.slice(at);
}
