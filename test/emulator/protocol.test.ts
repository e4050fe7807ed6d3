import { describe, expect, test } from "vitest";
import { keyFor } from "../../src/emulator/key.ts";
import { answerIn, Caller, CONTACTS, IDENTITY_TYPE, LISTS, outcome, WHATSAPP } from "./caller.ts";

const getLists = JSON.stringify({ id: "1", to: LISTS, method: "get", uri: "/lists" });

describe("a response", () => {
  test("has the id of the command, its addresses swapped, its method and its absolute uri", () => {
    const response = new Caller().send({ id: "a-7", to: LISTS, method: "get", uri: "/lists?$take=5" });
    expect(response).toMatchObject({
      id: "a-7",
      from: "postmaster@broadcast.msging.net/#emulator",
      to: "acme@msging.net/default",
      method: "get",
      status: "success",
      type: "application/vnd.lime.collection+json",
      metadata: { "#command.uri": "lime://acme@msging.net/lists?$take=5" },
    });
  });

  test("comes from the server where the command names no address", () => {
    expect(new Caller().ask(undefined, "get", "/contacts").from).toBe("postmaster@msging.net/#emulator");
  });

  test("is HTTP 200 for a failed command, too, with a reason and without a resource", () => {
    const response = new Caller().member("none", "5531999998888@wa.gw.msging.net");
    expect(response).toMatchObject({
      status: "failure",
      reason: { code: 101, description: expect.any(String) },
    });
    expect(response).not.toHaveProperty("resource");
  });

  test("of a set has neither type nor resource", () => {
    const response = new Caller().createList("vip");
    expect(response.status).toBe("success");
    expect(response).not.toHaveProperty("type");
    expect(response).not.toHaveProperty("resource");
  });
});

describe("the key", () => {
  test.each([
    ["is missing", ""],
    ["is of another bot", `Key ${keyFor("other")}`],
    ["has no access key in it", `Key ${Buffer.from("acme:").toString("base64")}`],
    ["has no bot in it", `Key ${Buffer.from("acme").toString("base64")}`],
    ["comes without the word Key", keyFor("acme")],
    ["comes as another scheme", `Bearer ${keyFor("acme")}`],
  ])("that %s is refused with 401 and an empty body", (_, authorization) => {
    const caller = new Caller();
    const reply = answerIn(caller.post(getLists, { ...caller.headers(), authorization }));
    expect(reply).toMatchObject({ status: 401, body: "" });
    expect(caller.emulator.log.entries).toMatchObject([
      { status: 401, outcome: "unauthorized", uri: "/lists" },
    ]);
  });

  test("must hold the seeded access key where there is one", () => {
    const caller = new Caller({ key: "s3cret" });
    const statusWith = (accessKey: string) =>
      answerIn(
        caller.post(getLists, { ...caller.headers(), authorization: `Key ${keyFor("acme", accessKey)}` }),
      ).status;
    expect([statusWith("s3cret"), statusWith("guess")]).toEqual([200, 401]);
  });

  test("names the bot without regard to case", () => {
    const caller = new Caller();
    const headers = { ...caller.headers(), authorization: `Key ${keyFor("ACME")}` };
    expect(answerIn(caller.post(getLists, headers)).status).toBe(200);
  });
});

describe("what is no command", () => {
  test.each([
    ["no JSON", "{"],
    ["no object", "[]"],
    ["null", "null"],
    ["without an id", JSON.stringify({ to: LISTS, method: "get", uri: "/lists" })],
    ["with a number for an id", JSON.stringify({ id: 1, to: LISTS, method: "get", uri: "/lists" })],
    ["without a method", JSON.stringify({ id: "1", to: LISTS, uri: "/lists" })],
    ["with a method of its own", JSON.stringify({ id: "1", to: LISTS, method: "put", uri: "/lists" })],
    ["without a uri", JSON.stringify({ id: "1", to: LISTS, method: "get" })],
    ["with an address that is no text", JSON.stringify({ id: "1", to: 1, method: "get", uri: "/lists" })],
    ["with a type that is no text", JSON.stringify({ id: "1", type: 1, method: "get", uri: "/lists" })],
  ])("(%s) is refused with 400 and a bare reason", (_, body) => {
    const caller = new Caller();
    const reply = answerIn(caller.post(body));
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body)).toEqual({ code: 21, description: expect.any(String) });
    expect(caller.emulator.log.entries).toMatchObject([{ status: 400, outcome: "malformed" }]);
  });

  test("is anything that does not say it is JSON", () => {
    const caller = new Caller();
    const statusAs = (type: string) =>
      answerIn(caller.post(getLists, { ...caller.headers(), "content-type": type })).status;
    expect(statusAs("text/plain")).toBe(415);
    expect(statusAs("application/json; charset=utf-8")).toBe(200);
  });
});

describe("the address and the uri", () => {
  const caller = new Caller({ lists: { vip: [] } });

  test("an address that nobody has fails with reason 42", () => {
    expect(outcome(caller.ask("postmaster@nowhere.msging.net", "get", "/lists"))).toBe(42);
    expect(outcome(caller.ask("someone@broadcast.msging.net", "get", "/lists"))).toBe(42);
  });

  test("what an address does not keep fails with reason 62", () => {
    expect(outcome(caller.ask(undefined, "get", "/lists"))).toBe(62);
    expect(outcome(caller.ask(CONTACTS, "get", "/lists"))).toBe(62);
    expect(outcome(caller.ask(LISTS, "get", "/contacts"))).toBe(62);
    expect(outcome(caller.ask(LISTS, "get", "/buckets"))).toBe(62);
    expect(outcome(caller.ask(LISTS, "get", "/lists/"))).toBe(62);
    expect(outcome(caller.ask(WHATSAPP, "get", "/accounts/+5531999998888"))).toBe(62);
  });

  test.each([
    ["merge", LISTS, "/lists"],
    ["delete", LISTS, "/lists"],
    ["get", LISTS, "/lists/vip@broadcast.msging.net"],
    ["delete", LISTS, "/lists/vip@broadcast.msging.net/recipients"],
    ["set", LISTS, "/lists/vip@broadcast.msging.net/recipients/5531999998888@wa.gw.msging.net"],
    ["delete", CONTACTS, "/contacts"],
    ["set", WHATSAPP, "lime://wa.gw.msging.net/accounts/+5531999998888"],
  ] as const)("the method %s fails with reason 63 at %s %s", (method, to, uri) => {
    expect(outcome(caller.ask(to, method, uri))).toBe(63);
  });

  test.each([
    "lists",
    "https://msging.net/lists",
    "/lists/%ZZ",
    "/lists/a b",
    "/lists?$take=%",
    "lime://other.net/lists",
  ])("the uri %s fails with reason 27", (uri) => {
    expect(outcome(caller.ask(LISTS, "get", uri))).toBe(27);
  });

  test.each([
    "lime://broadcast.msging.net/lists",
    "lime://acme@msging.net/lists",
    "LIME://ACME%40msging.net/lists",
  ])("the absolute uri %s is the same as the relative one, and echoed as it is", (uri) => {
    const response = caller.ask(LISTS, "get", uri);
    expect(response.resource).toEqual(caller.lists().resource);
    expect(response.metadata).toEqual({ "#command.uri": uri });
  });

  test.each(["/lists/vip@broadcast.msging.net/recipients", "/lists/vip%40broadcast.msging.net/recipients"])(
    "the at sign may come raw or encoded: %s",
    (uri) => {
      expect(outcome(caller.ask(LISTS, "get", uri))).toBe("success");
    },
  );

  test.each(["acme+senders@broadcast.msging.net", "acme%2Bsenders%40broadcast.msging.net"])(
    "a plus in a path is a plus: %s",
    (list) => {
      expect(outcome(caller.ask(LISTS, "get", `/lists/${list}/recipients`))).toBe("success");
    },
  );

  test("addresses compare without regard to case, and may name an instance", () => {
    expect(outcome(caller.ask("Postmaster@Broadcast.MSGING.net/#x", "get", "/lists"))).toBe("success");
  });
});

describe("the log", () => {
  test("holds every command with what it came to, and tells a sink", () => {
    const logged: unknown[] = [];
    const caller = new Caller({}, {}, { sink: (entry) => logged.push(entry) });
    caller.nowMs = 42;
    caller.add("vip", "5531999998888@wa.gw.msging.net");
    expect(caller.emulator.log.entries).toEqual([
      {
        at: 42,
        id: "1",
        method: "set",
        uri: "/lists/vip@broadcast.msging.net/recipients",
        to: LISTS,
        type: IDENTITY_TYPE,
        resource: "5531999998888@wa.gw.msging.net",
        status: 200,
        outcome: "failure",
        reason: 101,
        fault: null,
      },
    ]);
    expect(logged).toEqual(caller.emulator.log.entries);
    caller.emulator.log.clear();
    expect(caller.emulator.log.entries).toEqual([]);
  });
});
