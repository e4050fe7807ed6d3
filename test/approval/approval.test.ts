/** What was approved, held against what would be done. */

import { describe, expect, it } from "vitest";
import { approve, divergenceFrom } from "../../src/approval/approval.ts";
import type { Approved, Divergence } from "../../src/approval/types.ts";
import { refusalOf, unapprovedActions } from "../../src/approval/unapproved.ts";
import { name } from "../../src/domain/fact-fields.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { actionKey } from "../../src/reconcile/types.ts";
import { renderDivergenceText } from "../../src/report/divergence.ts";
import { mobile, TERMS, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { spoken } from "../support/said.ts";

const [ANA, BIA, CAIO, DORA] = [0, 1, 2, 3].map((index) => String(whatsapp(mobile(index)))) as [
  string,
  string,
  string,
  string,
];

function approvedBy(plan: Plan): Approved {
  const keys = new Set(plan.actions.map(actionKey));
  return { count: keys.size, holds: (action) => keys.has(actionKey(action)), lists: plan.lists };
}

/** Of several plans nobody knows how the lists were. */
function union(...plans: readonly Plan[]): Approved {
  const all = plans.map(approvedBy);
  const keys = new Set(plans.flatMap(({ actions }) => actions.map(actionKey)));
  return { count: keys.size, holds: (action) => all.some(({ holds }) => holds(action)), lists: null };
}

const SAVED = { file: name("plan.json") };

function whyRefused(divergence: Divergence): string {
  return spoken(refusalOf(divergence, SAVED)).message;
}

function inShort({ added, held, settled, lists }: Divergence) {
  return {
    added: added.map(actionKey),
    held,
    settled,
    lists: lists.map(({ list, what, before, after }) => `${list} ${what} ${before} ${after}`),
  };
}

describe("a plan compared with the approved one", () => {
  const approved = approvedBy(planOf({ vip: [ANA, BIA, CAIO] }, { vip: [ANA] }));

  it("is no different where it is the same", () => {
    const plan = planOf({ vip: [ANA, BIA, CAIO] }, { vip: [ANA] });
    expect(inShort(divergenceFrom(approved, plan))).toEqual({ added: [], held: 2, settled: 0, lists: [] });
  });

  it("has less to do where a part was done, and nothing to ask", () => {
    const plan = planOf({ vip: [ANA, BIA, CAIO] }, { vip: [ANA, BIA] });
    expect(inShort(divergenceFrom(approved, plan))).toMatchObject({ added: [], held: 1, settled: 1 });
  });

  it("has more to do where a member was taken off, and the counts say why", () => {
    const plan = planOf({ vip: [ANA, BIA, CAIO] }, { vip: [] });
    expect(inShort(divergenceFrom(approved, plan))).toEqual({
      added: [`add-recipient vip ${ANA}`],
      held: 2,
      settled: 0,
      lists: ["vip add 2 3", "vip unchanged 1 0"],
    });
  });

  it("creates a list anew that was deleted", () => {
    const divergence = divergenceFrom(approved, planOf({ vip: [ANA, BIA, CAIO] }));
    expect(inShort(divergence)).toMatchObject({
      added: ["create-list vip", `add-recipient vip ${ANA}`],
      lists: ["vip exists true false", "vip add 2 3", "vip unchanged 1 0"],
    });
  });

  it("counts what is settled on the lists of this run alone", () => {
    const both = approvedBy(planOf({ vip: [ANA], news: [BIA, CAIO] }));
    expect(divergenceFrom(both, planOf({ vip: [ANA] })).settled).toBe(0);
    expect(divergenceFrom(both, planOf({ vip: [ANA] }, { vip: [] })).settled).toBe(1);
  });

  it("is not misled by lists named like what objects have", () => {
    const names = ["constructor", "tostring", "hasownproperty", "valueof"];
    const declared = Object.fromEntries(names.map((name) => [name, [ANA]]));
    const before = approvedBy(planOf(declared, Object.fromEntries(names.map((name) => [name, [ANA]]))));
    const { lists } = divergenceFrom(
      before,
      planOf(declared, Object.fromEntries(names.map((name) => [name, []]))),
    );
    expect([...new Set(lists.map(({ list }) => list))].sort()).toEqual([...names].sort());
  });
});

describe("several approved plans", () => {
  it("approve together what each of them holds, once", () => {
    const approved = union(planOf({ vip: [ANA, BIA] }), planOf({ vip: [BIA, CAIO] }));
    const plan = planOf({ vip: [ANA, BIA, CAIO, DORA] });
    expect(approved.count).toBe(4);
    expect(inShort(divergenceFrom(approved, plan))).toMatchObject({
      added: [`add-recipient vip ${DORA}`],
      held: 4,
      settled: 0,
      lists: [],
    });
  });

  it("none at all approve nothing", () => {
    const plan = planOf({ vip: [ANA] });
    expect(divergenceFrom(union(), plan)).toMatchObject({ added: plan.actions, held: 0, settled: 0 });
  });
});

describe("a plan that is cut to what was approved", () => {
  const cut = (approved: Approved, fresh: Plan) => {
    const { plan, left } = approve(fresh, approved, TERMS);
    return {
      carriedOut: plan.actions.map(actionKey),
      left: left.map(({ action, why }) => `${actionKey(action)}: ${why}`),
    };
  };

  it("leaves what was not approved, and nothing else", () => {
    const fresh = planOf({ vip: [ANA, BIA] }, { vip: [] });
    expect(cut(approvedBy(planOf({ vip: [ANA] }, { vip: [] })), fresh)).toEqual({
      carriedOut: [`add-recipient vip ${ANA}`],
      left: [`add-recipient vip ${BIA}: not-approved`],
    });
  });

  it("leaves an approved member as well, where creating the list is not approved", () => {
    const approved = approvedBy(planOf({ vip: [ANA], news: [ANA] }, { vip: [] }));
    expect(cut(approved, planOf({ vip: [ANA, BIA], news: [ANA] }))).toEqual({
      carriedOut: ["create-list news", `add-recipient news ${ANA}`],
      left: [
        "create-list vip: not-approved",
        `add-recipient vip ${ANA}: list-not-approved`,
        `add-recipient vip ${BIA}: not-approved`,
      ],
    });
  });

  it("is a plan of its own: counts, digest and gates are those of what is carried out", () => {
    const approved = approvedBy(planOf({ vip: [ANA] }, { vip: [] }));
    const { plan } = approve(planOf({ vip: [ANA, BIA] }, { vip: [] }), approved, TERMS);
    const alone = planOf({ vip: [ANA] }, { vip: [] });
    expect(plan).toMatchObject({ digest: alone.digest, summary: alone.summary, actions: alone.actions });
  });

  it("is the fresh plan itself, where all of it was approved", () => {
    const fresh = planOf({ vip: [ANA] }, { vip: [] });
    expect(approve(fresh, approvedBy(fresh), TERMS)).toEqual({ plan: fresh, left: [] });
  });
});

describe("a refusal", () => {
  const plan = planOf({ vip: [mobile(1), mobile(2)] }, { vip: [] });

  it("offers to send what was approved, where anything of it is left", () => {
    const some = divergenceFrom(approvedBy(planOf({ vip: [mobile(1)] }, { vip: [] })), plan);
    expect(whyRefused(some)).toBe(
      "1 action not in plan.json: nothing was sent. vip: 1 member to add then, 2 now. Plan again and have that plan reviewed, or send only what was approved: --approved-only",
    );
    const none = divergenceFrom(union(), plan);
    expect(whyRefused(none)).toMatch(/2 actions not in plan\.json: nothing was sent\. .*reviewed$/);
  });

  it("names members masked, with their places, and counts those that are too many", () => {
    const members = Array.from({ length: 50 }, (_, index) => mobile(index));
    const divergence = divergenceFrom(union(), planOf({ vip: members }, { vip: [] }));
    const named = unapprovedActions(divergence).map(spoken);
    expect(named).toHaveLength(21);
    expect(named[0]).toMatchObject({
      message: "not approved: add +55 31 9****-0000 to vip",
      place: { line: 3 },
    });
    expect(named.at(-1)?.message).toBe("… and 30 more actions not approved");
    expect(renderDivergenceText({ divergence, approved: SAVED })).toContain(
      "… and 30 more actions not in plan.json",
    );
    expect(named.map(({ message }) => message).join()).not.toMatch(/9000\d{4}/);
  });

  it("says in words how the lists changed", () => {
    const before = approvedBy(planOf({ vip: [ANA, BIA] }, { vip: [ANA, "stranger@0mn.io"] }));
    const divergence = divergenceFrom(before, planOf({ vip: [ANA, BIA] }, { vip: [] }));
    expect(whyRefused(divergence)).toContain(
      "vip: 1 declared member on it then, 0 now; vip: 1 undeclared member on it then, 0 now.",
    );
  });
});

describe("100,000 actions", () => {
  it("are compared and named in a moment, on one list or on many", () => {
    const members = Array.from({ length: 100_000 }, (_, index) => String(whatsapp(mobile(index))));
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, index) => [`list-${index}`, members.slice(index, index + 1)]),
    );
    const started = performance.now();
    for (const declared of [{ vip: members }, many]) {
      const divergence = divergenceFrom(approvedBy(planOf(declared, {})), planOf(declared, declared));
      expect(divergence.settled).toBeGreaterThan(5_000);
      expect(renderDivergenceText({ divergence, approved: SAVED }).length).toBeLessThan(10_000);
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
