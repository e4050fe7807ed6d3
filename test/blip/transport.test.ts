import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { CommandError } from "../../src/blip/errors.ts";
import type { Fetch } from "../../src/blip/transport.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import { spoken } from "../support/said.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { ACCESS_KEY, botKey, ENDPOINT } from "../support/virtual-harness.ts";
import type { Answer } from "./scripted.ts";
import { body, networkError, READ, refusal, scripted, status, success } from "./scripted.ts";

const COMMAND = { id: "id-7", method: "get", uri: "/lists/vip%40broadcast.msging.net/recipients" } as const;
const UNCUT = new AbortController().signal;

async function failure(answer: Answer): Promise<CommandError> {
  const { clock, transport } = scripted(answer);
  const error = await clock.run(transport(COMMAND, UNCUT)).catch((caught: unknown) => caught);
  if (!(error instanceof CommandError)) throw new Error("it did not fail", { cause: error });
  return error;
}

test("posts the command as JSON to the endpoint, with the key, and follows no redirect", async () => {
  const { clock, transport, sendings } = scripted(success());
  await clock.run(transport(COMMAND, UNCUT));
  expect(sendings).toHaveLength(1);
  expect(sendings[0]).toMatchObject({
    url: ENDPOINT.href,
    init: {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Key ${botKey()}` },
      redirect: "manual",
    },
  });
  expect(JSON.parse(sendings[0]?.init.body ?? "")).toEqual(COMMAND);
});

test("takes an answer with more in it than it knows", async () => {
  const { clock, transport } = scripted(({ id }) => ({
    status: 202,
    body: {
      id,
      from: "a@b.c",
      method: "get",
      status: "success",
      resource: [1],
      metadata: { "#command.uri": "x" },
    },
  }));
  expect(await clock.run(transport(COMMAND, UNCUT))).toEqual({
    id: "id-7",
    method: "get",
    status: "success",
    resource: [1],
  });
});

describe("what an error says", () => {
  test.each<[string, Answer, string]>([
    [
      "a reason",
      refusal(60, "Invalid list identifier"),
      "Blip refused the command (reason 60: Invalid list identifier)",
    ],
    ["a reason without words", status(400, { code: 21 }), "Blip refused the command (reason 21)"],
    ["429", status(429), "too many commands for this bot (HTTP 429)"],
    ["a status", status(502, "<html>"), "the server returned HTTP 502 instead of an answer from Blip"],
    ["401", status(401), "Blip refused the key (HTTP 401)"],
    ["HTML", body(" <html>"), "unexpected answer: HTML, not JSON"],
    ["nothing", body("  "), "unexpected answer: empty"],
    ["half of it", body('{"id'), "unexpected answer: not a JSON object"],
    ["another id", body({ id: "x" }), "unexpected answer: the id of another command"],
    ["no id", body({ status: "success" }), "unexpected answer: the id of another command"],
    [
      "another method",
      ({ id }) => ({ body: { id, method: "set", status: "success", resource: {} } }),
      "unexpected answer: the method of another command",
    ],
    [
      "another method's failure",
      ({ id }) => ({ body: { id, method: "delete", status: "failure", reason: { code: 67 } } }),
      "unexpected answer: the method of another command",
    ],
    [
      "ENOTFOUND",
      networkError("ENOTFOUND"),
      "cannot connect: there is no host acme.http.msging.net. Check the contract",
    ],
    [
      "a certificate",
      networkError("CERT_HAS_EXPIRED"),
      "cannot connect: acme.http.msging.net: no secure connection (CERT_HAS_EXPIRED)",
    ],
    [
      "EMFILE",
      networkError("EMFILE"),
      "cannot connect: too many open files and connections on this machine (EMFILE). Raise the limit, for example with ulimit -n 1024",
    ],
    ["ECONNRESET", networkError("ECONNRESET"), "the connection broke (ECONNRESET)"],
    ["no code", new TypeError("terminated"), "the connection broke"],
  ])("%s", async (_, answer, words) => {
    const { message } = spoken((await failure(answer)).fault);
    expect(message).toBe(`get /lists/vip@broadcast.msging.net/recipients: ${words}`);
  });

  test("holds no control characters of an answer, and not all of a long one", async () => {
    const { fault } = await failure(refusal(1, `\u001b[31m${"x".repeat(5_000)}\n\u202e`));
    const { message } = spoken(fault);
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.length).toBeLessThan(400);
  });
});

test("the reason of a network error is found however deep fetch wraps it", async () => {
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  const both = new AggregateError([refused, refused]);
  const error = await failure(
    new TypeError("fetch failed", { cause: new Error("wrapped", { cause: both }) }),
  );
  expect(spoken(error.fault)).toMatchObject({
    code: "blip-unreachable",
    message: expect.stringContaining("acme.http.msging.net: the connection was refused"),
  });
});

describe("Retry-After", () => {
  // The specification's clock stands at the first midnight of 2026, and an answer takes 10 ms.
  const NOW = "Thu, 01 Jan 2026 00:00:00 GMT";

  test.each([
    ["20", 20_000],
    [" 0 ", 0],
    ["9999999", 9_999_999_000],
    ["soon", null],
    ["-3", null],
    ["1.5", null],
    ["", null],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 59_990],
    ["Thursday, 01-Jan-26 00:01:00 GMT", 59_990],
    ["Thu Jan  1 00:01:00 2026", 59_990],
    ["2026-01-01T00:01:00Z", 59_990],
    ["Thu, 01 Jan 2026 01:01:00 +0100", 59_990],
    ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
    ["Thu, 32 Jan 2026 00:01:00 GMT", null],
    ["Thu, whenever", null],
  ])("%s", async (header, retryAfterMs) => {
    for (const code of [429, 503]) {
      const error = await failure(status(code, "", { "retry-after": header }));
      expect(error).toMatchObject({ fault: { fields: { status: code } }, retryAfterMs });
    }
  });

  test.each([
    ["Thu, 01 Jan 2026 00:00:45 GMT", 15_000],
    ["Thu, 01 Jan 2026 00:05:00 GMT", 0],
    ["Thu Jan  1 00:00:45 2026", 15_000],
    ["yesterday", 59_990],
  ])("as a date counts from the date of the answer: %s", async (date, retryAfterMs) => {
    const headers = { "retry-after": "Thu, 01 Jan 2026 00:01:00 GMT", date };
    const error = await failure(status(429, "", headers));
    expect(error).toMatchObject({ fault: { fields: { status: 429 } }, retryAfterMs });
  });

  test("as a date is waited for, and no longer than a server may ask for", async () => {
    const until = (date: string) => scripted(status(503, "", { "retry-after": date, date: NOW }), success());
    const soon = until("Thu, 01 Jan 2026 00:00:30 GMT");
    await soon.clock.run(soon.link.send(READ));
    expect(soon.sendings.map(({ atMs }) => atMs)).toEqual([0, 30_010]);
    const never = until("Thu, 01 Jan 2099 00:00:00 GMT");
    await never.clock.run(never.link.send(READ));
    expect(never.sendings.map(({ atMs }) => atMs)).toEqual([0, 60_010]);
  });
});

describe("the deadline", () => {
  const slow = (answers: (signal: AbortSignal) => ReturnType<Fetch>) => {
    const clock = new VirtualClock();
    const fetch: Fetch = (_url, { signal }) => answers(signal);
    const transport = httpTransport({ fetch, endpoint: ENDPOINT, key: botKey(), clock });
    return { clock, transport };
  };
  const rejectedOn = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });

  /** One byte, and then nothing until the answer is given up. */
  async function* neverEnding(signal: AbortSignal) {
    yield Buffer.from("{");
    await rejectedOn(signal);
  }

  test("counts until the last byte of an answer", async () => {
    const { clock, transport } = slow(async (signal) => {
      return { status: 200, headers: { get: () => null }, body: neverEnding(signal) };
    });
    const error = await clock.run(transport(COMMAND, UNCUT)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ fault: { code: "blip-lost", fields: { why: "deadline", seconds: 30 } } });
    expect(clock.now()).toBe(30_000);
  });

  test("is another fault than a run that was cut short", async () => {
    const cut = new AbortController();
    const { clock, transport } = slow(rejectedOn);
    clock.after(1_000, () => cut.abort());
    const error = await clock.run(transport(COMMAND, cut.signal)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ fault: { code: "blip-lost", fields: { why: "stopped" } } });
    expect(clock.now()).toBe(1_000);
  });
});

test("the key is nowhere in an error, even where an answer or the network repeats it", async () => {
  const key = botKey();
  const echoes: Answer[] = [
    refusal(1, `Authorization: Key ${key} was sent`),
    status(400, { code: 21, description: key }),
    ({ id }) => {
      const reason = { code: 1, description: `Key ${key}` };
      const escaped = `\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}`;
      return { body: JSON.stringify({ id, status: "failure", reason }).replaceAll(key, escaped) };
    },
    status(502, `<html>Key ${key}</html>`),
    status(401, key),
    body(`<html>${key}`),
    body({ id: key }),
    ({ id }) => ({ body: { id, status: key } }),
    new Error(`Key ${key}`, { cause: new Error(key) }),
    networkError(key),
    networkError("ECONNREFUSED"),
  ];
  for (const echo of echoes) {
    const error = await failure(echo);
    const all = `${inspect(error, { depth: 10, showHidden: true })} ${error.stack} ${JSON.stringify(error)}`;
    expect(all).not.toContain(key);
    expect(all).not.toContain(ACCESS_KEY);
  }
});
