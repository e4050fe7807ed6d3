import { describe, expect, it } from "vitest";
import { renderPlanText, renderWarnings } from "../../src/report/plan-text.ts";
import { plainStyle } from "../../src/report/style.ts";
import { planOf } from "../support/plans.ts";

const WIDE = { address: "acme", style: plainStyle, width: 100, masked: false };

describe("a plan for the terminal", () => {
  it("shows every action with its file and line, then totals, then the cost", () => {
    const plan = planOf(
      {
        "black-friday": ["+55 31 99999-8888", "5531999997777@wa.gw.msging.net"],
        vip: ["+55 31 99999-8888", "+55 31 99999-6666"],
      },
      { vip: ["553199996666@wa.gw.msging.net", "stranger@0mn.io"] },
    );
    expect(renderPlanText(plan, WIDE)).toBe(
      [
        "black-friday  new, add 2",
        "  + create the list                     lists/black-friday.yaml:1",
        "  + +55 31 99999-8888  to be looked up  lists/black-friday.yaml:3",
        "  + 5531999997777@wa.gw.msging.net      lists/black-friday.yaml:4",
        "vip  add 1, 1 unchanged, 1 undeclared",
        "  + +55 31 99999-8888  to be looked up  lists/vip.yaml:3",
        "",
        "Plan: 1 list to create, 3 members to add (1 to look up first); 1 member unchanged, 1 undeclared (left as it is).",
        "Cost: 5 commands to acme, about 0.1 s.",
        "",
      ].join("\n"),
    );
  });

  it("says so when there is nothing to change", () => {
    const plan = planOf({ vip: ["+55 31 99999-8888"] }, { vip: ["553199998888@wa.gw.msging.net"] });
    expect(renderPlanText(plan, WIDE)).toBe(
      "vip  up to date, 1 unchanged\n\nNothing to change. 1 list at acme: 1 member unchanged.\n",
    );
  });

  it("masks numbers for any audience but the person's own terminal", () => {
    const plan = planOf({ vip: ["+55 31 99999-8888", "5531999997777@wa.gw.msging.net"] });
    const text = renderPlanText(plan, { ...WIDE, masked: true });
    expect(text).toContain("+55 31 9****-8888");
    expect(text).toContain("55319****7777@wa.gw.msging.net");
    expect(text).not.toMatch(/99999/);
  });

  it("cuts the members of a long list and counts the rest", () => {
    const numbers = Array.from({ length: 1_250 }, (_, index) => `${5531990000000 + index}@wa.gw.msging.net`);
    const lines = renderPlanText(planOf({ vip: numbers }), WIDE).split("\n");
    expect(lines.filter((line) => line.includes("@wa.gw"))).toHaveLength(10);
    expect(lines).toContain("    … and 1,240 more (see all with --format json)");
    expect(lines.join("\n")).toContain("1,250 members to add");
  });

  it("does not align what a narrow terminal has no room for", () => {
    const text = renderPlanText(planOf({ vip: ["+55 31 99999-8888"] }), { ...WIDE, width: 40 });
    expect(text).toContain("  + create the list  lists/vip.yaml:1\n");
  });

  it("shows members in the order of their file", () => {
    const text = renderPlanText(planOf({ vip: ["+55 31 99999-8888", "+55 31 99999-7777"] }), WIDE);
    expect(text.indexOf("99999-8888")).toBeLessThan(text.indexOf("99999-7777"));
  });
});

describe("what a reviewer should know beside the plan", () => {
  const warning = (line: number) => ({
    code: "x",
    message: "written twice",
    source: { file: "lists/vip.yaml", line },
  });

  it("comes with its places", () => {
    const plan = planOf({ vip: [] }, {}, { warnings: [warning(4)] });
    expect(renderWarnings(plan, WIDE)).toBe("lists/vip.yaml:4: warning: written twice\n");
  });

  it("is cut after ten of a kind", () => {
    const warnings = Array.from({ length: 300 }, (_, index) => warning(index + 1));
    const lines = renderWarnings(planOf({ vip: [] }, {}, { warnings }), WIDE)
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe("… and 290 more like these");
  });
});
