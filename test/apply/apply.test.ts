import { describe, expect, test } from "vitest";
import { applyExitCode } from "../../src/apply/exit-code.ts";
import { converged } from "../../src/apply/types.ts";
import { applyOnce, outcomesOf, surveyAndPlan, writesIn } from "../support/apply-once.ts";
import { desired, desiredList, identity, listName, mobile, phone, whatsapp } from "../support/field.ts";
import { virtualHarness } from "../support/virtual-harness.ts";

const ANA = phone("+55 31 99999-8888");
const BIA = phone("+55 11 99999-7777");
const CLEO = "cleo.2026@wa.gw.msging.net";

describe("an apply", () => {
  test("creates the list, looks unknown numbers up, adds the answer, and sees that nothing is left", async () => {
    const harness = virtualHarness();
    const wanted = desired(desiredList("vip", [ANA, BIA, CLEO]));
    const report = await applyOnce(harness, wanted);
    expect(outcomesOf(report)).toEqual([
      "create vip: done",
      `add ${BIA} to vip: done`,
      `add ${ANA} to vip: done`,
      `add ${CLEO} to vip: done`,
    ]);
    expect(writesIn(harness)[0]).toBe("set /lists");
    expect(writesIn(harness).slice(1).sort()).toEqual([
      `get lime://wa.gw.msging.net/accounts/${BIA}`,
      `get lime://wa.gw.msging.net/accounts/${ANA}`,
      `set /lists/vip/recipients ${whatsapp(BIA)}`,
      `set /lists/vip/recipients ${whatsapp(ANA, "short")}`,
      `set /lists/vip/recipients ${CLEO}`,
    ]);
    expect([converged(report), applyExitCode(report)]).toEqual([true, 0]);
    expect((await harness.clock.run(surveyAndPlan(harness, wanted))).plan.actions).toEqual([]);
  });

  test("sends nothing for an empty plan, and does not read again", async () => {
    const harness = virtualHarness({ seed: { lists: { vip: [whatsapp(ANA)] } } });
    const report = await applyOnce(harness, desired(desiredList("vip", [ANA])));
    expect(writesIn(harness)).toEqual([]);
    expect([report.verification.status, converged(report), applyExitCode(report)]).toEqual([
      "unneeded",
      true,
      0,
    ]);
  });

  test("sends every list before the first member", async () => {
    const harness = virtualHarness({ network: { jitterInMs: 100 } });
    const lists = ["a", "b", "c"].map((name) => desiredList(name, [CLEO]));
    await applyOnce(harness, desired(...lists));
    const writes = writesIn(harness);
    expect(writes.slice(0, 3)).toEqual(["set /lists", "set /lists", "set /lists"]);
    expect(writes).toHaveLength(6);
  });

  test("looks a number up once, however many lists want it", async () => {
    const harness = virtualHarness();
    const lists = ["a", "b", "c"].map((name) => desiredList(name, [ANA]));
    await applyOnce(harness, desired(...lists));
    expect(writesIn(harness).filter((write) => write.includes("/accounts/"))).toHaveLength(1);
  });

  test("adds one identity once when two members turn out to have it", async () => {
    const same = { "+5531999998888": CLEO, "+5511999997777": CLEO.toUpperCase() };
    const harness = virtualHarness({ seed: { accounts: same } });
    const report = await applyOnce(harness, desired(desiredList("vip", [ANA, BIA])));
    expect(writesIn(harness).filter((write) => write.includes("recipients"))).toHaveLength(1);
    expect(
      outcomesOf(report)
        .map((line) => line.split(": ")[1])
        .sort(),
    ).toEqual(["already-there", "done", "done"]);
    expect(applyExitCode(report)).toBe(0);
  });

  test("does not add who turns out to be on the list already", async () => {
    const seed = { lists: { vip: [CLEO.toUpperCase()] }, accounts: { "+5531999998888": CLEO } };
    const harness = virtualHarness({ seed });
    const report = await applyOnce(harness, desired(desiredList("vip", [ANA])));
    expect(outcomesOf(report)).toEqual([`add ${ANA} to vip: already-there`]);
    expect(writesIn(harness).filter((write) => write.startsWith("set"))).toEqual([]);
    expect([converged(report), applyExitCode(report)]).toEqual([true, 0]);
  });

  test("tells of each outcome as it comes", async () => {
    const heard: string[] = [];
    const onOutcome = ({ outcome }: { outcome: { status: string } }) => heard.push(outcome.status);
    await applyOnce(virtualHarness(), desired(desiredList("vip", [ANA])), { onOutcome });
    expect(heard).toEqual(["done", "done"]);
  });

  test("keeps 256 commands in flight at most", async () => {
    const harness = virtualHarness({ network: { inMs: 1_500, backMs: 1_500 } });
    let most = 0;
    const onOutcome = () => {
      most = Math.max(most, harness.blip.inFlight);
    };
    const members = Array.from({ length: 600 }, (_, index) => whatsapp(mobile(index)));
    await applyOnce(harness, desired(desiredList("vip", members)), { onOutcome });
    expect(most).toBeGreaterThan(200);
    expect(most).toBeLessThanOrEqual(256);
  });
});

describe("a member", () => {
  test("that Blip refuses fails alone", async () => {
    const harness = virtualHarness({
      seed: { accounts: { "+5531999998888": null } },
      switches: { unknownNumber: "not-found" },
    });
    const report = await applyOnce(harness, desired(desiredList("vip", [ANA, CLEO])));
    expect(outcomesOf(report)).toEqual([
      "create vip: done",
      `add ${ANA} to vip: failed`,
      `add ${CLEO} to vip: done`,
    ]);
    expect([converged(report), applyExitCode(report)]).toEqual([false, 7]);
  });

  test("that Blip will not add again is there already: it was read", async () => {
    const harness = virtualHarness({ switches: { addExistingMember: "failure" } });
    const { writer } = harness;
    const vip = listName("vip");
    const report = await applyOnce(harness, desired(desiredList("vip", [CLEO])), {}, async () => {
      await writer.createList(vip);
      await writer.addRecipient(vip, identity(CLEO));
    });
    expect(outcomesOf(report)).toEqual(["create vip: done", `add ${CLEO} to vip: already-there`]);
    expect(applyExitCode(report)).toBe(0);
  });

  test("whose add got lost every time is done when it was read on the list", async () => {
    const faults = ({ command }: { command: { method: string; uri: string } }) =>
      command.method === "set" && command.uri !== "/lists" ? "garbage" : null;
    const report = await applyOnce(virtualHarness({ faults }), desired(desiredList("vip", [CLEO])));
    expect(outcomesOf(report)).toEqual(["create vip: done", `add ${CLEO} to vip: done`]);
    expect(applyExitCode(report)).toBe(0);
  });
});

describe("what converged says", () => {
  test("is false for a Blip that says it added and did not", async () => {
    const harness = virtualHarness();
    const forgetful = {
      ...harness.writer,
      addRecipient: async () => ({ status: "ok", value: undefined }) as const,
    };
    const report = await applyOnce(harness, desired(desiredList("vip", [CLEO])), { writer: forgetful });
    expect(outcomesOf(report)).toEqual(["create vip: done", `add ${CLEO} to vip: done`]);
    expect([converged(report), applyExitCode(report)]).toEqual([false, 7]);
  });

  test("is null when nothing could be read", async () => {
    const replan = () => Promise.reject(new Error("no answer"));
    const report = await applyOnce(virtualHarness(), desired(desiredList("vip", [CLEO])), { replan });
    expect(report.verification).toMatchObject({ status: "impossible", why: { code: "bug" } });
    expect([converged(report), applyExitCode(report)]).toEqual([null, 7]);
  });
});
