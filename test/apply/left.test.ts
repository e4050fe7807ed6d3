/** What was not approved is left, whatever becomes of the rest. */

import { describe, expect, it } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { verdict } from "../../src/apply/types.ts";
import type { Action } from "../../src/reconcile/types.ts";
import { applyOnce, outcomesOf, writesIn } from "../support/apply-once.ts";
import { desired, desiredList } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const LISTS = desired(desiredList("vip", ["ana@0mn.io", "bia@0mn.io"]), desiredList("news", ["ana@0mn.io"]));

const nothing = () => Promise.resolve();

const allButBia = (action: Action) => action.kind === "create-list" || action.member !== "bia@0mn.io";

describe("an action that was not approved", () => {
  it("is never sent, and the others are", async () => {
    const harness = virtualHarness();
    const report = await applyOnce(harness, LISTS, {}, nothing, allButBia);
    expect(outcomesOf(report)).toEqual([
      "create news: done",
      "add ana@0mn.io to news: done",
      "create vip: done",
      "add ana@0mn.io to vip: done",
    ]);
    expect(writesIn(harness)).not.toContainEqual(expect.stringContaining("bia"));
    expect(report.left).toMatchObject([{ action: { member: "bia@0mn.io" }, why: "not-approved" }]);
    expect([verdict(report), applyExitCode(report)]).toEqual(["held-back", 6]);
  });

  it("is looked up by nobody", async () => {
    const harness = virtualHarness();
    const numbers = desired(desiredList("vip", ["+5531999998888"]));
    await applyOnce(harness, numbers, {}, nothing, ({ kind }) => kind === "create-list");
    expect(writesIn(harness)).toEqual(["set /lists"]);
  });

  it("leaves nothing to send and nothing to verify where it is all there is", async () => {
    const harness = virtualHarness();
    const report = await applyOnce(harness, LISTS, {}, nothing, () => false);
    expect(writesIn(harness)).toEqual([]);
    expect([verdict(report), applyExitCode(report)]).toEqual(["held-back", 6]);
  });

  it("that somebody else did meanwhile is not missing, and the run still says that it held back", async () => {
    const harness = virtualHarness();
    harness.emulator.state.lists.write({ kind: "create-list", list: "vip" }, 0, 0);
    harness.emulator.state.lists.write({ kind: "create-list", list: "news" }, 0, 0);
    const meanwhile = async () => {
      harness.emulator.state.lists.write({ kind: "add-member", list: "vip", identity: "bia@0mn.io" }, 0, 0);
    };
    const report = await applyOnce(harness, LISTS, {}, meanwhile, allButBia);
    expect([verdict(report), applyExitCode(report)]).toEqual(["converged", 6]);
  });

  it("does not hide that another one failed", async () => {
    const harness = virtualHarness({
      faults: ({ command }) => (command.resource === "ana@0mn.io" ? "unavailable" : null),
    });
    const report = await applyOnce(harness, LISTS, {}, nothing, allButBia);
    expect(outcomesOf(report)).toContain("create vip: done");
    expect([verdict(report), applyExitCode(report)]).toEqual(["diverged", 7]);
  });

  it("does not hide that what was approved was not attempted", async () => {
    const harness = virtualHarness({ seed: { takenLists: ["vip", "news"] } });
    const report = await applyOnce(harness, LISTS, {}, nothing, allButBia);
    expect(outcomesOf(report).filter((one) => one.endsWith("done"))).toEqual([]);
    expect(applyExitCode(report)).toBe(7);
  });

  it("does not hide that nothing was written where everything else failed", async () => {
    const harness = virtualHarness({ seed: { takenLists: ["vip", "news"] } });
    const report = await applyOnce(harness, LISTS, {}, nothing, ({ kind }) => kind === "create-list");
    expect(outcomesOf(report).filter((one) => one.endsWith("done"))).toEqual([]);
    expect(applyExitCode(report)).toBe(1);
  });
});
