import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RateLimit } from "../../src/emulator/rate-limit.ts";
import { answerIn, Caller, LISTS } from "./caller.ts";

const getLists = JSON.stringify({ id: "1", to: LISTS, method: "get", uri: "/lists" });

/** The HTTP statuses of commands that arrive at these moments. */
function statuses(caller: Caller, momentsMs: readonly number[]): number[] {
  return momentsMs.map((nowMs) => {
    caller.nowMs = nowMs;
    return answerIn(caller.post(getLists)).status;
  });
}

describe("the rate limit", () => {
  test("lets in so many within any second, however the second is laid", () => {
    const caller = new Caller({}, { commandsPerSecond: 3 });
    expect(statuses(caller, [0, 900, 999, 1_000, 1_899])).toEqual([200, 200, 200, 200, 429]);
  });

  test("refuses everything for two minutes once it was exceeded, and does not prolong that", () => {
    const caller = new Caller({}, { commandsPerSecond: 1 });
    const moments = [0, 500, 2_000, 119_999, 120_499, 120_500, 121_500];
    expect(statuses(caller, moments)).toEqual([200, 429, 429, 429, 429, 200, 200]);
  });

  test("may have no penalty: just what is over is refused", () => {
    const caller = new Caller({}, { commandsPerSecond: 1, penaltyMs: 0 });
    expect(statuses(caller, [0, 1, 999, 1_000])).toEqual([200, 429, 429, 200]);
  });

  test("is off with 0", () => {
    expect(new Set(statuses(new Caller(), new Array(500).fill(7)))).toEqual(new Set([200]));
  });

  test("does not carry out what it refuses, and logs it as such", () => {
    const caller = new Caller({}, { commandsPerSecond: 1 });
    caller.createList("first");
    expect(() => caller.createList("second")).toThrow("HTTP 429");
    expect(caller.emulator.state.lists.names()).toEqual(["first"]);
    expect(caller.emulator.log.entries[1]).toMatchObject({
      method: "set",
      uri: "/lists",
      status: 429,
      outcome: "too-many-requests",
    });
  });

  test("is the bot's: commands with a wrong key do not count", () => {
    const caller = new Caller({}, { commandsPerSecond: 1 });
    expect(answerIn(caller.post(getLists, { ...caller.headers(), authorization: "" })).status).toBe(401);
    expect(answerIn(caller.post(getLists)).status).toBe(200);
  });

  test("tells in Retry-After how long, by switch", () => {
    const refusedAfter = (retryAfter: boolean) => {
      const caller = new Caller({}, { commandsPerSecond: 1, retryAfter });
      statuses(caller, [0, 100]);
      caller.nowMs = 1_500;
      return answerIn(caller.post(getLists)).headers["retry-after"];
    };
    expect([refusedAfter(true), refusedAfter(false)]).toEqual(["119", undefined]);
  });

  test("may answer HTTP 200 with reason 34 instead, by switch", () => {
    const caller = new Caller({}, { commandsPerSecond: 1, overLimit: "reason-34" });
    caller.createList("first");
    const response = caller.createList("second");
    expect(response).toMatchObject({ id: "1", status: "failure", reason: { code: 34 } });
    expect(caller.emulator.log.entries[1]).toMatchObject({
      status: 200,
      outcome: "too-many-requests",
      reason: 34,
    });
    expect(caller.emulator.state.lists.names()).toEqual(["first"]);
  });

  test.each([
    ["reason", "application/json", '{"code":34,"description":"Too many requests"}'],
    ["empty", undefined, ""],
    ["html", "text/html", expect.stringContaining("<html>")],
  ] as const)("has the body of the switch: %s", (errorBody, type, body) => {
    const caller = new Caller({}, { commandsPerSecond: 1, errorBody });
    caller.post(getLists);
    const reply = answerIn(caller.post(getLists));
    expect([reply.status, reply.headers["content-type"], reply.body]).toEqual([429, type, body]);
  });

  test("counts as a plain list of all arrivals would", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 700),
        (gapsMs, perSecond, penaltyMs) => {
          const limit = new RateLimit(perSecond, penaltyMs);
          const letIn: number[] = [];
          let nowMs = 0;
          let refusedUntilMs = 0;
          for (const gapMs of gapsMs) {
            nowMs += gapMs;
            const within = letIn.filter((atMs) => nowMs - atMs < 1_000).length;
            const isPunished = nowMs < refusedUntilMs;
            const isRefused = isPunished || within >= perSecond;
            if (isRefused && !isPunished) refusedUntilMs = nowMs + penaltyMs;
            if (!isRefused) letIn.push(nowMs);
            expect(limit.arrive(nowMs)).toBe(isRefused ? refusedUntilMs - nowMs : null);
          }
        },
      ),
    );
  });
});
