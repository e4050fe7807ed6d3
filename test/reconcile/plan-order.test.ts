import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { desiredList, live, mobile, phone, whatsapp } from "../support/field.ts";
import { plan, steps } from "./planned.ts";

const ANA = phone("+55 31 99999-8888");
const BIA = phone("+55 11 99999-7777");

describe("the same input in another order", () => {
  const NAMES = ["vip", "Alpha", "constructor", "b.2", "zebra"];
  const harness = fc.record({
    lists: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
    declared: fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 12 }), { minLength: 5, maxLength: 5 }),
    there: fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 12 }), { minLength: 5, maxLength: 5 }),
    seed: fc.nat(),
  });
  const shuffled = <T>(values: readonly T[], seed: number) =>
    [...values]
      .map((value, index) => ({ value, key: Math.imul(seed + index * 7_919, 2_654_435_761) | 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value);

  test("gives the same bytes", () => {
    fc.assert(
      fc.property(harness, ({ lists, declared, there, seed }) => {
        const wanted = lists.map((name, index) =>
          desiredList(
            name,
            (declared[index] ?? []).map((one) => mobile(one)),
          ),
        );
        const exists = lists.slice(1).map((name, index): [string, string[]] => {
          return [name, (there[index] ?? []).map((one) => whatsapp(mobile(one), one % 2 ? "long" : "short"))];
        });
        const first = plan(wanted, { live: live(Object.fromEntries(exists)) });
        const again = plan(
          shuffled(wanted, seed).map((list) => ({
            ...list,
            include: { ...list.include, members: shuffled(list.include.members, seed) },
          })),
          {
            live: live(
              Object.fromEntries(shuffled(exists, seed).map(([name, on]) => [name, shuffled(on, seed)])),
            ),
          },
        );
        expect(JSON.stringify(again)).toBe(JSON.stringify(first));
      }),
      { numRuns: 100 },
    );
  });

  test("lists each list before its members, lists by name without regard to case, members in order", () => {
    const made = plan([desiredList("b", [mobile(2), mobile(1)]), desiredList("A"), desiredList("c")]);
    expect(steps(made)).toEqual([
      "create A",
      "create b",
      `add ${mobile(1)} to b`,
      `add ${mobile(2)} to b`,
      "create c",
    ]);
  });
});

describe("the summary", () => {
  test("is that of the example: four commands, a tenth of a second", () => {
    const known = new Map<Member, Identity>([[ANA, whatsapp(ANA)]]);
    const kept = Array.from({ length: 120 }, (_, index) => mobile(index));
    const made = plan([desiredList("black-friday", [ANA, BIA]), desiredList("vip", kept)], {
      known,
      live: live({ vip: [...kept.map((one) => whatsapp(one)), "a@b.c", "d@e.f"] }),
    });
    expect(made.summary).toEqual({
      createList: 1,
      addRecipient: 2,
      lookup: 1,
      unchanged: 120,
      undeclared: 2,
      excluded: 0,
      blocked: 0,
      commands: 4,
      seconds: 0.1,
    });
  });

  test("counts one look-up for a number that several lists want", () => {
    const { summary } = plan([
      desiredList("a", [ANA, BIA]),
      desiredList("b", [ANA]),
      desiredList("c", [ANA]),
    ]);
    expect(summary).toMatchObject({ createList: 3, addRecipient: 4, lookup: 2, commands: 9 });
  });

  test("is of nothing where there is nothing to do", () => {
    expect(plan([]).summary).toMatchObject({ commands: 0, seconds: 0 });
  });
});
