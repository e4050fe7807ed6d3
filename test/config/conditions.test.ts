import { describe, expect, test } from "vitest";
import type { Condition, Contact } from "../../src/domain/contact.ts";
import { verdictOf } from "../../src/domain/contact.ts";
import { problemsOf, read } from "./files.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const ANA: Contact = {
  identity: "5531999998888@wa.gw.msging.net",
  phoneNumber: null,
  properties: {
    name: "Ana Souza",
    city: "Belo Horizonte",
    group: "Gold",
    lastMessageDate: "2026-11-01T00:00:00Z",
    extras: { tier: "Platinum", "a.b": "c", since: "2026-01-15T10:00" },
  },
};

function fileWith(where: string): string {
  return `name: vip\nmembersFrom:\n  contacts:\n    where:\n      ${where}\n`;
}

function conditionsOf(where: string): readonly Condition[] {
  const { desired, diagnostics } = read(fileWith(where));
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return desired.lists[0]?.include.selections[0]?.conditions ?? [];
}

function selectsAna(where: string): boolean {
  return verdictOf(ANA, conditionsOf(where), NOW) === "matches";
}

describe("a condition", () => {
  test.each<[string, boolean]>([
    ["group: gold", true],
    ["GROUP: gold", true],
    ["group: [silver, GOLD]", true],
    ["group: {is: silver}", false],
    ["group: {not: gold}", false],
    ["group: {not: [silver, bronze]}", true],
    ["gender: {not: f}", true],
    ["name: {startsWith: ana}", true],
    ["name: {startsWith: souza}", false],
    ["name: {startsWith: A, contains: souza}", true],
    ["city: {contains: [Lisboa, horizonte]}", true],
    ["extras.tier: [gold, platinum]", true],
    ["Extras.TIER: platinum", true],
    ["extras.a.b: c", true],
    ["extras.none: c", false],
    ["email: {set: true}", false],
    ["email: {set: false}", true],
    ["extras.tier: {set: true}", true],
    ["lastMessageDate: {withinDays: 20}", true],
    ["lastMessageDate: {withinDays: 19}", false],
    ["lastMessageDate: {before: 2026-11-01}", false],
    ["lastMessageDate: {after: 2026-11-01}", true],
    ["lastMessageDate: {before: 2026-11-01T00:00:01Z}", true],
    ["lastMessageDate: {before: 2026-11-01T00:00:01-03:00}", true],
    ["extras.since: {after: 2026-01-15T10:00, before: 2026-01-15T10:01}", true],
    ["extras.none: {before: 2027-01-01}", false],
    ["lastMessageDate: {before: 1793491200001}", true],
    ["lastMessageDate: {before: 1793491200000}", false],
  ])("%s: %s", (where, expected) => {
    expect(selectsAna(where)).toBe(expected);
  });
});

describe("a date that a contact has", () => {
  const verdicts = (value: unknown, where = "extras.since: {after: 2026-11-03, before: 2026-11-04}") =>
    verdictOf(
      { ...ANA, properties: { ...ANA.properties, extras: { since: value } } },
      conditionsOf(where),
      NOW,
    );

  test.each([
    "2026-11-03",
    " 2026-11-03 ",
    "2026-11-03T00:00",
    "2026-11-03T23:59:59.9999999Z",
    "2026-11-02T21:00:00-03:00",
    "2026-11-04T02:59:59+0300",
    "2026-11-03T21:00-02",
    "1793664000000",
    1793664000000,
  ])("is read, without a zone as one of UTC: %s", (value) => {
    expect(verdicts(value)).toBe("matches");
  });

  test.each([
    "03/11/2026",
    "11/03/2026 10:00",
    "3 Nov 2026",
    "Tue, 03 Nov 2026 10:00:00 GMT",
    "2026-11-3",
    "2026-11-31",
    "2026-11-03T25:00",
    "2026-11-03T10:00+99:00",
    "2026-11",
    "2026",
    "20261103",
    "1793664000",
    "46329",
    "ontem",
    true,
  ])("is no guess: %s is counted as none", (value) => {
    expect(verdicts(value)).toBe("unreadable");
  });

  test("is missed by nobody who has none, or whom another condition leaves out", () => {
    expect(verdicts("")).toBe("differs");
    expect(verdicts(" ")).toBe("differs");
    const where = (group: string) => `{ extras.since: {after: 2026-11-03}, group: ${group} }`;
    expect(verdicts("ontem", where("silver"))).toBe("differs");
    expect(verdicts("ontem", where("gold"))).toBe("unreadable");
  });
});

describe("a condition that is none is named with its place", () => {
  test.each<[string, string]>([
    ["nmae: Ana", "5:7 error unknown-field"],
    ["extras: x", "5:7 error unknown-field"],
    ["name: {beginsWith: A}", "5:14 error unknown-test"],
    ["name: {}", "5:13 error condition-value"],
    ["name: {is: []}", "5:18 error condition-value"],
    ['name: ""', "5:13 error condition-value"],
    ["name: {is: true}", "5:18 error condition-value"],
    ["email: {set: maybe}", "5:20 error condition-value"],
    ["name: {before: 2026-11-01}", "5:22 error condition-date"],
    ["lastMessageDate: {before: 2026-02-30}", "5:33 error condition-date"],
    ["lastMessageDate: {after: yesterday}", "5:32 error condition-date"],
    ["lastMessageDate: {after: 03/11/2026}", "5:32 error condition-date"],
    ["lastMessageDate: {after: 20261103}", "5:32 error condition-date"],
    ["lastMessageDate: {withinDays: 0}", "5:37 error condition-value"],
    ["lastMessageDate: {withinDays: many}", "5:37 error condition-value"],
  ])("%s", (where, problem) => {
    expect(problemsOf(fileWith(where))).toContain(`lists/vip.yaml:${problem}`);
  });

  test("the nearest field is offered", () => {
    const [diagnostic] = read(fileWith("nmae: Ana")).diagnostics;
    expect(diagnostic?.message).toContain('did you mean "name"?');
  });
});

describe("audiences that are none", () => {
  test.each<[string, string]>([
    ["membersFrom: {contacts: }", "lists/vip.yaml:2:"],
    ["membersFrom: {file: a.csv, list: b}", "lists/vip.yaml:2:14 error schema-one-of"],
    ["membersFrom: {}", "lists/vip.yaml:2:14 error schema-one-of"],
    ["membersFrom: [{}]", "lists/vip.yaml:2:15 error schema-one-of"],
    ["membersFrom: vip", "lists/vip.yaml:2:14 error schema-type"],
    ["membersFrom: {list: vup}", "lists/vip.yaml:2:21 error unknown-list"],
    ["membersFrom: {list: vip}", "lists/vip.yaml:2:21 error circle"],
    ["excludeFrom: {list: VIP}", "lists/vip.yaml:2:21 error circle"],
    ["membersFrom: {contacts: {where: }}", "lists/vip.yaml:2:"],
  ])("%s", (line, problem) => {
    const problems = problemsOf(`name: vip\n${line}\n`);
    expect(problems.some((one) => one.startsWith(problem))).toBe(true);
  });

  test("lists made from each other by way of an exclusion are named once, with the way", () => {
    const text =
      "name: a\nmembersFrom: {list: b}\n---\nname: b\nexcludeFrom: [{list: c}]\n---\nname: c\nmembersFrom: {list: a}\n";
    const { diagnostics } = read(text);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "these lists are made from each other (a → b → c → a): remove one of the references",
    ]);
  });
});
