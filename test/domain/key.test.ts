import { describe, expect, test } from "vitest";
import { hideKeys, offsetOfKey } from "../../src/domain/hidden-key.ts";
import { looksLikeKey, parseKey } from "../../src/domain/key.ts";

function base64(text: string | Buffer): string {
  return Buffer.from(text).toString("base64");
}

const KEY = base64("acmebot:not-a-real-access-key");

describe("a bot's key", () => {
  test.each([KEY, `Key ${KEY}`, `key ${KEY}`, `KEY\t${KEY}`, `  Key   ${KEY}\r\n`])(
    "is read from %j",
    (text) => {
      expect(parseKey(text)).toEqual({ key: KEY, bot: "acmebot" });
    },
  );

  test.each([
    ["empty", ""],
    ["the word alone", "Key"],
    ["not base64", "acmebot:not-a-real-access-key"],
    ["quoted", `"${KEY}"`],
    ["of two lines", `${KEY}\n${KEY}`],
    ["another scheme", `Bearer ${KEY}`],
    ["without a colon", base64("acmebot")],
    ["without an identifier", base64(":secret")],
    ["without an access key", base64("acmebot:")],
    ["of an identifier with a blank", base64("acme bot:secret")],
    ["of an identifier with an @", base64("acmebot@msging.net:secret")],
    ["of bytes that are no text", base64(Buffer.from([0xff, 0xfe, 0x3a, 0x41]))],
  ])("is not a text that is %s", (_what, text) => {
    expect(parseKey(text)).toBeNull();
  });
});

describe("a key where none belongs", () => {
  test("is recognised, also without its padding", () => {
    expect(looksLikeKey(KEY)).toBe(true);
    expect(looksLikeKey(KEY.replaceAll("=", ""))).toBe(true);
  });

  test.each([
    "acme",
    "acmenotifications2026brasil",
    "black-friday-of-the-year-2026",
    base64("an ordinary text of some length"),
  ])("is not seen in %s", (text) => {
    expect(looksLikeKey(text)).toBe(false);
    expect(hideKeys(text)).toBe(text);
    expect(offsetOfKey(text)).toBeNull();
  });

  test("is hidden at its full length, wherever it stands", () => {
    const text = `key: "Key ${KEY}" # and ${KEY}`;
    expect(hideKeys(text)).toBe(text.replaceAll(KEY, "*".repeat(KEY.length)));
    expect(offsetOfKey(text)).toBe(text.indexOf(KEY));
  });
});
