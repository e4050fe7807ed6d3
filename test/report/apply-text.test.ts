import { describe, expect, it } from "vitest";
import type { ApplyReport, Outcome } from "../../src/apply/types.ts";
import { fact } from "../../src/domain/fact.ts";
import { renderApplyText } from "../../src/report/apply-text.ts";
import { renderApplyJson } from "../../src/report/json.ts";
import { plainStyle } from "../../src/report/style.ts";
import { planOf } from "../support/plans.ts";
import { refusedBy } from "../support/said.ts";

const OPTIONS = { style: plainStyle, width: 100, masked: false };
const DECLARED = { vip: ["+55 31 99999-8888", "+55 31 99999-7777"] };

function report(outcomes: readonly Outcome[], more: Partial<ApplyReport> = {}): ApplyReport {
  const plan = planOf(DECLARED);
  const empty = planOf(DECLARED, { vip: ["553199998888@wa.gw.msging.net", "553199997777@wa.gw.msging.net"] });
  return {
    plan,
    left: [],
    outcomes: plan.actions.map((action, index) => ({
      action,
      outcome: outcomes[index] ?? { status: "done" },
    })),
    verification: { status: "seen", plan: empty },
    ended: null,
    ...more,
  };
}

describe("what became of a plan", () => {
  it("is short when all went well", () => {
    expect(renderApplyText(report([]), OPTIONS)).toBe(
      "Applied: 3 of 3 actions done.\n\nConverged: Blip was read again and has everyone declared for these lists.\n",
    );
  });

  it("names each action that failed, with its place and its reason", () => {
    const why = refusedBy("no", "/lists/vip%40broadcast.msging.net/recipients");
    const text = renderApplyText(report([{ status: "done" }, { status: "failed", why }]), OPTIONS);
    const reason = "set /lists/vip@broadcast.msging.net/recipients: Blip refused the command (reason 25: no)";
    expect(text).toContain(`Failed (1): ${reason}\n  add +55 31 99999-7777 to vip  lists/vip.yaml:4\n`);
    expect(text).toContain("Applied: 2 of 3 actions done, 1 failed.");
  });

  it("lists what is still missing when Blip was read again", () => {
    const text = renderApplyText(
      report([{ status: "done" }, { status: "failed", why: refusedBy("no") }], {
        verification: { status: "seen", plan: planOf(DECLARED) },
      }),
      OPTIONS,
    );
    expect(text).toContain(
      "Not converged: Blip was read again, and 3 actions have not taken effect. The reasons for 1 of them are above. The others:\n  create the list vip",
    );
  });

  it("says when nothing is missing but what Blip took and does not show yet", () => {
    const text = renderApplyText(
      report([], { verification: { status: "seen", plan: planOf(DECLARED) } }),
      OPTIONS,
    );
    expect(text).toContain("Lagging: Blip accepted everything, but does not show 3 changes yet");
  });

  it("says why nothing could be verified, and that a further run goes on from there", () => {
    const text = renderApplyText(
      report([{ status: "done" }, { status: "not-attempted", why: fact("run-interrupted") }], {
        verification: { status: "impossible", why: fact("run-interrupted") },
        ended: "interrupted",
      }),
      OPTIONS,
    );
    expect(text).toContain("Interrupted: 2 of 3 actions done, 1 not attempted.");
    expect(text).toContain("Not verified: the run was interrupted. Run apply again");
  });

  it("masks the numbers in reasons, too, in text and in JSON", () => {
    const why = refusedBy("no", "lime://wa.gw.msging.net/accounts/+5531999998888");
    const failed = report([{ status: "done" }, { status: "failed", why }]);
    for (const text of [
      renderApplyText(failed, { ...OPTIONS, masked: true }),
      renderApplyJson(failed, { masked: true }),
    ]) {
      expect(text).toContain("+55319****8888");
      expect(text).not.toContain("99999");
    }
  });
});
