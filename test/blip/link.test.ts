import { describe, expect, test } from "vitest";
import type { Answer } from "./scripted.ts";
import { ADD, body, networkError, READ, refusal, scripted, status, success } from "./scripted.ts";

/** Sends with this answer every time. @returns how often it was sent, and what came of it */
async function sendAgainst(answer: Answer, order = ADD) {
  const { clock, link, sendings } = scripted(answer);
  const reply = await clock.run(link.send(order));
  return { reply, sends: sendings.length };
}

describe("reasons that Blip gives", () => {
  test.each([51, 61, 81, 86])(
    "%i is worth another try: eight sends of an add, five of a read",
    async (code) => {
      expect((await sendAgainst(refusal(code))).sends).toBe(8);
      expect((await sendAgainst(refusal(code), READ)).sends).toBe(5);
    },
  );

  test.each([1, 11, 12, 21, 23, 25, 27, 31, 35, 41, 42, 44, 60, 62, 63, 64, 65, 66, 67, 82, 101, 0, 999])(
    "%i is final: one send",
    async (code) => {
      const { reply, sends } = await sendAgainst(refusal(code));
      expect([reply.status, sends]).toEqual(["failure", 1]);
    },
  );

  test.each([34, 85])("%i means the rate: tried for longer than any penalty", async (code) => {
    const { reply, sends } = await sendAgainst(refusal(code), READ);
    expect(reply).toMatchObject({ status: "failure", uncertain: false });
    expect(sends).toBe(12);
  });

  test("13 is a refused key: one send", async () => {
    const { reply, sends } = await sendAgainst(refusal(13));
    expect(reply).toMatchObject({ status: "failure", error: { fault: { code: "unauthorized" } } });
    expect(sends).toBe(1);
  });
});

describe("statuses", () => {
  test.each([408, 425, 500, 502, 503, 504, 520, 599])("%i is worth another try", async (code) => {
    const { reply, sends } = await sendAgainst(status(code, { code: 21, description: "Validation" }));
    expect(reply).toMatchObject({
      status: "failure",
      error: { fault: { code: "blip-status", fields: { status: code } } },
    });
    expect(sends).toBe(8);
  });

  test.each([300, 301, 302, 307, 308, 400, 404, 405, 409, 413, 415, 418])("%i is final", async (code) => {
    expect((await sendAgainst(status(code))).sends).toBe(1);
  });

  test.each([401, 403])("%i is a refused key: one send, whatever the body says", async (code) => {
    const { reply, sends } = await sendAgainst(status(code, { code: 51, description: "x" }));
    expect(reply).toMatchObject({ error: { fault: { code: "unauthorized", fields: { status: code } } } });
    expect(sends).toBe(1);
  });

  test("429 means the rate, whatever the body says", async () => {
    expect((await sendAgainst(status(429, { code: 101, description: "x" }))).sends).toBe(12);
  });

  test("a bare reason beside a status of 4xx is that reason", async () => {
    expect((await sendAgainst(status(400, { code: 51, description: "x" }))).sends).toBe(8);
    expect((await sendAgainst(status(400, { code: 64, description: "x" }))).sends).toBe(1);
    const { reply } = await sendAgainst(status(400, { code: 13, description: "x" }));
    expect(reply).toMatchObject({ error: { fault: { code: "unauthorized", fields: { status: 400 } } } });
  });
});

describe("answers that are none", () => {
  test.each<[string, Answer]>([
    ["HTML", body("<!doctype html><html></html>")],
    ["half of the JSON", body('{"id":"id-1","status":"suc')],
    ["an empty body", body("")],
    ["an array", body([])],
    ["null", body("null")],
    ["a number", body("7")],
    ["another command's answer", body({ id: "other", method: "get", status: "success" })],
    ["neither success nor failure", ({ id }) => ({ body: { id, status: "pending" } })],
    ["a broken connection", networkError("ECONNRESET")],
    ["a connection that the other side closed", networkError("UND_ERR_SOCKET")],
  ])("%s: tried again, and nobody knows whether it took effect", async (_, answer) => {
    const { reply, sends } = await sendAgainst(answer);
    expect(reply).toMatchObject({ status: "failure", uncertain: true });
    expect(sends).toBe(8);
  });

  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "EHOSTUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
  ])("%s: tried again, and certainly without effect", async (code) => {
    const { reply, sends } = await sendAgainst(networkError(code));
    expect(reply).toMatchObject({
      status: "failure",
      uncertain: false,
      error: { fault: { code: "blip-unreachable" } },
    });
    expect(sends).toBe(8);
  });

  test("a failure without a reason is final, and says so", async () => {
    const { reply, sends } = await sendAgainst(({ id }) => ({ body: { id, status: "failure" } }));
    expect(reply).toMatchObject({
      error: { fault: { code: "blip-refused", fields: { reason: 0, description: null } } },
    });
    expect(sends).toBe(1);
  });

  test("nothing within 30 s is given up, and tried again", async () => {
    const { clock, link, sendings } = scripted(null, success("late"));
    expect(await clock.run(link.send(ADD))).toEqual({ status: "success", resource: "late" });
    expect(sendings[1]?.atMs).toBeGreaterThanOrEqual(30_000);
    expect(sendings[1]?.atMs).toBeLessThan(31_000);
  });
});

describe("whether a failure is certain", () => {
  test.each<[string, boolean, readonly Answer[]]>([
    ["one try was lost, the next refused for good", true, [networkError("ECONNRESET"), refusal(101)]],
    ["a server error, then refused for good", true, [status(502), refusal(101)]],
    ["refused for the rate, then for good", false, [status(429), refusal(101)]],
    ["a gateway that timed out", true, [refusal(86)]],
    ["a command that could not be dispatched", false, [refusal(51)]],
    ["refused at once", false, [refusal(60)]],
  ])("%s: uncertain is %s", async (_, uncertain, answers) => {
    const { clock, link } = scripted(...answers);
    expect(await clock.run(link.send(ADD))).toMatchObject({ status: "failure", uncertain });
  });
});

describe("tries", () => {
  test("come after doubling waits, up to 15 s", async () => {
    const { clock, link, sendings } = scripted(refusal(51));
    await clock.run(link.send({ ...ADD, sendsMax: 9 }));
    const waits = sendings.slice(1).map(({ atMs }, index) => atMs - (sendings[index]?.atMs ?? Number.NaN));
    const threeQuarters = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000].map((ms) => 0.75 * ms + 10);
    expect(waits.map(Math.round)).toEqual(threeQuarters.map(Math.round));
  });

  test("of a server that is not there come no sooner than Retry-After says", async () => {
    const { clock, link, sendings } = scripted(status(503, "", { "retry-after": "20" }), success());
    await clock.run(link.send(ADD));
    expect(sendings[1]?.atMs).toBe(20_010);
  });

  test("have an id each", async () => {
    const { clock, link, sendings } = scripted(refusal(51), refusal(51), success());
    await clock.run(link.send(ADD));
    expect(new Set(sendings.map(({ command }) => command.id)).size).toBe(3);
  });

  test("are counted, and so are the further ones", async () => {
    const { clock, link } = scripted(refusal(51), status(429), success());
    await clock.run(link.send(ADD));
    expect([link.commands, link.retries]).toEqual([3, 2]);
  });
});
