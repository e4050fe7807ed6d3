import { describe, expect, test } from "vitest";
import type { FaultDecision, InjectedFault } from "../../src/emulator/faults.ts";
import { FAULTS, faultsAtRates } from "../../src/emulator/faults.ts";
import { answerIn, Caller, LIST_TYPE, LISTS } from "./caller.ts";

const createVip = JSON.stringify({
  id: "1",
  to: LISTS,
  method: "set",
  uri: "/lists",
  type: LIST_TYPE,
  resource: { identity: "vip@broadcast.msging.net" },
});

describe("a fault", () => {
  test.each([
    ["reset-before-effect", false, null],
    ["reset-after-effect", true, null],
    ["unavailable", false, 503],
    ["unavailable-after-effect", true, 503],
    ["garbage", true, 200],
    ["truncated", true, 200],
  ] as const)("%s: carried out %s, answered by %s", (fault, isCarriedOut, status) => {
    const caller = new Caller({}, {}, { faults: () => fault });
    const reply = caller.post(createVip);
    expect(reply.kind === "reset" ? null : reply.status).toBe(status);
    expect(caller.emulator.state.lists.has("vip")).toBe(isCarriedOut);
    const outcome = isCarriedOut ? "success" : "lost";
    expect(caller.emulator.log.entries).toMatchObject([{ status, fault, outcome }]);
  });

  test.each(["garbage", "truncated"] as const)("%s leaves no JSON in the body", (fault) => {
    const caller = new Caller({}, {}, { faults: () => fault });
    const { body } = answerIn(caller.post(createVip));
    expect(body).not.toBe("");
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  });

  test("503 has the body of the switch errorBody", () => {
    const caller = new Caller({}, { errorBody: "html" }, { faults: () => "unavailable" });
    expect(answerIn(caller.post(createVip)).body).toContain("<html>");
  });

  test("is scripted by the command and by how many came before it", () => {
    const asked: unknown[] = [];
    const faults: FaultDecision = ({ index, command, nowMs }) => {
      asked.push([index, command.method, nowMs]);
      return index === 1 ? "unavailable" : null;
    };
    const caller = new Caller({}, {}, { faults });
    const statuses = [10, 20, 30].map((nowMs) => {
      caller.nowMs = nowMs;
      return answerIn(caller.post(createVip)).status;
    });
    expect(statuses).toEqual([200, 503, 200]);
    expect(asked).toEqual([
      [0, "set", 10],
      [1, "set", 20],
      [2, "set", 30],
    ]);
  });
});

describe("faults at rates", () => {
  const command = { id: "1", method: "get", uri: "/lists" } as const;
  const drawn = (faults: FaultDecision) =>
    Array.from({ length: 20_000 }, (_, index) => faults({ index, command, nowMs: 0 }));

  test("are the same for the same seed, and others for another", () => {
    const rates = { garbage: 0.2, unavailable: 0.3 };
    expect(drawn(faultsAtRates(rates, 1))).toEqual(drawn(faultsAtRates(rates, 1)));
    expect(drawn(faultsAtRates(rates, 1))).not.toEqual(drawn(faultsAtRates(rates, 2)));
  });

  test("come about as often as their rates say", () => {
    const faults = drawn(faultsAtRates({ garbage: 0.2, "reset-after-effect": 0.05 }, 7));
    const share = (fault: InjectedFault | null) =>
      faults.filter((one) => one === fault).length / faults.length;
    expect(share("garbage")).toBeCloseTo(0.2, 2);
    expect(share("reset-after-effect")).toBeCloseTo(0.05, 2);
    expect(share(null)).toBeCloseTo(0.75, 2);
  });

  test("may be none, or nothing else", () => {
    expect(new Set(drawn(faultsAtRates({}, 3)))).toEqual(new Set([null]));
    for (const fault of FAULTS)
      expect(new Set(drawn(faultsAtRates({ [fault]: 1 }, 3)))).toEqual(new Set([fault]));
  });

  test("are refused when they are no rates", () => {
    expect(() => faultsAtRates({ garbage: 1.5 }, 1)).toThrow("fault garbage: 1.5 is not a rate from 0 to 1");
    expect(() => faultsAtRates({ garbage: Number.NaN }, 1)).toThrow(RangeError);
    expect(() => faultsAtRates({ garbage: 0.6, truncated: 0.6 }, 1)).toThrow("add up to 1.2");
  });
});
