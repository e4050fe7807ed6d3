import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import type { DesiredList } from "../../src/domain/state.ts";
import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import { desired, desiredList, identity, live, mobile, phone, whatsapp } from "../support/field.ts";

const ANA = phone("+55 31 99999-8888");
const BIA = phone("+55 11 99999-7777");

function plan(lists: readonly DesiredList[], input: Partial<PlanInput> = {}) {
  return makePlan({
    contract: "acme-co",
    bot: "acme",
    desired: desired(...lists),
    live: live(),
    known: new Map(),
    commandsPerSecond: 48,
    warnings: [],
    ...input,
  });
}

/** The actions in short. */
function steps(made: ReturnType<typeof plan>): string[] {
  return made.actions.map((action) =>
    action.kind === "create-list" ? `create ${action.list}` : `add ${action.member} to ${action.list}`,
  );
}

describe("the plan", () => {
  test("creates a list that does not exist, and adds its members", () => {
    const made = plan([desiredList("vip", [ANA])]);
    expect(made.actions).toEqual([
      { kind: "create-list", list: "vip", source: { file: "lists/vip.yaml", line: 1 } },
      {
        kind: "add-recipient",
        list: "vip",
        member: ANA,
        identity: null,
        via: "lookup",
        source: { file: "lists/vip.yaml", line: 3 },
      },
    ]);
    expect(made.lists).toEqual([
      { name: "vip", exists: false, add: 1, unchanged: 0, undeclared: 0, excluded: 0 },
    ]);
  });

  test("creates a list without members", () => {
    expect(steps(plan([desiredList("empty")]))).toEqual(["create empty"]);
  });

  test("leaves an empty list that exists as it is", () => {
    expect(steps(plan([desiredList("empty")], { live: live({ empty: [] }) }))).toEqual([]);
  });

  test("adds who is missing, counts who is there, and leaves who is not declared", () => {
    const made = plan([desiredList("vip", [ANA, BIA])], {
      live: live({ vip: [whatsapp(ANA), whatsapp(mobile(1)), "x@messenger.gw.msging.net"] }),
    });
    expect(steps(made)).toEqual([`add ${BIA} to vip`]);
    expect(made.lists).toEqual([
      { name: "vip", exists: true, add: 1, unchanged: 1, undeclared: 2, excluded: 0 },
    ]);
  });

  test("says nothing of lists that no file declares", () => {
    const made = plan([desiredList("vip", [ANA])], {
      live: live({ vip: [whatsapp(ANA)], other: ["a@b.c"] }),
    });
    expect([made.actions, made.lists.map(({ name }) => name)]).toEqual([[], ["vip"]]);
  });

  test("holds nobody who is not declared", () => {
    const stranger = whatsapp(mobile(77));
    const made = plan([desiredList("vip", [ANA])], { live: live({ vip: [stranger] }) });
    expect(JSON.stringify(made)).not.toContain(stranger.slice(0, 13));
  });

  test("passes warnings on", () => {
    const warnings = [{ code: "duplicate-member", message: "twice", source: null }];
    expect(plan([], { warnings }).warnings).toEqual(warnings);
  });
});

describe("a member is on a list", () => {
  test.each([
    ["+5531999998888", "553199998888@wa.gw.msging.net"],
    ["+5531999998888", "5531999998888@WA.gw.msging.net"],
    ["+5215512345678", "525512345678@wa.gw.msging.net"],
    ["+525512345678", "5215512345678@wa.gw.msging.net"],
    ["+5491112345678", "541112345678@wa.gw.msging.net"],
    ["553199998888@wa.gw.msging.net", "5531999998888@wa.gw.msging.net"],
    ["5531999998888@wa.gw.msging.net", "553199998888@wa.gw.msging.net"],
    ["Ana.Maria@wa.gw.msging.net", "ana.maria@WA.GW.msging.net"],
  ])("declared as %s, live as %s", (declared, there) => {
    const made = plan([desiredList("vip", [declared])], { live: live({ vip: [there] }) });
    expect([made.summary.unchanged, made.summary.undeclared, made.actions]).toEqual([1, 0, []]);
  });

  test.each([
    ["+5531999998888", "553188888888@wa.gw.msging.net"],
    ["+553133334444", "5531933334444@wa.gw.msging.net"],
    ["+5531999998888", "5531999998888@messenger.gw.msging.net"],
    ["ana@wa.gw.msging.net", "ana@telegram.gw.msging.net"],
  ])("but not declared as %s, live as %s", (declared, there) => {
    const made = plan([desiredList("vip", [declared])], { live: live({ vip: [there] }) });
    expect([made.summary.unchanged, made.summary.undeclared, made.actions.length]).toEqual([0, 1, 1]);
  });

  test("once, with both its forms there: neither is undeclared", () => {
    const made = plan([desiredList("vip", [ANA])], {
      live: live({ vip: [whatsapp(ANA), whatsapp(ANA, "short")] }),
    });
    expect(made.summary).toMatchObject({ unchanged: 1, undeclared: 0, commands: 0 });
  });

  test("under the identity that a look-up of this run answered", () => {
    const known = new Map<Member, Identity>([[ANA, identity("user.1234@wa.gw.msging.net")]]);
    const there = { live: live({ vip: ["USER.1234@wa.gw.msging.net"] }), known };
    expect(plan([desiredList("vip", [ANA])], there).actions).toEqual([]);
  });
});

describe("the identity to add", () => {
  const added = (member: string, known: ReadonlyMap<Member, Identity> = new Map()) => {
    const [, action] = plan([desiredList("vip", [member])], { known }).actions;
    return action?.kind === "add-recipient" ? [action.identity, action.via] : [];
  };

  test("of a number is looked up when applied", () => {
    expect(added(ANA)).toEqual([null, "lookup"]);
  });

  test("of an identity is as declared", () => {
    expect(added("Ana.Maria@wa.gw.msging.net")).toEqual(["Ana.Maria@wa.gw.msging.net", "declared"]);
  });

  test("of a number that was looked up is as answered", () => {
    const answer = identity("553199998888@wa.gw.msging.net");
    expect(added(ANA, new Map([[ANA, answer]]))).toEqual([answer, "known"]);
  });
});

describe("the same input in another order", () => {
  const NAMES = ["vip", "Alpha", "constructor", "b.2", "zebra"];
  const world = fc.record({
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
      fc.property(world, ({ lists, declared, there, seed }) => {
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
          shuffled(wanted, seed).map((list) => ({ ...list, members: shuffled(list.members, seed) })),
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
