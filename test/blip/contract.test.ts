/** The client on the platform's own fetch, in front of the emulator's command handler: no port, no pool. */

import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { blipReader, blipWriter } from "../../src/blip/client.ts";
import { systemClock } from "../../src/blip/clock.ts";
import { Link } from "../../src/blip/link.ts";
import { Pacer } from "../../src/blip/pacer.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import { Emulator } from "../../src/emulator/emulator.ts";
import { keyFor } from "../../src/emulator/key.ts";
import type { Seed } from "../../src/emulator/seed.ts";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import { survey } from "../../src/survey/survey.ts";
import { identity, listName, mobile, phone, whatsapp } from "../support/field.ts";
import { BOT, botKey, ENDPOINT } from "../support/virtual-harness.ts";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const ANA = identity("553199998888@wa.gw.msging.net");

function contract(seed: Partial<Seed> = {}, key = keyFor(BOT, "s3cret")) {
  const emulator = new Emulator({ state: stateFromSeed({ bot: BOT, key: "s3cret", ...seed }) });
  server.use(
    http.post(ENDPOINT.href, async ({ request }) => {
      const headers = Object.fromEntries(request.headers);
      const reply = emulator.handle({ headers, body: await request.text(), nowMs: performance.now() });
      if (reply.kind === "reset") return HttpResponse.error();
      return new HttpResponse(reply.body, { status: reply.status, headers: reply.headers });
    }),
  );
  const { signal } = new AbortController();
  const link = new Link({
    transport: httpTransport({
      fetch: globalThis.fetch,
      endpoint: ENDPOINT,
      key: botKey(key),
      clock: systemClock,
    }),
    pacer: new Pacer(systemClock, 1_000),
    clock: systemClock,
    random: () => 0,
    newId: () => crypto.randomUUID(),
    stop: signal,
    cut: signal,
  });
  return { emulator, reader: blipReader(link), writer: blipWriter(link) };
}

test("creates a list, looks a number up, adds it and reads it back", async () => {
  const { emulator, reader, writer } = contract({ accounts: { "+5531999998888": ANA } });
  const vip = listName("vip");
  expect(await writer.createList(vip)).toEqual({ status: "ok", value: undefined });
  expect(await writer.lookUp(phone("+55 31 99999-8888"))).toEqual({ status: "ok", value: ANA });
  expect(await writer.addRecipient(vip, ANA)).toEqual({ status: "ok", value: undefined });
  const { lists } = await survey(reader, [vip, listName("other")]);
  expect([...lists]).toEqual([["vip", { recipients: new Set([ANA]) }]]);
  expect(emulator.log.entries.map(({ outcome }) => outcome)).not.toContain("failure");
});

test("reads 250 members in pages of 100", async () => {
  const members = Array.from({ length: 250 }, (_, index) => whatsapp(mobile(index)));
  const { reader } = contract({ lists: { vip: members } });
  const { lists } = await survey(reader, [listName("vip")]);
  expect(lists.get("vip")?.recipients).toEqual(new Set(members));
});

test("is refused by Blip in Blip's words", async () => {
  const { writer } = contract({ takenLists: ["promo"] });
  expect(await writer.createList(listName("promo"))).toMatchObject({
    status: "failed",
    why: { code: "blip-refused", fields: { reason: 101 } },
  });
  expect(await writer.addRecipient(listName("none"), ANA)).toMatchObject({ status: "failed" });
});

test("is turned away with another bot's key", async () => {
  const { reader, writer } = contract({}, keyFor("other", "s3cret"));
  await expect(reader.lists({ skip: 0, take: 1 })).rejects.toMatchObject({ fault: { code: "unauthorized" } });
  expect(await writer.createList(listName("vip"))).toMatchObject({ status: "unauthorized" });
});

test("does not follow a redirect, so that the key goes nowhere else", async () => {
  const elsewhere: string[] = [];
  const { writer } = contract();
  server.use(
    http.post(ENDPOINT.href, () => HttpResponse.redirect("https://elsewhere.example/commands", 307)),
    http.all("https://elsewhere.example/*", ({ request }) => {
      elsewhere.push(request.url);
      return HttpResponse.json({});
    }),
  );
  expect(await writer.createList(listName("vip"))).toMatchObject({
    status: "failed",
    why: { code: "blip-status", fields: { status: 307 } },
  });
  expect(elsewhere).toEqual([]);
});
