import { describe, expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged } from "../../src/apply/types.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";
import { applyOnce, outcomesOf, writesIn } from "../support/apply-once.ts";
import { desired, desiredList, listName, phone } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const ANA = phone("+55 31 99999-8888");
const CLEO = "cleo.2026@wa.gw.msging.net";

describe("a list", () => {
  const wanted = desired(desiredList("taken", [ANA, CLEO]), desiredList("vip", [CLEO]));

  test("that cannot be created fails with its members not attempted, and holds up no other", async () => {
    const harness = virtualHarness({ seed: { takenLists: ["taken"] } });
    const report = await applyOnce(harness, wanted);
    expect(outcomesOf(report)).toEqual([
      "create taken: failed",
      `add ${ANA} to taken: not-attempted`,
      `add ${CLEO} to taken: not-attempted`,
      "create vip: done",
      `add ${CLEO} to vip: done`,
    ]);
    expect(
      writesIn(harness).filter((write) => write.includes("accounts") || write.includes("taken")),
    ).toEqual([]);
    expect(report.outcomes[1]?.outcome).toMatchObject({ why: { code: "list-not-created" } });
    expect([converged(report), applyExitCode(report)]).toEqual([false, 7]);
  });

  test.each<[SwitchSettings, string]>([
    [{ createExistingList: "success" }, "done"],
    [{ createExistingList: "failure" }, "already-there"],
    [{ createExistingList: "failure", createRefusedReason: 60 }, "already-there"],
  ])("that somebody created meanwhile gets its members: %j", async (switches, outcome) => {
    const harness = virtualHarness({ switches });
    const both = ["taken", "vip"].map(listName);
    const report = await applyOnce(harness, wanted, {}, () =>
      Promise.all(both.map(harness.writer.createList)),
    );
    expect(outcomesOf(report).filter((line) => line.startsWith("create"))).toEqual([
      `create taken: ${outcome}`,
      `create vip: ${outcome}`,
    ]);
    expect(harness.link.retries).toBe(0);
    expect([converged(report), applyExitCode(report)]).toEqual([true, 0]);
  });

  test.each(["reset-after-effect", "unavailable-after-effect", "garbage", "truncated"] as const)(
    "whose creation got lost eight times is looked for by reading: %s",
    async (fault) => {
      const faults = ({ command }: { command: { method: string; uri: string } }) =>
        command.method === "set" && command.uri === "/lists" ? fault : null;
      const report = await applyOnce(virtualHarness({ faults }), desired(desiredList("vip", [CLEO])));
      expect(outcomesOf(report)).toEqual(["create vip: done", `add ${CLEO} to vip: done`]);
      expect([converged(report), applyExitCode(report)]).toEqual([true, 0]);
    },
  );

  test("whose creation got lost before it took effect is unknown, its members not attempted", async () => {
    const faults = ({ command }: { command: { method: string; uri: string } }) =>
      command.method === "set" && command.uri === "/lists" ? "reset-before-effect" : null;
    const report = await applyOnce(virtualHarness({ faults }), desired(desiredList("vip", [CLEO])));
    expect(outcomesOf(report)).toEqual(["create vip: unknown", `add ${CLEO} to vip: not-attempted`]);
    expect([converged(report), applyExitCode(report)]).toEqual([false, 7]);
  });
});
