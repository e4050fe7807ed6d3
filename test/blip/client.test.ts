import { describe, expect, test } from "vitest";
import { blipReader, blipWriter } from "../../src/blip/client.ts";
import { CommandError } from "../../src/blip/errors.ts";
import { Stopped } from "../../src/blip/pacer.ts";
import { PageRefused } from "../../src/survey/reader.ts";
import { identity, listName, phone } from "../support/field.ts";
import type { Answer } from "./scripted.ts";
import { networkError, refusal, scripted, status, success } from "./scripted.ts";

const VIP = listName("Vip.2026");
const ANA = identity("5531999998888@wa.gw.msging.net");
const PHONE = phone("+55 31 99999-8888");

function client(...answers: readonly Answer[]) {
  const { clock, link, sendings, stop } = scripted(...answers);
  const [reader, writer] = [blipReader(link), blipWriter(link)];
  const commands = () => sendings.map(({ command: { id: _id, ...command } }) => command);
  return { clock, reader, writer, commands, stop };
}

describe("the commands on the wire", () => {
  test("create a list", async () => {
    const { clock, writer, commands } = client(success());
    expect(await clock.run(writer.createList(VIP))).toEqual({ status: "ok", value: undefined });
    expect(commands()).toEqual([
      {
        to: "postmaster@broadcast.msging.net",
        method: "set",
        uri: "/lists",
        type: "application/vnd.iris.distribution-list+json",
        resource: { identity: "Vip.2026@broadcast.msging.net" },
      },
    ]);
  });

  test("add a member: the identity as a JSON string", async () => {
    const { clock, writer, commands } = client(success());
    expect(await clock.run(writer.addRecipient(VIP, ANA))).toEqual({ status: "ok", value: undefined });
    expect(commands()).toEqual([
      {
        to: "postmaster@broadcast.msging.net",
        method: "set",
        uri: "/lists/Vip.2026%40broadcast.msging.net/recipients",
        type: "application/vnd.lime.identity",
        resource: "5531999998888@wa.gw.msging.net",
      },
    ]);
  });

  test("look a number up: with its plus, as it is", async () => {
    const { clock, writer, commands } = client(success({ alternativeAccount: ANA, identity: "x@y.z" }));
    expect(await clock.run(writer.lookUp(PHONE))).toEqual({ status: "ok", value: ANA });
    expect(commands()).toEqual([
      {
        to: "postmaster@wa.gw.msging.net",
        method: "get",
        uri: "lime://wa.gw.msging.net/accounts/+5531999998888",
      },
    ]);
  });

  test("read a page of lists and one of members", async () => {
    const { clock, reader, commands } = client(success({ total: 7, itemType: "x", items: [ANA] }));
    const page = { total: 7, items: [ANA] };
    expect(await clock.run(reader.lists({ skip: 0, take: 100 }))).toEqual(page);
    expect(await clock.run(reader.recipients(VIP, { skip: 200, take: 50 }))).toEqual(page);
    const to = "postmaster@broadcast.msging.net";
    expect(commands()).toEqual([
      { to, method: "get", uri: "/lists?$skip=0&$take=100" },
      { to, method: "get", uri: "/lists/Vip.2026%40broadcast.msging.net/recipients?$skip=200&$take=50" },
    ]);
  });
});

describe("a page", () => {
  test.each([
    [undefined, null],
    ["7", null],
    [-1, null],
    [1.5, null],
    [null, null],
    [0, 0],
  ])("with a total of %s has one of %s", async (total, read) => {
    const { clock, reader } = client(success({ total, items: [] }));
    expect(await clock.run(reader.lists({ skip: 0, take: 1 }))).toEqual({ items: [], total: read });
  });

  test.each([
    [undefined],
    [null],
    [[]],
    [{}],
    [{ items: {} }],
    [{ items: [ANA, 7] }],
    [{ items: [{ identity: ANA }] }],
  ])("that is %j is an error", async (resource) => {
    const { clock, reader } = client(success(resource));
    const page = clock.run(reader.lists({ skip: 0, take: 1 }));
    await expect(page).rejects.toMatchObject({ name: "CommandError", fault: { code: "blip-garbage" } });
  });

  test.each<[string, Answer, boolean]>([
    ["reason 64", refusal(64), false],
    ["reason 67, a missing list's", refusal(67), true],
    ["reason 101, a missing list's", refusal(101), true],
    ["HTTP 413", status(413), false],
    ["HTTP 500, of an answer too large to make", status(500), false],
  ])("may be refused for its size by %s", async (_, answer, listMayBeMissing) => {
    const { clock, reader } = client(answer);
    const error = await clock.run(reader.lists({ skip: 0, take: 1 })).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PageRefused);
    expect(error).toMatchObject({ listMayBeMissing, cause: expect.any(CommandError) });
  });

  test.each<[string, Answer]>([
    ["the rate", status(429)],
    ["reason 34", refusal(34)],
    ["the key", status(401)],
    ["HTTP 503", status(503)],
    ["no connection", networkError("ECONNREFUSED")],
  ])("is no smaller for %s", async (_, answer) => {
    const { clock, reader } = client(answer);
    const page = clock.run(reader.recipients(VIP, { skip: 0, take: 1 }));
    await expect(page).rejects.toBeInstanceOf(CommandError);
  });

  test("is not asked for when the run is stopped", async () => {
    const { clock, reader, stop } = client(success());
    stop.abort();
    await expect(clock.run(reader.lists({ skip: 0, take: 1 }))).rejects.toBeInstanceOf(Stopped);
  });
});

describe("what became of a write", () => {
  test.each<[string, readonly Answer[], object]>([
    ["refused for good", [refusal(101)], { status: "failed", passing: false }],
    ["refused eight times by what passes", [refusal(51)], { status: "failed", passing: true }],
    ["no connection", [networkError("ECONNREFUSED")], { status: "failed", passing: true }],
    ["lost", [networkError("ECONNRESET")], { status: "unknown" }],
    ["lost, then refused for good", [status(502), refusal(101)], { status: "unknown" }],
    ["the key is refused", [status(401)], { status: "unauthorized", uncertain: false }],
    [
      "lost, then the key is refused",
      [status(502), status(403)],
      { status: "unauthorized", uncertain: true },
    ],
  ])("%s", async (_, answers, sent) => {
    const { clock, writer } = client(...answers);
    expect(await clock.run(writer.addRecipient(VIP, ANA))).toMatchObject(sent);
  });

  test("nothing when the run is stopped", async () => {
    const { clock, writer, stop } = client(success());
    stop.abort();
    expect(await clock.run(writer.createList(VIP))).toEqual({ status: "stopped" });
  });
});
