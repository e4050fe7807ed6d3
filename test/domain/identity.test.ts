import { describe, expect, test } from "vitest";
import { identityDomain, identityKey, identityName, parseIdentity } from "../../src/domain/identity.ts";

describe("an identity", () => {
  test.each([
    "5531999998888@wa.gw.msging.net",
    "5531999998888@WA.GW.msging.net",
    "BR.1234567890@wa.gw.msging.net",
    "acme+senders@broadcast.msging.net",
    "ana@0mn.io",
    "a%b@take.io",
  ])("is name@domain: %s", (text) => {
    expect(parseIdentity(text)).toBe(text);
  });

  test.each([
    "",
    "@",
    "a@",
    "@wa.gw.msging.net",
    "a@localhost",
    "a@b@c.net",
    "a b@c.net",
    "a@c .net",
    "a@-c.net",
    "a@c..net",
    "a@c.net/instance",
    "a/b@c.net",
    "a?b@c.net",
    "a#b@c.net",
    "a\u0000b@c.net",
    "a\u200bb@c.net",
    "\ud800@c.net",
    "a@\u212aelvin.net",
    "a@m\u017fging.net",
    `${"a".repeat(320)}@c.net`,
  ])("is not %.40j", (text) => {
    expect(parseIdentity(text)).toBeNull();
  });

  test("goes into an address whatever it holds", () => {
    expect(() => encodeURIComponent(parseIdentity("\ud83d\ude00@c.net") ?? "")).not.toThrow();
  });

  test("has a name, a domain without regard to case, and a key", () => {
    expect(identityName("Ana@Take.IO")).toBe("Ana");
    expect(identityDomain("Ana@Take.IO")).toBe("take.io");
    expect(identityKey("Ana@Take.IO")).toBe("ana@take.io");
  });
});
