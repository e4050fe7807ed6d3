/** Contacts that nobody can be reached by are passed over and counted, and end nothing. */

import { describe, expect, it, test } from "vitest";
import { blipReader } from "../../src/blip/client.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import { surveyContacts } from "../../src/survey/contacts.ts";
import type { BlipReader, Page, Window } from "../../src/survey/reader.ts";
import { scripted, success } from "../blip/scripted.ts";
import { desired, desiredList, live, mobile, planInput, whatsapp } from "../support/field.ts";
import { spoken } from "../support/said.ts";

const ANA = mobile(1);
const REQUEST = { wanted: [ANA], selections: [], defaultCountry: "BR", nowMs: 0 } as const;

describe("a contact", () => {
  const good = { identity: whatsapp(ANA), phoneNumber: ANA };
  test.each([
    ["without an identity", { name: "Ana", phoneNumber: ANA }],
    ["with an empty one", { identity: "" }],
    ["with a number in its place", { identity: 5531999998888 }],
    ["with digits in its place", { identity: "5531999998888" }],
    ["that is null", null],
    ["that is a text", whatsapp(ANA)],
    ["that is a list", [whatsapp(ANA)]],
  ])("%s is passed over, and the others on its page are read", async (_, item) => {
    const { clock, link } = scripted(success({ total: 2, items: [item, good] }));
    const page = await clock.run(blipReader(link).contacts({ skip: 0, take: 100 }));
    expect(page).toMatchObject({ items: [{ identity: whatsapp(ANA) }], total: 2, passedOver: 1 });
  });

  it("is no member of a list, of whom none may be passed over", async () => {
    const { clock, link } = scripted(success({ total: 2, items: [whatsapp(ANA), null] }));
    const page = clock.run(blipReader(link).lists({ skip: 0, take: 100 }));
    await expect(page).rejects.toMatchObject({ fault: { code: "blip-garbage" } });
  });
});

interface Habits {
  readonly takeMax: number;
  readonly total: "all" | "page" | "absent";
}

/** A Blip with these contacts; null is one without an identity. */
function readerOf(contacts: readonly (string | null)[], { takeMax, total }: Habits): BlipReader {
  const refuse = () => Promise.reject(new Error("nobody asks for it"));
  return {
    lists: refuse,
    recipients: refuse,
    contacts: async ({ skip, take }: Window): Promise<Page<never>> => {
      const slice = contacts.slice(skip, skip + Math.min(take, takeMax));
      const items = slice.flatMap((identity) =>
        identity === null ? [] : [{ identity, phoneNumber: null, properties: { identity } } as never],
      );
      const count = { all: contacts.length, page: slice.length, absent: null }[total];
      return { items, total: count, passedOver: slice.length - items.length };
    },
  };
}

describe("a roster with contacts that cannot be read", () => {
  const HABITS: Habits[] = [2, 7, 100].flatMap((takeMax) =>
    (["all", "page", "absent"] as const).map((total) => ({ takeMax, total })),
  );
  const people = Array.from({ length: 60 }, (_, index) => whatsapp(mobile(index)));
  const spread = people.flatMap((one, index) => (index % 3 === 0 ? [null, one] : [one]));
  const bunched = [...people.slice(0, 5), ...Array.from({ length: 40 }, () => null), ...people.slice(5)];

  test.each(HABITS)("is read to its end, pages of $takeMax, totals of $total", async (habits) => {
    for (const [contacts, passedOver] of [
      [spread, 20],
      [bunched, 40],
      [[null, null, null], 3],
      [people, 0],
    ] as const) {
      const roster = await surveyContacts(readerOf(contacts, habits), REQUEST);
      expect(roster).toMatchObject({ total: contacts.length - passedOver, passedOver });
    }
  });

  it("is given up where page after page holds nothing else, without end", async () => {
    const endless: BlipReader = {
      ...readerOf([], { takeMax: 1, total: "absent" }),
      contacts: async () => ({ items: [], total: null, passedOver: 1 }),
    };
    await expect(surveyContacts(endless, REQUEST)).rejects.toThrow("holds nothing readable");
  });
});

describe("the plan", () => {
  const planWith = (passedOver: number) => {
    const roster = {
      total: 9,
      passedOver,
      identities: new Map(),
      selected: new Map(),
      unreadable: new Map(),
    };
    const list = desiredList("vip", [ANA]);
    return makePlan({ ...planInput(desired(list), live({ vip: [] })), roster });
  };

  it("warns of them with their number", () => {
    expect(planWith(3).warnings.map(spoken)).toEqual([
      {
        code: "contacts-without-identity",
        fields: { contacts: 3 },
        message:
          "3 contacts of the bot have no identity that can be read, so they were passed over. Correct or delete such contacts in Blip",
        source: null,
      },
    ]);
    expect(planWith(1).warnings.map(spoken)[0]?.message).toMatch(
      /^1 contact of the bot has no identity .* it was passed over/,
    );
  });

  it("has the same digest, and no warning where there are none", () => {
    expect(planWith(0).warnings).toEqual([]);
    expect(planWith(3).digest).toBe(planWith(0).digest);
  });
});
