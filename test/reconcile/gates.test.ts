/** Safety gates: each at its limit and one over. */

import { describe, expect, it } from "vitest";
import type { Limits } from "../../src/domain/limits.ts";
import { DEFAULT_LIMITS } from "../../src/domain/limits.ts";
import { finishedImports, firstImportsOf, largestOf } from "../../src/reconcile/gates.ts";
import { partOf } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { desired, live, mobile, planInput, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { spoken } from "../support/said.ts";

const NONE: Limits = {
  maxAdditions: Number.MAX_SAFE_INTEGER,
  maxAdditionsPerList: null,
  maxNewLists: Number.MAX_SAFE_INTEGER,
  maxLookups: Number.MAX_SAFE_INTEGER,
  maxGrowthPercent: null,
};

function terms(limits: Partial<Limits>, firstImports: Readonly<Record<string, number>> = {}) {
  const { terms } = planInput(desired(), live());
  return { ...terms, limits: { ...NONE, ...limits }, firstImports: new Map(Object.entries(firstImports)) };
}

function known(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => whatsapp(mobile(from + index)));
}

function gatesOf(plan: Plan): string[] {
  return plan.gates.map(spoken).map(({ code, message }) => `${code}: ${message}`);
}

function gatesFor(
  declared: Readonly<Record<string, readonly string[]>>,
  limits: Partial<Limits>,
  present: Readonly<Record<string, readonly string[]>> = {},
  firstImports: Readonly<Record<string, number>> = {},
): string[] {
  return gatesOf(planOf(declared, present, { terms: terms(limits, firstImports) }));
}

describe("without settings", () => {
  it("100,000 members and 20 lists may be added in one run, and 1,000 numbers looked up; growth is free", () => {
    expect(DEFAULT_LIMITS).toEqual({
      maxAdditions: 100_000,
      maxAdditionsPerList: null,
      maxNewLists: 20,
      maxLookups: 1_000,
      maxGrowthPercent: null,
    });
  });
});

describe("a gate lets its limit through, and refuses one more, in numbers", () => {
  it("maxAdditions counts over all lists", () => {
    const declared = { a: known(3), b: known(2) };
    expect(gatesFor(declared, { maxAdditions: 5 })).toEqual([]);
    expect(gatesFor(declared, { maxAdditions: 4 })).toEqual([
      "max-additions: 5 members to add, over the 4 of maxAdditions in bot.yaml",
    ]);
  });

  it("maxAdditionsPerList counts each list for itself", () => {
    const declared = { a: known(3), b: known(3), c: known(4) };
    expect(gatesFor(declared, { maxAdditionsPerList: 4 })).toEqual([]);
    expect(gatesFor(declared, { maxAdditionsPerList: 3 })).toEqual([
      "max-additions-per-list: 4 members to add to c, over the 3 of maxAdditionsPerList in bot.yaml",
    ]);
  });

  it("maxNewLists counts lists that are created, not those that are there", () => {
    const declared = { a: [], b: [], c: [] };
    expect(gatesFor(declared, { maxNewLists: 2 }, { a: [] })).toEqual([]);
    expect(gatesFor(declared, { maxNewLists: 1 }, { a: [] })).toEqual([
      "max-new-lists: 2 lists to create, over the 1 of maxNewLists in bot.yaml",
    ]);
  });

  it("maxLookups counts a number once, however many lists want it", () => {
    const declared = { a: [mobile(1), mobile(2)], b: [mobile(2), whatsapp(mobile(3))] };
    expect(gatesFor(declared, { maxLookups: 2 })).toEqual([]);
    expect(gatesFor(declared, { maxLookups: 1 })).toEqual([
      "max-lookups: 2 numbers to look up, over the 1 of maxLookups in bot.yaml",
    ]);
  });

  it("maxGrowthPercent counts who is on the list, undeclared members too", () => {
    const present = { vip: [...known(1), ...known(3, 500)] };
    expect(gatesFor({ vip: known(3) }, { maxGrowthPercent: 50 }, present)).toEqual([]);
    expect(gatesFor({ vip: known(4) }, { maxGrowthPercent: 50 }, present)).toEqual([
      "max-growth-percent: vip to grow by 75%, from 4 members to 7, over the 50% of maxGrowthPercent in bot.yaml",
    ]);
  });

  it("maxGrowthPercent is kept to the member, and never said to be what it is over", () => {
    const present = { vip: known(200) };
    expect(gatesFor({ vip: known(201) }, { maxGrowthPercent: 0.5 }, present)).toEqual([]);
    expect(gatesFor({ vip: known(301) }, { maxGrowthPercent: 50 }, present)[0]).toContain("grow by 51%,");
  });

  it("zero lets nothing through, and an empty plan passes everything", () => {
    const zero = {
      maxAdditions: 0,
      maxAdditionsPerList: 0,
      maxNewLists: 0,
      maxLookups: 0,
      maxGrowthPercent: 0,
    };
    expect(gatesFor({ vip: known(1) }, zero, { vip: known(1) })).toEqual([]);
    expect(gatesFor({ vip: [mobile(7)] }, zero)).toHaveLength(4);
  });
});

describe("several gates", () => {
  it("are all named, the ones of lists in the order of the lists", () => {
    const declared = { b: [mobile(1), mobile(2)], a: known(2, 10), c: known(2, 20) };
    const limits = {
      maxAdditions: 1,
      maxAdditionsPerList: 1,
      maxNewLists: 1,
      maxLookups: 1,
      maxGrowthPercent: 10,
    };
    const codes = planOf(declared, { c: known(1, 30) }, { terms: terms(limits) }).gates.map(
      ({ code }) => code,
    );
    expect(codes).toEqual([
      "max-additions",
      "max-new-lists",
      "max-lookups",
      "max-additions-per-list",
      "max-additions-per-list",
      "max-additions-per-list",
      "max-growth-percent",
    ]);
  });

  it("write their numbers as people read them", () => {
    const declared = { vip: known(1_500) };
    expect(gatesFor(declared, { maxAdditions: 1_000 })[0]).toContain("1,500 members to add, over the 1,000");
  });
});

describe("a first import", () => {
  const limits = { maxGrowthPercent: 10 };

  it("is no growth: nobody is on the list, whether or not it exists", () => {
    expect(gatesFor({ vip: known(1_000) }, limits)).toEqual([]);
    expect(gatesFor({ vip: known(1_000) }, limits, { vip: [] })).toEqual([]);
  });

  it("that broke off may be gone on with, and what was declared since is growth of the size it was to have", () => {
    const present = { vip: known(3) };
    expect(gatesFor({ vip: known(100) }, limits, present, { vip: 100 })).toEqual([]);
    expect(gatesFor({ vip: known(110) }, limits, present, { vip: 100 })).toEqual([]);
    expect(gatesFor({ vip: known(111) }, limits, present, { vip: 100 })).toHaveLength(1);
  });

  it("is over once what is left of it would pass the gate by itself", () => {
    const { lists } = planOf({ vip: known(100), news: known(10), old: known(5) }, { old: known(1) });
    const ongoing = new Map([
      ["vip", 100],
      ["news", 10],
    ]);
    const over = (done: Readonly<Record<string, number>>, max: number | null = 10) =>
      finishedImports(lists, new Map(Object.entries(done)), ongoing, max);
    expect(over({ vip: 100, news: 10, old: 4 })).toEqual(["news", "vip"]);
    expect(over({ vip: 91, news: 9 })).toEqual(["vip"]);
    expect(over({ vip: 90 })).toEqual([]);
    expect(over({ vip: 99 }, null)).toEqual([]);
    expect(over({ vip: 100 }, null)).toEqual(["vip"]);
  });

  it("of another list is no excuse", () => {
    expect(gatesFor({ vip: known(100) }, limits, { vip: known(3) }, { news: 100 })).toHaveLength(1);
  });

  it("is known by the list, however its name is capitalized", () => {
    const { lists } = planOf({ VIP: known(100) });
    expect([...firstImportsOf(lists)]).toEqual([["vip", 100]]);
    expect(gatesFor({ VIP: known(100) }, limits, { VIP: known(3) }, { vip: 100 })).toEqual([]);
  });

  it("is none where a list has members, or is to have none", () => {
    const { lists } = planOf({ empty: [], grown: known(5), fresh: known(2) }, { grown: known(1) });
    expect([...firstImportsOf(lists)]).toEqual([["fresh", 2]]);
  });

  it("that was planned more than once had the largest size", () => {
    const sizes = largestOf([
      new Map([["a", 3]]),
      new Map([["a", 9]]),
      new Map([["b", 1]]),
      new Map([["a", 4]]),
    ]);
    expect(Object.fromEntries(sizes)).toEqual({ a: 9, b: 1 });
  });
});

describe("a part of a plan", () => {
  const whole = planOf({ a: [mobile(1), mobile(2)], b: known(3) }, {}, { terms: terms({ maxAdditions: 4 }) });

  it("is measured for itself: lists, totals, gates and digest", () => {
    expect(gatesOf(whole)).toHaveLength(1);
    const part = partOf(whole, ({ list }) => list === "b", terms({ maxAdditions: 4 }));
    expect(part.gates).toEqual([]);
    expect(part.summary).toMatchObject({ createList: 1, addRecipient: 3, lookup: 0, commands: 4 });
    expect(part.lists.map(({ name, add }) => [name, add])).toEqual([
      ["a", 0],
      ["b", 3],
    ]);
    expect(part.digest).not.toBe(whole.digest);
    expect(part.desired).toBe(whole.desired);
  });

  it("that is all of it is the plan", () => {
    expect(partOf(whole, () => true, terms({ maxAdditions: 4 }))).toEqual(whole);
  });
});
