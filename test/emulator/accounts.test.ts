import { describe, expect, test } from "vitest";
import type { Seed } from "../../src/emulator/seed.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import { Caller, outcome } from "./caller.ts";

/** The digits of the account that a look-up leads to. */
function lookUp(phone: string, seed: Partial<Seed> = {}, switches: SwitchSettings = {}): string {
  const { alternativeAccount } = Object(new Caller(seed, switches).account(phone).resource);
  return String(alternativeAccount).replace("@wa.gw.msging.net", "");
}

describe("looking up an account", () => {
  test("answers with the account's identities, its number and its source", () => {
    const response = new Caller().account("+5531999998888");
    expect(response).toMatchObject({ status: "success", type: "application/vnd.lime.account+json" });
    expect(response.resource).toEqual({
      alternativeAccount: "553199998888@wa.gw.msging.net",
      identity: "5531999998888@wa.gw.msging.net",
      phoneNumber: "+5531999998888",
      source: "WhatsApp",
    });
  });

  test("takes an encoded plus for a plus", () => {
    expect(lookUp("%2B5531999998888")).toBe("553199998888");
  });

  test("without the plus gives back whatever was asked for", () => {
    expect(lookUp("5531999998888")).toBe("5531999998888");
    expect(lookUp("31999998888")).toBe("31999998888");
    expect(lookUp("5531999998888", {}, { unknownNumber: "not-found" })).toBe("5531999998888");
  });

  test.each(["+", "+12", "+55 31", "+5531abc", "+0531999998888", "+5531999998888999999"])(
    "fails with reason 64 for %s, which is no number",
    (phone) => {
      expect(outcome(new Caller().account(encodeURIComponent(phone)))).toBe(64);
    },
  );

  test.each([
    ["alternative-differs", { alternativeAccount: "553199998888", identity: "5531999998888" }],
    ["both-canonical", { alternativeAccount: "553199998888", identity: "553199998888" }],
    ["identity-only", { identity: "553199998888" }],
  ] as const)("names the canonical identity in the fields of the switch %s", (accountAnswer, digits) => {
    const identities = Object.entries(digits).map(([field, local]) => [field, `${local}@wa.gw.msging.net`]);
    const { phoneNumber, source, ...rest } = Object(
      new Caller({}, { accountAnswer }).account("+5531999998888").resource,
    );
    expect(rest).toEqual(Object.fromEntries(identities));
  });
});

describe("an account that is seeded", () => {
  test("is answered in either form of its number, against every rule", () => {
    const seed = { accounts: { "+55 31 99999-8888": "5531999998888@wa.gw.msging.net" } };
    expect(lookUp("+5531999998888", seed)).toBe("5531999998888");
    expect(lookUp("+553199998888", seed)).toBe("5531999998888");
  });

  test("is answered just as it was seeded where it has both identities", () => {
    const account = {
      identity: "5531999998888@wa.gw.msging.net",
      alternativeAccount: "BR.1234567890@wa.gw.msging.net",
      fullName: "Ana",
    };
    const response = new Caller({ accounts: { "+5531999998888": account } }).account("+5531999998888");
    expect(response.resource).toEqual({ ...account, phoneNumber: "+5531999998888", source: "WhatsApp" });
  });
});

describe("a number that is not seeded", () => {
  test("lives where its one contact does", () => {
    expect(lookUp("+5531999998888", { contacts: ["5531999998888@wa.gw.msging.net"] })).toBe("5531999998888");
    expect(lookUp("+5511999998888", { contacts: ["551199998888@wa.gw.msging.net"] })).toBe("551199998888");
  });

  test("lives where the rule says when two contacts could be it", () => {
    const contacts = ["5531999998888@wa.gw.msging.net", "553199998888@wa.gw.msging.net"];
    expect(lookUp("+5531999998888", { contacts }, { unknownNumber: "not-found" })).toBe("553199998888");
  });

  test.each([
    ["+5511999998888", "5511999998888", "5511999998888", "551199998888"],
    ["+551199998888", "5511999998888", "5511999998888", "551199998888"],
    ["+5528999998888", "5528999998888", "5528999998888", "552899998888"],
    ["+5531999998888", "553199998888", "5531999998888", "553199998888"],
    ["+553199998888", "553199998888", "5531999998888", "553199998888"],
    ["+553133334444", "553133334444", "553133334444", "553133334444"],
    ["+5531933334444", "5531933334444", "5531933334444", "5531933334444"],
    ["+525512345678", "5215512345678", "5215512345678", "525512345678"],
    ["+5491112345678", "5491112345678", "5491112345678", "541112345678"],
    ["+351912345678", "351912345678", "351912345678", "351912345678"],
  ])(
    "%s lives by area code at %s, in the long form at %s, in the short form at %s",
    (phone, area, long, short) => {
      const by = (numberForm: "area-code" | "long" | "short" | "as-asked") =>
        lookUp(phone, {}, { numberForm });
      expect([by("area-code"), by("long"), by("short"), by("as-asked")]).toEqual([
        area,
        long,
        short,
        phone.slice(1),
      ]);
    },
  );

  test("is not found, by switch, and neither is one seeded as not on WhatsApp", () => {
    const seed = {
      accounts: { "+5531999998888": null, "+5531999997777": "553199997777@wa.gw.msging.net" },
      contacts: ["553199996666@wa.gw.msging.net"],
    };
    const legacy = new Caller(seed, { unknownNumber: "not-found" });
    const outcomes = ["8888", "7777", "6666", "5555"].map((end) =>
      outcome(legacy.account(`+553199999${end}`)),
    );
    expect(outcomes).toEqual([67, "success", "success", 67]);
    expect(lookUp("+5531999998888", seed)).toBe("553199998888");
  });
});
