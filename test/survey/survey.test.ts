import { describe, expect, test } from "vitest";
import type { Seed } from "../../src/emulator/seed.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import type { BlipReader } from "../../src/survey/reader.ts";
import { existingLists, survey } from "../../src/survey/survey.ts";
import { listName, mobile, whatsapp } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const members = (count: number) => Array.from({ length: count }, (_, index) => whatsapp(mobile(index)));

function surveyed(
  lists: NonNullable<Seed["lists"]>,
  declared: readonly string[],
  switches: SwitchSettings = {},
) {
  const harness = virtualHarness({ seed: { lists, contacts: members(3) }, switches });
  const state = harness.clock.run(survey(harness.reader, declared.map(listName)));
  return { ...harness, state };
}

describe("a survey", () => {
  test("reads the declared lists that exist, and no other", async () => {
    const { state, log } = surveyed({ vip: members(3), secret: members(5) }, ["vip", "new"]);
    expect((await state).lists).toEqual(new Map([["vip", { recipients: new Set(members(3)) }]]));
    const uris = log().map(({ uri }) => uri);
    expect(
      uris.filter((uri) => !/^\/lists(\/vip%40broadcast\.msging\.net\/recipients)?\?/.test(uri ?? "")),
    ).toEqual([]);
  });

  test("sends get commands on lists alone", async () => {
    const { state, log } = surveyed({ vip: members(250) }, ["vip"]);
    await state;
    expect(new Set(log().map(({ method, to }) => `${method} ${to}`))).toEqual(
      new Set(["get postmaster@broadcast.msging.net"]),
    );
  });

  test("never reads the list of everyone who wrote to the bot", async () => {
    const { state, log } = surveyed({ senders: members(1) }, ["senders", "acme"]);
    expect([...(await state).lists.keys()]).toEqual(["senders"]);
    expect(log().filter(({ uri }) => uri?.includes("%2B") || uri?.includes("+"))).toEqual([]);
  });

  test("sends nothing where nothing is declared", async () => {
    const { state, log } = surveyed({ vip: members(1) }, []);
    expect((await state).lists).toEqual(new Map());
    expect(log()).toEqual([]);
  });

  test("knows lists and members in whatever case Blip spells them", async () => {
    const { state } = surveyed({ "Black-Friday": ["Ana.Maria@WA.gw.msging.net"] }, ["black-FRIDAY"]);
    expect((await state).lists).toEqual(
      new Map([["black-friday", { recipients: new Set(["ana.maria@wa.gw.msging.net"]) }]]),
    );
  });

  test.each<SwitchSettings>([
    { listsTakeMax: 1, recipientsTakeMax: 1 },
    { listsTakeMax: 7, recipientsTakeMax: 7 },
    { listsTakeMax: 7, recipientsTakeMax: 7, totalCounts: "page" },
    { listsTakeMax: 100, recipientsTakeMax: 100, overTakeMax: "refuse" },
    { listsTakeMax: 1_000, recipientsTakeMax: 1_000, overTakeMax: "refuse" },
    { totalAbsent: "always" },
    { totalAbsent: "never", totalCounts: "page" },
    { totalAbsent: "always", overTakeMax: "refuse" },
  ])("reads all of many long lists under %j", async (switches) => {
    const names = Array.from({ length: 120 }, (_, index) => `list-${index}`);
    const lists = Object.fromEntries(names.map((name, index) => [name, members(index % 7)]));
    const { state } = surveyed({ ...lists, long: members(230) }, [...names, "long"], switches);
    const read = (await state).lists;
    expect(read.size).toBe(121);
    expect(read.get("long")?.recipients).toEqual(new Set(members(230)));
    for (const [index, name] of names.entries()) expect(read.get(name)?.recipients.size).toBe(index % 7);
  });

  test("fails when Blip takes no page of any size", async () => {
    const { state } = surveyed({ vip: members(3) }, ["vip"], { listsTakeMax: 7, overTakeMax: "refuse" });
    await expect(state).rejects.toMatchObject({ name: "CommandError", fault: { code: "blip-refused" } });
  });

  test.each(["application-error", "not-found"] as const)(
    "takes a list that was deleted since the lists were read for one that does not exist: %s",
    async (membersOfMissingList) => {
      const harness = virtualHarness({
        seed: { lists: { vip: members(3), old: members(3) } },
        switches: { membersOfMissingList },
      });
      const { reader, emulator, clock } = harness;
      const deleting: BlipReader = {
        ...reader,
        lists: async (window) => {
          const page = await reader.lists(window);
          emulator.state.lists.write({ kind: "delete-list", list: "old" }, 0, 0);
          return page;
        },
      };
      const { lists } = await clock.run(survey(deleting, [listName("vip"), listName("old")]));
      expect([...lists.keys()]).toEqual(["vip"]);
      const sizes = harness
        .log()
        .filter(({ uri }) => uri?.startsWith("/lists/vip"))
        .map(({ uri }) => uri);
      expect(sizes[0]).toContain("$take=30000");
    },
  );

  test("tells of every page of members", async () => {
    const { reader, clock } = virtualHarness({ seed: { lists: { vip: members(250) } } });
    const pages: number[] = [];
    await clock.run(survey(reader, [listName("vip")], { membersRead: (count) => pages.push(count) }));
    expect(pages).toEqual([100, 100, 50]);
  });

  test("fails as a whole when the key is refused", async () => {
    const key = Buffer.from("acme:another-access-key").toString("base64");
    const { reader, clock } = virtualHarness({ key });
    const state = clock.run(survey(reader, [listName("vip")]));
    await expect(state).rejects.toMatchObject({ fault: { code: "unauthorized" } });
  });
});

test("the lists that exist are known by their keys, whatever else is in the collection", async () => {
  const reader: BlipReader = {
    lists: async ({ skip }) => {
      const items = ["VIP@broadcast.msging.net", "acme+senders@broadcast.msging.net", "x@wa.gw.msging.net"];
      return { items: items.slice(skip), total: 3 };
    },
    recipients: () => Promise.reject(new Error("not to be read")),
    contacts: () => Promise.reject(new Error("not to be read")),
  };
  const existing = await existingLists(reader);
  expect([existing.has("vip"), existing.has("x"), existing.has("VIP")]).toEqual([true, false, false]);
});
