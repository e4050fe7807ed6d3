import { describe, expect, test } from "vitest";
import { sealKeyOf } from "../../src/approval/seal.ts";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { parseKey } from "../../src/domain/key.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import { desired, desiredList, live, mobile, planInput, whatsapp } from "../support/field.ts";

const [ANA, BIA, CLEO] = [mobile(1), mobile(2), mobile(3)];

function digests(
  lists: Readonly<Record<string, readonly string[]>>,
  {
    there = {},
    file = "lists/a.yaml",
    bot = "acme",
    contract = "acme-co",
    known = new Map<Member, Identity>(),
  } = {},
) {
  const wanted = Object.entries(lists).map(([name, members]) => desiredList(name, members, file));
  const plan = makePlan({ ...planInput(desired(...wanted), live(there)), contract, bot, known });
  return { digest: plan.digest, desired: plan.desired };
}

const BASE = digests({ vip: [ANA, BIA] });

test("a digest says how it was made", () => {
  expect(BASE.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(BASE.desired).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("digests cannot be guessed without the bot's key: they are shown where members are masked", () => {
  const terms = {
    ...planInput(desired(), live()).terms,
    sealKey: sealKeyOf(parsedKey("acmebot:another-key")),
  };
  const plan = makePlan({ ...planInput(desired(desiredList("vip", [ANA, BIA])), live()), terms });
  const same = makePlan(planInput(desired(desiredList("vip", [ANA, BIA])), live()));
  expect(plan.actions).toEqual(same.actions);
  expect([plan.digest, plan.desired]).not.toContain(same.digest);
  expect([plan.digest, plan.desired]).not.toContain(same.desired);
});

function parsedKey(text: string) {
  const parsed = parseKey(Buffer.from(text).toString("base64"));
  if (parsed === null) throw new Error("no key");
  return parsed.key;
}

describe("both digests stay", () => {
  test("when declarations move to another file, or to other lines", () => {
    expect(digests({ vip: [BIA, ANA] }, { file: "lists/moved.yaml" })).toEqual(BASE);
  });

  test("when the bot is spelled in another case", () => {
    expect(digests({ vip: [ANA, BIA] }, { bot: "ACME" })).toEqual(BASE);
  });

  test("when it is known by then which identity a number has", () => {
    expect(digests({ vip: [ANA, BIA] }, { known: new Map([[ANA, whatsapp(ANA)]]) })).toEqual(BASE);
  });

  test("when somebody is on the list who is not declared", () => {
    const there = { vip: ["x@wa.gw.msging.net"] };
    const other = { vip: ["y@wa.gw.msging.net"] };
    expect(digests({ vip: [ANA] }, { there })).toEqual(digests({ vip: [ANA] }, { there: other }));
  });
});

describe("the digest of the actions differs", () => {
  test.each([
    ["one member more", digests({ vip: [ANA, BIA, CLEO] })],
    ["one member less", digests({ vip: [ANA] })],
    ["another member", digests({ vip: [ANA, CLEO] })],
    ["another list", digests({ vip2: [ANA, BIA] })],
    ["one list more", digests({ vip: [ANA, BIA], empty: [] })],
    ["the list exists", digests({ vip: [ANA, BIA] }, { there: { vip: [] } })],
    ["one is there already", digests({ vip: [ANA, BIA] }, { there: { vip: [whatsapp(ANA)] } })],
    ["another bot", digests({ vip: [ANA, BIA] }, { bot: "other" })],
    ["another contract", digests({ vip: [ANA, BIA] }, { contract: "other" })],
    ["the same members on two lists", digests({ vip: [ANA], vip2: [BIA] })],
  ])("for %s", (_, { digest }) => {
    expect(digest).not.toBe(BASE.digest);
  });
});

test("the digest of what is declared knows nothing of what is live", () => {
  expect(digests({ vip: [ANA, BIA] }, { there: { vip: [whatsapp(ANA)] } }).desired).toBe(BASE.desired);
  expect(digests({ vip: [ANA, CLEO] }).desired).not.toBe(BASE.desired);
  expect(digests({ vip: [ANA, BIA], empty: [] }).desired).not.toBe(BASE.desired);
});
