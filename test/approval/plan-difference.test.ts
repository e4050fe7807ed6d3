/** What differs between the plan that was approved and the fresh one. */

import { describe, expect, it } from "vitest";
import { divergenceFrom } from "../../src/approval/approval.ts";
import type { ComparedPlan } from "../../src/approval/plan-difference.ts";
import { codesOf, planDifference, termFacts } from "../../src/approval/plan-difference.ts";
import type { Approved } from "../../src/approval/types.ts";
import { changesOf } from "../../src/approval/types.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { actionKey } from "../../src/reconcile/types.ts";
import { mobile, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { spoken } from "../support/said.ts";

const PEOPLE = [0, 1, 2, 3, 4].map((index) => String(whatsapp(mobile(index))));
const SETTINGS = {
  commandsPerSecond: 48,
  approval: "inform",
  maxAdditions: 100_000,
  maxGrowthPercent: null,
};

function compared(plan: Plan, terms: Omit<ComparedPlan, "lists"> = {}): ComparedPlan {
  return { lists: plan.lists, ...terms };
}

function approvedBy(plan: Plan, terms: Approved["terms"] = {}): Approved {
  const keys = new Set(plan.actions.map(actionKey));
  return { count: keys.size, holds: (action) => keys.has(actionKey(action)), lists: plan.lists, terms };
}

describe("two plans", () => {
  const plan = planOf({ vip: PEOPLE }, { vip: PEOPLE.slice(0, 2) });

  it("that are the same differ in nothing, whatever the order of their lists and settings", () => {
    const both = planOf({ vip: PEOPLE, news: PEOPLE });
    const turned = { ...both, lists: [...both.lists].reverse() };
    const settings = Object.fromEntries(Object.entries(SETTINGS).reverse());
    const gates = ["max-lookups", "max-additions"];
    expect(
      planDifference(
        compared(both, { settings: SETTINGS, gates }),
        compared(turned, { settings, gates: [...gates].reverse() }),
      ),
    ).toEqual({ lists: [], gates: [], settings: [] });
  });

  it("differ in the counts of their lists", () => {
    const less = planOf({ vip: PEOPLE }, { vip: PEOPLE.slice(0, 4) });
    expect(planDifference(compared(plan), compared(less)).lists).toEqual([
      { list: "vip", what: "add", before: 3, after: 1 },
      { list: "vip", what: "unchanged", before: 2, after: 4 },
    ]);
  });

  it("are not compared for lists that only one of them is for", () => {
    const other = planOf({ news: PEOPLE });
    expect(planDifference(compared(plan), compared(other)).lists).toEqual([]);
  });

  it("differ in settings, with their values then and now", () => {
    const now = { ...SETTINGS, maxAdditions: 4, maxGrowthPercent: 20, approval: "require" };
    const difference = planDifference(
      compared(plan, { settings: SETTINGS }),
      compared(plan, { settings: now }),
    );
    expect(termFacts(difference).map((one) => spoken(one).message)).toEqual([
      "approval in bot.yaml: inform then, require now",
      "maxAdditions in bot.yaml: 100,000 then, 4 now",
      "maxGrowthPercent in bot.yaml: no limit then, 20 now",
    ]);
  });

  it("differ in the gates that refuse them", () => {
    const difference = planDifference(
      compared(plan, { gates: ["max-lookups"] }),
      compared(plan, { gates: ["max-additions-per-list"] }),
    );
    expect(termFacts(difference).map((one) => spoken(one).message)).toEqual([
      "gate maxAdditionsPerList: passed then, refuses now",
      "gate maxLookups: refused then, passes now",
    ]);
  });

  it("are not compared by what an older file does not record, nor by settings that one of them does not know", () => {
    const terms = { settings: SETTINGS, gates: ["max-additions"] };
    const nothing = { lists: [], gates: [], settings: [] };
    expect(planDifference(compared(plan), compared(plan, terms))).toEqual(nothing);
    expect(planDifference(compared(plan, terms), compared(plan))).toEqual(nothing);
    const newer = { ...terms, settings: { ...SETTINGS, language: "pt-BR" } };
    expect(planDifference(compared(plan, terms), compared(plan, newer))).toEqual(nothing);
  });

  it("are not confused by lists and settings named like what objects have", () => {
    const names = ["constructor", "tostring", "valueof"];
    const before = planOf(Object.fromEntries(names.map((name) => [name, PEOPLE])));
    const after = planOf(Object.fromEntries(names.map((name) => [name, PEOPLE.slice(1)])));
    const { lists } = planDifference(
      compared(before, { settings: { constructor: 1 } }),
      compared(after, { settings: {} }),
    );
    expect(lists.map(({ list, before, after }) => `${list} ${before} ${after}`).sort()).toEqual(
      names.map((name) => `${name} 5 4`),
    );
  });

  it("record each gate once, in one order", () => {
    expect(codesOf([{ code: "max-lookups" }, { code: "max-additions" }, { code: "max-lookups" }])).toEqual([
      "max-additions",
      "max-lookups",
    ]);
  });
});

describe("what is said of a plan that is not the approved one", () => {
  const approved = planOf({ vip: PEOPLE }, { vip: PEOPLE.slice(0, 3) });
  const terms = { settings: SETTINGS, gates: [] };

  it("is how settings, gates and counts differ, where something was added", () => {
    const fresh = planOf({ vip: PEOPLE }, { vip: [] });
    const now = { settings: { ...SETTINGS, maxAdditions: 4 }, gates: ["max-additions"] };
    const divergence = divergenceFrom(approvedBy(approved, terms), fresh, now);
    expect(changesOf(divergence).map((one) => spoken(one).message)).toEqual([
      "maxAdditions in bot.yaml: 100,000 then, 4 now",
      "gate maxAdditions: passed then, refuses now",
      "vip: 2 members to add then, 5 now",
      "vip: 3 declared members on it then, 0 now",
    ]);
  });

  it("is settings and gates alone where there is only less to do", () => {
    const fresh = planOf({ vip: PEOPLE }, { vip: PEOPLE.slice(0, 4) });
    const divergence = divergenceFrom(approvedBy(approved, terms), fresh, terms);
    expect(changesOf(divergence)).toEqual([]);
    const now = { ...terms, settings: { ...SETTINGS, commandsPerSecond: 10 } };
    expect(
      changesOf(divergenceFrom(approvedBy(approved, terms), fresh, now)).map(({ code }) => code),
    ).toEqual(["setting-changed"]);
  });

  it("names a list masked that is called by a phone number, and nobody", () => {
    const declared = { "5531999998888": PEOPLE };
    const before = approvedBy(planOf(declared, { "5531999998888": PEOPLE.slice(0, 3) }));
    const said = changesOf(divergenceFrom(before, planOf(declared, { "5531999998888": [] })));
    const words = said.map((one) => spoken(one).message).join("\n");
    expect(words).toContain("55319****8888: 2 members to add then, 5 now");
    expect(words).not.toMatch(/5531999998888|9000000/);
  });

  it("is bounded, whatever the number of lists", () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `list-${index}`);
    const declared = Object.fromEntries(names.map((name) => [name, PEOPLE.slice(0, 1)]));
    const gone = Object.fromEntries(names.map((name) => [name, []]));
    const divergence = divergenceFrom(approvedBy(planOf(declared, declared)), planOf(declared, gone));
    expect(divergence.lists.length).toBe(4_000);
    expect(changesOf(divergence).length).toBeLessThan(50);
  });
});
