import { describe, expect, test } from "vitest";
import { customerOf } from "../../src/domain/customer.ts";
import { name } from "../../src/domain/fact-fields.ts";
import type { E164 } from "../../src/domain/phone.ts";
import type { DesiredList, DesiredState, Roster, Selection } from "../../src/domain/state.ts";
import type { PlanInput } from "../../src/reconcile/plan.ts";
import { makePlan, rosterNeeds } from "../../src/reconcile/plan.ts";
import {
  desired,
  desiredList,
  identity,
  listName,
  live,
  mobile,
  planInput,
  whatsapp,
} from "../support/field.ts";
import { spoken } from "../support/said.ts";

const [ANA, BIA, CID] = [mobile(1), mobile(2), mobile(3)];
const SCOPED = identity("user.scoped@wa.gw.msging.net");
const EVERYBODY: Selection = { conditions: [], file: "lists/vip.yaml", line: 9 };

function selecting(list: DesiredList): DesiredList {
  return { ...list, include: { ...list.include, selections: [EVERYBODY] } };
}

function referring(list: DesiredList, other: string): DesiredList {
  return { ...list, include: { ...list.include, lists: [{ list: listName(other), file: "a", line: 1 }] } };
}

function excluding(state: DesiredState, ...members: string[]): DesiredState {
  return { ...state, exclude: desiredList("nobody", members).include };
}

function rosterOf(
  identities: readonly (readonly [E164, readonly string[]])[],
  selected: readonly string[] = [],
): Roster {
  return {
    total: selected.length,
    passedOver: 0,
    identities: new Map(identities.map(([number, found]) => [customerOf(number), found.map(identity)])),
    selected: new Map([[EVERYBODY, selected.map(identity)]]),
    unreadable: new Map(),
  };
}

function planned(state: DesiredState, more: Partial<PlanInput> = {}) {
  const plan = makePlan({ ...planInput(state, live()), ...more });
  const adds = plan.actions.flatMap((action) =>
    action.kind === "add-recipient" ? [`${action.member} ${action.identity} ${action.via}`] : [],
  );
  return { adds, summary: plan.summary, warnings: plan.warnings.map(({ code }) => code) };
}

describe("exclusions", () => {
  test.each([ANA, whatsapp(ANA), whatsapp(ANA, "short")])(
    "win over a declaration in any form: %s",
    (form) => {
      for (const declared of [ANA, whatsapp(ANA), whatsapp(ANA, "short")]) {
        const { adds, summary } = planned(excluding(desired(desiredList("vip", [declared, BIA])), form));
        expect([adds, summary.excluded]).toEqual([[`${BIA} null lookup`], 1]);
      }
    },
  );

  test("reach a contact without a number for an identity, by the number that it has", () => {
    const roster = rosterOf([[ANA, [SCOPED]]], [SCOPED, whatsapp(BIA)]);
    const { adds, summary } = planned(excluding(desired(selecting(desiredList("vip"))), ANA), { roster });
    expect([adds, summary.excluded]).toEqual([[`${whatsapp(BIA)} ${whatsapp(BIA)} declared`], 1]);
  });

  test("reach an identity that a look-up gave the excluded number", () => {
    const state = excluding(desired(desiredList("vip", [SCOPED])), ANA);
    expect(planned(state, { known: new Map([[ANA, SCOPED]]) }).adds).toEqual([]);
  });

  test("are warned about where the customer is on the list", () => {
    const state = excluding(desired(desiredList("vip", [ANA])), ANA);
    const { warnings, adds } = planned(state, { live: live({ vip: [whatsapp(ANA, "short")] }) });
    expect([warnings, adds]).toEqual([["excluded-live"], []]);
  });

  test("of a list hold for what another list takes from it", () => {
    const vip = { ...desiredList("vip", [ANA, BIA]), exclude: desiredList("x", [ANA]).include };
    const state = desired(referring(desiredList("all", [CID]), "vip"), vip);
    const { adds } = planned(state, { names: new Set(["all"]) });
    expect(adds).toEqual([`${BIA} null lookup`, `${CID} null lookup`]);
  });
});

describe("selections", () => {
  test("name a customer once, however many contacts are that customer, in whatever order they come", () => {
    const contacts = [whatsapp(ANA), whatsapp(BIA), whatsapp(ANA, "short")];
    const state = desired(selecting(desiredList("vip")));
    const [one, other] = [contacts, contacts.toReversed()].map((selected) =>
      planned(state, { roster: rosterOf([], selected) }),
    );
    expect(one?.adds).toHaveLength(2);
    expect(other).toEqual(one);
  });

  test("add no second identity of a number that is declared as well", () => {
    const roster = rosterOf([[ANA, [SCOPED]]], [SCOPED]);
    const state = desired(selecting(desiredList("vip", [ANA])));
    const known = new Map([[ANA, whatsapp(ANA)]]);
    expect(planned(state, { roster, known }).adds).toEqual([`${ANA} ${whatsapp(ANA)} identities-file`]);
  });
});

describe("contacts whose date cannot be read", () => {
  const since: Selection = {
    conditions: [{ field: "extras.since", test: "after", at: 0 }],
    file: "lists/vip.yaml",
    line: 4,
  };
  const vip = { ...desiredList("vip"), include: { members: [], selections: [since], lists: [] } };
  const rosterWith = (unreadable: number): Roster => ({
    ...rosterOf([]),
    unreadable: new Map([[since, unreadable]]),
  });

  test("are counted in a warning at the selection that they fall out of", () => {
    const { warnings } = makePlan({ ...planInput(desired(vip), live()), roster: rosterWith(3) });
    expect(warnings.map(spoken)).toEqual([
      {
        code: "unreadable-date",
        fields: { contacts: 3, fields: [name("extras.since")], isExcluding: false },
        message: expect.stringMatching(/^3 contacts have .* in extras\.since, and are not selected: /),
        source: { file: "lists/vip.yaml", line: 4 },
      },
    ]);
  });

  test("are said not to be excluded where the selection excludes", () => {
    const state = { ...desired(desiredList("vip", [ANA])), exclude: vip.include };
    const { warnings } = makePlan({ ...planInput(state, live()), roster: rosterWith(1) });
    expect(warnings.map((one) => spoken(one).message)).toEqual([
      expect.stringMatching(/^1 contact has .*, and is not excluded by it: /),
    ]);
  });

  test("are no matter where there are none, nor for lists that are not planned", () => {
    const other = { ...desiredList("other"), include: desiredList("x", [ANA]).include };
    const input = planInput(desired(vip, other), live());
    expect(makePlan({ ...input, roster: rosterWith(0) }).warnings).toEqual([]);
    expect(makePlan({ ...input, names: new Set(["other"]), roster: rosterWith(3) }).warnings).toEqual([]);
  });
});

describe("both forms of a number", () => {
  const vip = desired(desiredList("vip", [ANA]));
  const both = rosterOf([[ANA, [whatsapp(ANA), whatsapp(ANA, "short")]]]);

  test("are decided by the look-up", () => {
    expect(planned(vip, { roster: both }).adds).toEqual([`${ANA} null lookup`]);
  });

  test("add nothing and warn where one of them is on the list", () => {
    const found = planned(desired(desiredList("all", [ANA]), desiredList("vip", [ANA])), {
      live: live({ vip: [whatsapp(ANA)], all: [whatsapp(ANA, "short")] }),
    });
    expect([found.adds, found.warnings]).toEqual([[], ["ambiguous", "ambiguous"]]);
  });

  test("add nothing and warn where both are on the list", () => {
    const found = planned(vip, { live: live({ vip: [whatsapp(ANA), whatsapp(ANA, "short")] }) });
    expect([found.adds, found.warnings]).toEqual([[], ["two-identities"]]);
  });

  test("block a number that was refused before: it is not looked up again", () => {
    const { adds, summary } = planned(vip, { roster: both, known: new Map([[ANA, null]]) });
    expect([adds, summary.blocked, summary.lookup]).toEqual([[], 1, 0]);
  });
});

describe("the contacts", () => {
  const needs = (state: DesiredState, more: Partial<PlanInput> = {}) =>
    rosterNeeds({ ...planInput(state, live()), ...more });

  test("are not read when every number is accounted for", () => {
    const state = desired(desiredList("all", [ANA, BIA, CID]), desiredList("vip", [SCOPED]));
    const found = live({ all: [whatsapp(ANA, "short")], vip: [whatsapp(BIA)] });
    expect(needs(state, { live: found, known: new Map([[CID, null]]) })).toBeNull();
  });

  test("are asked for the numbers that nothing else knows, and those alone", () => {
    const found = live({ vip: [whatsapp(ANA)] });
    expect(needs(desired(desiredList("vip", [ANA, BIA])), { live: found })?.wanted).toEqual([BIA]);
  });

  test("are asked for everybody who is declared or excluded where they are selected", () => {
    const state = excluding(desired(selecting(desiredList("vip", [ANA]))), BIA);
    expect(needs(state, { live: live({ vip: [whatsapp(ANA)] }) })?.wanted).toEqual([ANA, BIA]);
  });
});
