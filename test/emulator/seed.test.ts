import { describe, expect, test } from "vitest";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import { parseStateFile } from "../../src/emulator/state-file.ts";
import { DEFAULT_SWITCHES, parseSwitches } from "../../src/emulator/switches.ts";
import { identities } from "./caller.ts";

const WHOLE = `
bot: acme
key: s3cret
contract: acme-co
lists:
  vip:
    - 5531999998888@wa.gw.msging.net
    - other@broadcast.msging.net
  Empty@broadcast.msging.net:
takenLists: [promo]
contacts:
  - 553199997777@wa.gw.msging.net
  - identity: 5531999998888@wa.gw.msging.net
    name: Ana
    phoneNumber: "+5531999998888"
    lastMessageDate: 2026-05-01T10:00:00Z
    extras: { plan: gold }
accounts:
  +5531999997777: 553199997777@wa.gw.msging.net
  "+55 (31) 99999-6666": null
  5531999995555:
    identity: 5531999995555@wa.gw.msging.net
    fullName: Bia
switches:
  commandsPerSecond: 48
  createExistingList: failure
`;

describe("a state file", () => {
  test("gives the state and the switches", () => {
    const { state, switches } = parseStateFile(WHOLE, "state.yaml");
    expect([state.bot, state.accessKey, state.contract]).toEqual(["acme", "s3cret", "acme-co"]);
    expect(state.lists.names()).toEqual(["vip", "Empty"]);
    expect(state.lists.members("vip")).toEqual([
      "5531999998888@wa.gw.msging.net",
      "other@broadcast.msging.net",
    ]);
    expect(state.lists.members("empty")).toEqual([]);
    expect([...state.takenLists]).toEqual(["promo"]);
    expect([...state.contacts.values()]).toEqual([
      { identity: "553199997777@wa.gw.msging.net" },
      {
        identity: "5531999998888@wa.gw.msging.net",
        name: "Ana",
        phoneNumber: "+5531999998888",
        lastMessageDate: "2026-05-01T10:00:00Z",
        extras: { plan: "gold" },
      },
    ]);
    expect(Object.fromEntries(state.accounts)).toEqual({
      5531999997777: { identity: "553199997777@wa.gw.msging.net" },
      5531999996666: null,
      5531999995555: { identity: "5531999995555@wa.gw.msging.net", fullName: "Bia" },
    });
    expect(switches).toEqual({ ...DEFAULT_SWITCHES, commandsPerSecond: 48, createExistingList: "failure" });
  });

  test("may name accounts in a list", () => {
    const text =
      "bot: acme\naccounts:\n  - phone: 5531999998888\n    identity: 553199998888@wa.gw.msging.net\n";
    expect(parseStateFile(text, "state.yaml").state.accounts.get("5531999998888")).toEqual({
      identity: "553199998888@wa.gw.msging.net",
    });
  });

  test.each([
    ["", "state.yaml: this is no state file"],
    ["- bot", "state.yaml: this is no state file"],
    ["bot: acme\nlists: {", "state.yaml:2:"],
    ["lists: {}", "state.yaml:1:1: bot: is missing"],
    ["bot: 12", "state.yaml:1:1: bot: 12 is no text: put it in quotes"],
    ["bot: a b", 'bot: "a b" is no identifier of a bot'],
    ["bot: acme\nlist: {}", "state.yaml:2:1: list: is not known here; known are bot, key"],
    ["bot: acme\nlists: [vip]", 'state.yaml:2:1: lists: ["vip"] is no map'],
    ["bot: acme\nlists:\n  a/b: []", 'state.yaml:3:3: lists.a/b: "a/b" is no name of a list'],
    [
      "bot: acme\nlists:\n  acme+senders: []",
      "state.yaml:3:3: lists.acme+senders: this list is kept by Blip itself",
    ],
    ["bot: acme\nlists:\n  a: []\n  A: []", "state.yaml:4:3: lists.A: this list is there already"],
    ["bot: acme\nlists:\n  a: x@y.net", 'state.yaml:3:3: lists.a: "x@y.net" is no list'],
    ["bot: acme\nlists:\n  a:\n    - x@y.net\n    - ana", 'state.yaml:5:7: lists.a[1]: "ana" is no identity'],
    [
      "bot: acme\nlists:\n  a: [x@y.net, X@Y.net]",
      "state.yaml:3:16: lists.a[1]: this member is there already",
    ],
    [
      "bot: acme\ntakenLists: [a]\nlists:\n  a: []",
      "state.yaml:4:3: lists.a: this list is in takenLists, too",
    ],
    ["bot: acme\ntakenLists: [1]", "takenLists[0]: 1 is no text"],
    ["bot: acme\ncontacts:\n  - name: Ana", "state.yaml:3:5: contacts[0].identity: nothing is no identity"],
    [
      "bot: acme\ncontacts:\n  - identity: a@b.net\n    age: 3",
      "state.yaml:4:5: contacts[0].age: is not known",
    ],
    [
      "bot: acme\ncontacts:\n  - identity: a@b.net\n    phoneNumber: 5531999998888",
      "state.yaml:4:5: contacts[0].phoneNumber: 5531999998888 is no text: put it in quotes",
    ],
    [
      "bot: acme\ncontacts:\n  - identity: a@b.net\n    extras: { n: 1 }",
      "contacts[0].extras.n: 1 is no text",
    ],
    ["bot: acme\ncontacts: [a@b.net, A@b.net]", "contacts[1]: this contact is there already"],
    ["bot: acme\naccounts:\n  1234: a@b.net", 'state.yaml:3:3: accounts.1234: "1234" is no phone number'],
    [
      "bot: acme\naccounts:\n  phone: a@b.net",
      'accounts.phone: "phone" is no phone number with a country code',
    ],
    ["bot: acme\naccounts:\n  +5531999998888: ana", 'accounts.5531999998888: "ana" is no identity'],
    ["bot: acme\naccounts: [{ identity: a@b.net }]", "accounts[0].phone: is missing"],
    [
      "bot: acme\naccounts:\n  5531999998888: null\n  '55 31 99999-8888': null",
      "state.yaml:4:3: accounts.55 31 99999-8888: the number 55 31 99999-8888 is there already",
    ],
    ["bot: acme\nswitches: 1", "state.yaml:2:1: switches: this is no map"],
    [
      "bot: acme\nswitches:\n  speed: 1",
      "state.yaml:2:1: there is no switch speed; there are createExistingList",
    ],
  ])("%j is refused: %s", (text, message) => {
    expect(() => parseStateFile(text, "state.yaml")).toThrow(message);
  });
});

describe("a seed in code", () => {
  test("takes rosters from generators", () => {
    const state = stateFromSeed({
      bot: "acme",
      contacts: identities(50_000),
      lists: { all: identities(50_000) },
    });
    expect([state.contacts.size, state.lists.members("all")?.length]).toEqual([50_000, 50_000]);
  });
});

describe("switches", () => {
  test("that are not named keep their default", () => {
    expect(parseSwitches({ latencyMs: 5, commandsPerSecond: undefined })).toEqual({
      ...DEFAULT_SWITCHES,
      latencyMs: 5,
    });
  });

  test.each([
    [{ overTakeMax: "maybe" }, 'switch overTakeMax: "maybe" is not one of cap, refuse'],
    [{ commandsPerSecond: 1.5 }, "switch commandsPerSecond: 1.5 is not a whole number from 0"],
    [{ listsTakeMax: 0 }, "switch listsTakeMax: 0 is not a whole number from 1"],
    [{ latencyMs: "5" }, 'switch latencyMs: "5" is not a whole number from 0'],
    [{ retryAfter: 1 }, "switch retryAfter: 1 is not true or false"],
    [{ toString: 1 }, "there is no switch toString"],
  ])("%j is refused", (settings, message) => {
    expect(() => parseSwitches(settings)).toThrow(message);
  });
});
