import { describe, expect, test } from "vitest";
import { Caller, IDENTITY_TYPE, identities, LIST_TYPE, LISTS, outcome, page } from "./caller.ts";

const ANA = "5531999998888@wa.gw.msging.net";
const BIA = "553199997777@wa.gw.msging.net";
const SENDERS = "acme+senders@broadcast.msging.net";
const VIP = "vip@broadcast.msging.net";

describe("creating a list", () => {
  test("adds it to all lists, spelled as it was created", () => {
    const caller = new Caller();
    expect(outcome(caller.createList("Black-Friday"))).toBe("success");
    expect(page(caller.lists())).toEqual({ items: [SENDERS, "Black-Friday@broadcast.msging.net"], total: 2 });
  });

  test.each(["success", "failure"] as const)("of a list that exists: %s, by switch", (createExistingList) => {
    const caller = new Caller({ lists: { vip: [ANA] } }, { createExistingList, createRefusedReason: 66 });
    expect(outcome(caller.createList("VIP"))).toBe(createExistingList === "success" ? "success" : 66);
    expect(page(caller.lists())).toEqual({ items: [SENDERS, VIP], total: 2 });
    expect(page(caller.members("vip"))).toEqual({ items: [ANA], total: 1 });
  });

  test("fails for a name that another bot has", () => {
    const caller = new Caller({ takenLists: ["promo"] });
    expect(outcome(caller.createList("Promo"))).toBe(101);
    expect(outcome(caller.add("promo", ANA))).toBe(101);
    expect(page(caller.lists())).toMatchObject({ total: 1 });
  });

  test.each([
    "",
    "a b@broadcast.msging.net",
    "-a@broadcast.msging.net",
    "promoção@broadcast.msging.net",
    `${"a".repeat(101)}@broadcast.msging.net`,
    "vip",
    "vip@msging.net",
    ANA,
  ])("fails with reason 60 for the identifier %j", (identity) => {
    const command = { to: LISTS, method: "set", uri: "/lists", type: LIST_TYPE, resource: { identity } };
    expect(new Caller().send(command)).toMatchObject({
      status: "failure",
      reason: { code: 60, description: "Invalid list identifier" },
    });
  });

  test("takes any name that an identity may have, by switch", () => {
    expect(outcome(new Caller({}, { listNames: "any" }).createList("promoção"))).toBe("success");
  });

  test.each([
    ["another type", { type: IDENTITY_TYPE, resource: { identity: VIP } }, 23],
    ["no type", { resource: { identity: VIP } }, 23],
    ["a text for a resource", { type: LIST_TYPE, resource: VIP }, 60],
    ["no resource", { type: LIST_TYPE }, 60],
  ])("fails with %s", (_, part, reason) => {
    expect(outcome(new Caller().send({ to: LISTS, method: "set", uri: "/lists", ...part }))).toBe(reason);
  });
});

describe("adding a member", () => {
  test("puts it at the end of the list, spelled as it was added", () => {
    const caller = new Caller({ lists: { vip: [ANA] } });
    expect(outcome(caller.add("VIP", "User@Messenger.gw.msging.net"))).toBe("success");
    expect(page(caller.members("vip"))).toEqual({ items: [ANA, "User@Messenger.gw.msging.net"], total: 2 });
  });

  test("takes another list for a member", () => {
    const caller = new Caller({ lists: { vip: [], all: [] } });
    expect(outcome(caller.add("all", VIP))).toBe("success");
  });

  test.each(["success", "failure"] as const)("that is there already: %s, by switch", (addExistingMember) => {
    const caller = new Caller({ lists: { vip: [ANA] } }, { addExistingMember });
    expect(outcome(caller.add("vip", ANA.toUpperCase()))).toBe(
      addExistingMember === "success" ? "success" : 101,
    );
    expect(page(caller.members("vip"))).toEqual({ items: [ANA], total: 1 });
  });

  test("fails with reason 101 when the list is missing", () => {
    expect(outcome(new Caller().add("vip", ANA))).toBe(101);
  });

  test.each([
    "",
    "ana",
    "@wa.gw.msging.net",
    "5531999998888@",
    "a@b@c.net",
    `${ANA}/home`,
    { identity: ANA },
    5531,
    null,
  ])("fails with reason 25 for %j, which is no identity", (identity) => {
    expect(outcome(new Caller({ lists: { vip: [] } }).add("vip", identity))).toBe(25);
  });

  test("fails with another type", () => {
    const uri = `/lists/${VIP}/recipients`;
    const command = { to: LISTS, method: "set", uri, type: "text/plain", resource: ANA };
    expect(outcome(new Caller({ lists: { vip: [] } }).send(command))).toBe(23);
  });

  test("fails with reason 60 when the uri names no list by its identity", () => {
    const command = {
      to: LISTS,
      method: "set",
      uri: "/lists/vip/recipients",
      type: IDENTITY_TYPE,
      resource: ANA,
    };
    expect(outcome(new Caller({ lists: { vip: [] } }).send(command))).toBe(60);
  });
});

describe("reading members", () => {
  test("gives pages in order", () => {
    const all = [...identities(250)];
    const caller = new Caller({ lists: { vip: all } });
    expect(page(caller.members("vip"))).toEqual({ items: all.slice(0, 100), total: 250 });
    expect(page(caller.members("vip", "?$skip=240&$take=20"))).toEqual({ items: all.slice(240), total: 250 });
    expect(page(caller.members("vip", "?%24skip=3&%24take=2"))).toEqual({
      items: all.slice(3, 5),
      total: 250,
    });
    expect(page(caller.members("vip", "?$skip=900"))).toEqual({ items: [], total: 250 });
  });

  test.each(["?$take=0", "?$take=-1", "?$skip=-1", "?$take=ten", "?$take=", "?$skip=1.5"])(
    "fails with reason 64 for %s",
    (query) => {
      expect(outcome(new Caller({ lists: { vip: [ANA] } }).members("vip", query))).toBe(64);
    },
  );

  test("caps a page that is too large without a word, by switch", () => {
    const all = [...identities(20)];
    const caller = new Caller({ lists: { vip: all } }, { recipientsTakeMax: 10, overTakeMax: "cap" });
    expect(page(caller.members("vip", "?$take=15"))).toEqual({ items: all.slice(0, 10), total: 20 });
  });

  test("refuses a page that is too large, by switch", () => {
    const caller = new Caller({ lists: { vip: [ANA] } }, { recipientsTakeMax: 10, overTakeMax: "refuse" });
    expect(outcome(caller.members("vip", "?$take=11"))).toBe(64);
    expect(outcome(caller.members("vip", "?$take=10"))).toBe("success");
    expect(outcome(caller.members("vip"))).toBe("success");
  });

  test.each([
    ["application-error", 101, 101],
    ["not-found", 67, 67],
    ["empty", "success", 67],
  ] as const)("of a list that is missing: %s, by switch", (membersOfMissingList, ofAll, ofOne) => {
    const caller = new Caller({}, { membersOfMissingList });
    expect(outcome(caller.members("vip"))).toBe(ofAll);
    expect(outcome(caller.member("vip", ANA))).toBe(ofOne);
  });

  test("asks for one member", () => {
    const caller = new Caller({ lists: { vip: [ANA] } });
    expect(caller.member("vip", encodeURIComponent(ANA.toUpperCase()))).toMatchObject({
      status: "success",
      type: IDENTITY_TYPE,
      resource: ANA,
    });
    expect(outcome(caller.member("vip", BIA))).toBe(67);
    expect(outcome(caller.member("vip", "bia"))).toBe(25);
  });
});

describe("the total of a collection", () => {
  const totals = (switches: object) => {
    const caller = new Caller({ lists: { vip: [...identities(3)], none: [] } }, switches);
    return [page(caller.members("vip", "?$take=2")).total, page(caller.members("none")).total];
  };

  test.each([
    [{}, [3, undefined]],
    [{ totalAbsent: "never" }, [3, 0]],
    [{ totalAbsent: "always" }, [undefined, undefined]],
    [{ totalCounts: "page", totalAbsent: "never" }, [2, 0]],
  ])("with the switches %j is %j", (switches, expected) => {
    expect(totals(switches)).toEqual(expected);
  });
});

describe("reading all lists", () => {
  const names = [..."abcdef"];
  const lists = Object.fromEntries(names.map((name) => [name, []]));
  const all = [SENDERS, ...names.map((name) => `${name}@broadcast.msging.net`)];

  test("gives pages that begin with the senders list", () => {
    const caller = new Caller({ lists });
    expect(page(caller.lists())).toEqual({ items: all, total: 7 });
    expect(page(caller.lists("?$skip=0&$take=1"))).toEqual({ items: [SENDERS], total: 7 });
    expect(page(caller.lists("?$skip=1&$take=2"))).toEqual({ items: all.slice(1, 3), total: 7 });
    expect(page(caller.lists("?$skip=5&$take=9"))).toEqual({ items: all.slice(5), total: 7 });
  });

  test("has a default and a largest page, by switch", () => {
    const caller = new Caller({ lists }, { listsTakeDefault: 2, listsTakeMax: 3 });
    expect(page(caller.lists())).toEqual({ items: all.slice(0, 2), total: 7 });
    expect(page(caller.lists("?$take=5"))).toEqual({ items: all.slice(0, 3), total: 7 });
    const strict = new Caller({ lists }, { listsTakeMax: 3, overTakeMax: "refuse" });
    expect(outcome(strict.lists("?$take=5"))).toBe(64);
    expect(page(strict.lists())).toEqual({ items: all.slice(0, 3), total: 7 });
  });
});

describe("removing", () => {
  test("a member takes it off the list, and what comes after moves up", () => {
    const [first = "", second = "", third = ""] = identities(3);
    const caller = new Caller({ lists: { vip: [first, second, third] } });
    expect(outcome(caller.remove("vip", second.toUpperCase()))).toBe("success");
    expect(page(caller.members("vip"))).toEqual({ items: [first, third], total: 2 });
    expect(page(caller.members("vip", "?$skip=1&$take=1"))).toEqual({ items: [third], total: 2 });
    caller.add("vip", second);
    expect(page(caller.members("vip"))).toEqual({ items: [first, third, second], total: 3 });
  });

  test("fails with reason 64 for one who is not a member, and 101 when the list is missing", () => {
    const caller = new Caller({ lists: { vip: [ANA] } });
    expect(outcome(caller.remove("vip", BIA))).toBe(64);
    expect(outcome(caller.remove("none", ANA))).toBe(101);
    expect(outcome(caller.remove("vip", "ana"))).toBe(25);
  });

  test("a list takes its members along", () => {
    const caller = new Caller({ lists: { vip: [ANA] } });
    expect(outcome(caller.ask(LISTS, "delete", `/lists/${VIP}`))).toBe("success");
    expect(page(caller.lists())).toEqual({ items: [SENDERS], total: 1 });
    expect(outcome(caller.ask(LISTS, "delete", `/lists/${VIP}`))).toBe(101);
    caller.createList("vip");
    expect(page(caller.members("vip"))).toEqual({ items: [] });
  });
});

describe("the senders list", () => {
  const caller = new Caller({ contacts: [ANA, BIA] });

  test("has the contacts for members", () => {
    expect(page(caller.members("acme+senders"))).toEqual({ items: [ANA, BIA], total: 2 });
    expect(outcome(caller.member("Acme+Senders", ANA))).toBe("success");
    expect(outcome(caller.member("acme+senders", "1@wa.gw.msging.net"))).toBe(67);
  });

  test("is not to be created, changed or deleted", () => {
    expect(outcome(caller.createList("acme+senders"))).toBe(66);
    expect(outcome(caller.createList("other+senders"))).toBe(66);
    expect(outcome(caller.add("acme+senders", ANA))).toBe(66);
    expect(outcome(caller.remove("acme+senders", ANA))).toBe(66);
    expect(outcome(caller.ask(LISTS, "delete", `/lists/${SENDERS}`))).toBe(66);
    expect(page(caller.members("acme+senders"))).toMatchObject({ total: 2 });
  });

  test("of another bot is out of reach", () => {
    expect(outcome(caller.members("other+senders"))).toBe(101);
  });
});
