import { describe, expect, test } from "vitest";
import { hideKeys, keyHider } from "../../src/domain/hidden-key.ts";

const ACCESS_KEY = "fictitious+access/key?~";
const DECODED = `acmebot1:${ACCESS_KEY}`;
const KEY = Buffer.from(DECODED).toString("base64");
const hide = keyHider(`Key ${KEY}`);

const each = (text: string, written: (character: string) => string) => [...text].map(written).join("");
const code = (character: string) => character.charCodeAt(0);
const hex = (character: string) => code(character).toString(16);

const ESCAPES: readonly (readonly [string, (text: string) => string])[] = [
  ["as it is", (text) => text],
  ["in capitals", (text) => text.toUpperCase()],
  ["in small letters", (text) => text.toLowerCase()],
  ["for a URL", encodeURIComponent],
  [
    "for a URL, in small letters",
    (text) => encodeURIComponent(text).replace(/%../g, (found) => found.toLowerCase()),
  ],
  ["for a URL, twice", (text) => encodeURIComponent(encodeURIComponent(text))],
  ["for a URL, three times", (text) => encodeURIComponent(encodeURIComponent(encodeURIComponent(text)))],
  ["for a URL, every character", (text) => each(text, (one) => `%${hex(one)}`)],
  ["for JSON", (text) => text.replace(/[+/=:]/g, (one) => `\\u00${hex(one)}`)],
  ["for JSON, with slashes", (text) => text.replaceAll("/", "\\/")],
  ["for JSON, every character", (text) => each(text, (one) => `\\u00${hex(one).toUpperCase()}`)],
  ["for JSON within JSON", (text) => text.replace(/[+/=:]/g, (one) => `\\\\u00${hex(one)}`)],
  ["for JavaScript", (text) => each(text, (one) => `\\x${hex(one)}`)],
  ["for HTML", (text) => text.replace(/[+/=:]/g, (one) => `&#${code(one)};`)],
  ["for HTML, in hexadecimal", (text) => each(text, (one) => `&#x${hex(one)};`)],
  [
    "for HTML, by name",
    (text) =>
      text
        .replaceAll("=", "&equals;")
        .replaceAll("+", "&plus;")
        .replaceAll("/", "&sol;")
        .replaceAll(":", "&colon;"),
  ],
  ["for HTML, twice", (text) => text.replace(/[+/=:]/g, (one) => `&amp;#${code(one)};`)],
  ["for mail", (text) => text.replaceAll("=", "=3D").replaceAll(":", "=3A")],
  [
    "for mail, over two lines",
    (text) => `${text.slice(0, 9).replaceAll("=", "=3D")}=\r\n${text.slice(9).replaceAll("=", "=3D")}`,
  ],
  ["for a URL in JSON", (text) => encodeURIComponent(text).replaceAll("%", "\\u0025")],
];

/** What it is, and in how many of the ways above it is escaped. */
const FORMS: readonly (readonly [string, string, number?])[] = [
  ["the key", KEY],
  ["without its padding", KEY.replace(/=+$/, "")],
  ["in the alphabet of URLs", KEY.replaceAll("+", "-").replaceAll("/", "_")],
  ["decoded", DECODED],
  ["the access key alone", ACCESS_KEY],
  ["in hexadecimal digits", Buffer.from(KEY).toString("hex"), 3],
  ["decoded in hexadecimal digits", Buffer.from(DECODED).toString("hex"), 3],
  ["the header in base64", Buffer.from(`Key ${KEY}`).toString("base64"), 5],
  ["the header in base64, one to the right", Buffer.from(`x: ${KEY}\n`).toString("base64"), 5],
];

/** Six signs of a secret that stand together in a text tell a part of it. */
function partsOf(secret: string): string[] {
  return Array.from({ length: secret.length - 5 }, (_, index) =>
    secret.slice(index, index + 6).toLowerCase(),
  );
}

describe("the key of a run is hidden", () => {
  for (const [what, form, ways] of FORMS)
    test.each(ESCAPES.slice(0, ways))(`${what}, escaped %s`, (_how, written) => {
      const echoed = written(form);
      for (const [before, after] of [
        ["denied: Key ", " (x)"],
        ["lists/", ".yaml:7"],
        ['{"description":"', '"}'],
        ["https://x.example/?key=", "&a=1"],
      ]) {
        const shown = hide(`${before}${echoed}${after}`);
        expect(shown).toHaveLength(`${before}${echoed}${after}`.length);
        expect([shown, shown.endsWith(`${after}`)]).toEqual([shown, true]);
        for (const part of partsOf(echoed)) expect(shown.toLowerCase()).not.toContain(part);
      }
    });

  test("wherever it stands, and as often as it does", () => {
    expect(hide(`${KEY} and ${KEY}, ${DECODED}`)).toBe(
      `${"*".repeat(KEY.length)} and ${"*".repeat(KEY.length)}, ${"*".repeat(DECODED.length)}`,
    );
  });

  test("where it was cut to fit", () => {
    for (let length = 10; length < DECODED.length; length += 1)
      expect(hide(`"xx ${DECODED.slice(0, length)}…"`)).toBe(`"xx ${"*".repeat(length)}…"`);
  });

  test("in a stack trace", () => {
    const error = new Error(`fetch failed for Key ${KEY}`);
    expect(hide(error.stack ?? "")).not.toContain(KEY.slice(0, 12));
  });

  test("and nothing else: texts without it stay as they are", () => {
    for (const text of ["", "acmebot1", "Key", "100%25 of &amp; and \\u0041", "a=3Db", "=".repeat(100)])
      expect(hide(text)).toBe(text);
    expect(keyHider("")("anything")).toBe("anything");
    expect(keyHider("short")("short")).toBe("short");
  });

  test("also where BLIP_KEY is set to what is no key", () => {
    expect(keyHider("a secret of another kind")("no: a%20secret%20of%20another%20kind")).not.toContain(
      "secret",
    );
  });
});

describe("what looks like a key is hidden", () => {
  test.each(ESCAPES.filter(([how]) => !/capitals|small letters$/.test(how) || how.startsWith("for")))(
    "escaped %s",
    (_how, written) => {
      const other = Buffer.from("otherbot:a-key-of-nobody").toString("base64");
      for (const before of ["denied: ", "lists/", "https://x.example/a-b/", "?key=", "x_"]) {
        const shown = hideKeys(`${before}${written(other)} (x)`);
        for (const part of partsOf(written(other))) expect([before, shown].join()).not.toContain(part);
      }
    },
  );
});

describe("megabytes are looked through in one go", () => {
  test.each(["a", "/", "a/", "%25", "%", "\\", "\\u", "&amp;", "&#6", "=", "=3", "YWNtZWJvdDE6", "…"])(
    "of %j",
    (piece) => {
      const text = piece.repeat(Math.ceil(2_000_000 / piece.length));
      expect(hide(text)).toHaveLength(text.length);
      expect(hideKeys(text)).toHaveLength(text.length);
    },
  );
});
