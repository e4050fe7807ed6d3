import { describe, expect, test } from "vitest";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { desiredList, identity, live, mobile, phone, whatsapp } from "../support/field.ts";
import { plan, steps } from "./planned.ts";

const ANA = phone("+55 31 99999-8888");
const BIA = phone("+55 11 99999-7777");

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
      { name: "vip", exists: false, add: 1, unchanged: 0, undeclared: 0, excluded: 0, blocked: 0 },
    ]);
  });

  test("takes an identity from the first list that has it, of a few lists and of very many", () => {
    for (const count of [3, 300]) {
      const names = Array.from({ length: count }, (_, index) => `l${String(index).padStart(3, "0")}`);
      const there = live(
        Object.fromEntries(names.map((name) => [name, name === "l000" ? [] : [whatsapp(ANA)]])),
      );
      const made = plan([desiredList("new", [ANA]), ...names.map((name) => desiredList(name))], {
        live: there,
      });
      const added = made.actions.filter(({ kind }) => kind === "add-recipient");
      expect(added).toMatchObject([{ list: "new", identity: whatsapp(ANA), via: "list:l001" }]);
    }
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
      { name: "vip", exists: true, add: 1, unchanged: 1, undeclared: 2, excluded: 0, blocked: 0 },
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
    expect(added(ANA, new Map([[ANA, answer]]))).toEqual([answer, "identities-file"]);
  });
});
