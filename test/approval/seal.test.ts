/** Seals: who has the key makes and checks them, nobody else. */

import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSealed, markOf, sealed, sealKeyOf } from "../../src/approval/seal.ts";
import { parseKey } from "../../src/domain/key.ts";
import { keyFor } from "../../src/emulator/key.ts";
import { SEAL_KEY, sealKeyFor } from "../support/field.ts";

const OTHER = sealKeyFor("otherbot");
const anyDocument = fc.dictionary(
  fc.string().filter((name) => name !== "seal"),
  fc.jsonValue(),
);

/** As it comes back from a file. */
function throughFile<T>(document: T): T {
  return JSON.parse(JSON.stringify(document));
}

describe("a sealed document", () => {
  it("is known again, whatever it holds, after it was a file", () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(isSealed(SEAL_KEY, "plan", throughFile(sealed(SEAL_KEY, "plan", throughFile(document))))).toBe(
          true,
        );
      }),
    );
  });

  it("is not known under another key, nor as a document of another kind", () => {
    const document = sealed(SEAL_KEY, "plan", { a: 1 });
    expect(isSealed(OTHER, "plan", document)).toBe(false);
    expect(isSealed(SEAL_KEY, "review", document)).toBe(false);
  });

  it.each([
    ["another value", { a: 2, b: [1, 2] }],
    ["another order of items", { a: 1, b: [2, 1] }],
    ["a field more", { a: 1, b: [1, 2], c: null }],
    ["a field less", { a: 1 }],
  ])("is not known with %s", (_what, changed) => {
    const { seal } = sealed(SEAL_KEY, "plan", { a: 1, b: [1, 2] });
    expect(isSealed(SEAL_KEY, "plan", { ...changed, seal })).toBe(false);
  });

  it.each([undefined, null, "", 1, {}, [], "hmac-sha256:", `hmac-sha256:${"0".repeat(64)}`])(
    "is not known with the seal %j",
    (seal) => {
      expect(isSealed(SEAL_KEY, "plan", Object.assign({ a: 1 }, { seal }))).toBe(false);
    },
  );
});

describe("a mark", () => {
  it("is 22 characters of base64url: 128 bits", () => {
    expect(markOf(SEAL_KEY, "action", "add-recipient vip +5531999998888")).toMatch(/^[\w-]{22}$/);
  });

  it("differs by key, kind and text", () => {
    const marks = [
      markOf(SEAL_KEY, "action", "a"),
      markOf(OTHER, "action", "a"),
      markOf(SEAL_KEY, "review", "a"),
      markOf(SEAL_KEY, "action", "b"),
    ];
    expect(new Set(marks).size).toBe(4);
  });

  it("cannot be made without the key: it is no hash of what is known", () => {
    const text = "add-recipient vip +5531999998888";
    const mark = markOf(SEAL_KEY, "action", text);
    const guesses = [text, `action\n${text}`].flatMap((known) => [
      createHash("sha256").update(known).digest("base64url"),
      createHmac("sha256", "").update(known).digest("base64url"),
      createHmac("sha256", "acmebot").update(known).digest("base64url"),
    ]);
    for (const guess of guesses) expect(guess.slice(0, 22)).not.toBe(mark);
  });
});

describe("the key of seals", () => {
  it("is the same however the bot's key is written, and is not the bot's key", () => {
    const text = keyFor("acmebot", "not-a-secret-of-anybody");
    const [plain, worded] = [parseKey(text), parseKey(`Key ${text}\n`)];
    if (plain === null || worded === null) throw new Error("these are keys");
    expect(sealKeyOf(worded.key).equals(sealKeyOf(plain.key))).toBe(true);
    expect(sealKeyOf(plain.key)).toHaveLength(32);
    expect(sealKeyOf(plain.key).toString("latin1")).not.toContain("not-a-secret");
  });
});
