import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../../src/reconcile/difference.ts";

const HARMFUL = [
  "__proto__",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "length",
  "0",
  "-1",
  "path",
];

describe("the difference of one list", () => {
  test("is what sets would say, whatever the names are", () => {
    const keys = fc.uniqueArray(
      fc.oneof(fc.constantFrom(...HARMFUL), fc.string({ minLength: 1, maxLength: 3 })),
      {
        maxLength: 30,
      },
    );
    const name = fc.constantFrom("vip", ...HARMFUL);
    fc.assert(
      fc.property(name, keys, fc.option(keys), (list, wanted, there) => {
        const found = differences(list, new Set(wanted), there === null ? null : new Set(there));
        expect(found.create).toBe(there === null);
        expect([...found.add].sort()).toEqual(wanted.filter((key) => !there?.includes(key)).sort());
        expect([...found.undeclared].sort()).toEqual(
          (there ?? []).filter((key) => !wanted.includes(key)).sort(),
        );
      }),
    );
  });

  test("is to create a list that is new and empty", () => {
    expect(differences("vip", new Set(), null)).toEqual({
      create: true,
      add: new Set(),
      undeclared: new Set(),
    });
  });

  test("is nothing for an empty list that exists", () => {
    expect(differences("vip", new Set(), new Set()).create).toBe(false);
  });
});

describe("200,000 on either side", () => {
  const many = (prefix: string) =>
    new Set(Array.from({ length: 200_000 }, (_, index) => `${prefix}${index}`));

  test("with nothing in common is found in the time of a test", () => {
    const found = differences("vip", many("+55319"), many("x"));
    expect([found.add.size, found.undeclared.size]).toEqual([200_000, 200_000]);
  });

  test("against one, none or no list", () => {
    expect(differences("vip", many("+55319"), new Set(["one"])).add.size).toBe(200_000);
    expect(differences("vip", many("+55319"), new Set()).add.size).toBe(200_000);
    expect(differences("vip", many("+55319"), null)).toMatchObject({ create: true });
    expect(differences("vip", new Set(["one"]), many("x")).undeclared.size).toBe(200_000);
  });
});
