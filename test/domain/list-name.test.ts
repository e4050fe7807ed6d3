import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  isSendersList,
  listIdentity,
  listKey,
  listNameOf,
  parseListName,
  suggestListName,
} from "../../src/domain/list-name.ts";

describe("a list name", () => {
  test.each(["a", "vip", "VIP", "black-friday", "a.b_c-d", "2026", "constructor", "a".repeat(100)])(
    "is what every address takes: %.20s",
    (text) => {
      expect(parseListName(text)).toBe(text);
    },
  );

  test.each([
    "",
    " ",
    "-vip",
    "vip-",
    ".vip",
    "vip\n",
    "black friday",
    "promoção",
    "\u212aelvin",
    "a/b",
    "a@b",
    "a+b",
    "a%2Fb",
    "__proto__",
    "a".repeat(101),
  ])("is not %.20j", (text) => {
    expect(parseListName(text)).toBeNull();
  });

  test.each([
    ["Promoção de Verão", "promocao-de-verao"],
    ["  Black Friday!  ", "black-friday"],
    ["__proto__", "proto"],
    ["vip@broadcast.msging.net", "vip"],
    ["acme+senders", "acme-senders"],
    ["x".repeat(150), "x".repeat(100)],
  ])("near %.20j is suggested", (text, suggestion) => {
    expect(suggestListName(text)).toBe(suggestion);
  });

  test("is not suggested where nothing is left of the text", () => {
    expect(["", "!!!", "日本", "---"].map(suggestListName)).toEqual([null, null, null, null]);
  });

  test("that is suggested is valid, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const suggestion = suggestListName(text);
        expect(suggestion === null || parseListName(suggestion) === suggestion).toBe(true);
      }),
    );
  });

  test("that is valid is found again in its identity", () => {
    const name = parseListName("Black.Friday");
    expect(name && listNameOf(listIdentity(name))).toBe("Black.Friday");
    expect(listNameOf("vip@BROADCAST.msging.net")).toBe("vip");
    expect(listNameOf("5531999998888@wa.gw.msging.net")).toBeNull();
  });

  test("has the same key in every case", () => {
    expect(listKey("Black-Friday")).toBe(listKey("black-friday"));
  });
});

test.each([
  ["acme+senders", true],
  ["Acme+Senders", true],
  ["acme+senders@broadcast.msging.net", true],
  ["+senders", false],
  ["senders", false],
  ["acme-senders", false],
  ["acme+senders2", false],
])("whether Blip keeps %s itself: %s", (name, kept) => {
  expect(isSendersList(name)).toBe(kept);
});
