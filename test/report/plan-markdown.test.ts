import { describe, expect, it } from "vitest";
import { renderPlanMarkdown } from "../../src/report/plan-markdown.ts";
import { planOf } from "../support/plans.ts";

const COMMENT_LENGTH_MAX = 65_536;

function identities(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, index) => `${5531990000000 + from + index}@wa.gw.msging.net`);
}

describe("a plan for a reviewer", () => {
  it("says it all in one line, then lists, then masked members with file and line", () => {
    const plan = planOf(
      { "black-friday": ["+55 31 99999-8888"], vip: ["+55 31 99999-7777"] },
      { vip: ["553199997777@wa.gw.msging.net", "stranger@0mn.io"] },
    );
    const text = renderPlanMarkdown(plan, "lists");
    expect(text.split("\n")[0]).toBe(
      "### lists: 1 list to create, 1 member to add, 1 number to look up, 3 commands, about 0.1 s",
    );
    expect(text).toContain("| `black-friday` | 1 | 1 | 1 |  |  |  |  |");
    expect(text).toContain("| `vip` |  |  |  | 1 | 1 |  |  |");
    expect(text).toContain("| **all** | **1** | **1** | **1** | **1** | **1** | **0** | **0** |");
    expect(text).toContain("| `+55 31 9****-8888` | to be looked up | `lists/black-friday.yaml:3` |");
    expect(text).not.toMatch(/99999-?8888|stranger/);
  });

  it("of 100,000 additions fits into a comment and keeps all totals", () => {
    const text = renderPlanMarkdown(planOf({ big: identities(100_000), small: identities(3) }), "lists");
    expect(text.length).toBeLessThan(COMMENT_LENGTH_MAX);
    expect(text).toContain("| `big` | 1 | 100,000 |");
    expect(text).toContain("| **all** | **2** | **100,003** |");
    expect(text).toMatch(/\| … and 9\d,\d{3} more members \|/);
    expect(text.match(/<details>/g)).toHaveLength(2);
    expect(text.match(/<\/details>/g)).toHaveLength(2);
  });

  it("of 5,000 lists fits as well", () => {
    const names = Array.from({ length: 5_000 }, (_, index) => [`list-${index}`, identities(1, index)]);
    const text = renderPlanMarkdown(planOf(Object.fromEntries(names)), "lists");
    expect(text.length).toBeLessThan(COMMENT_LENGTH_MAX);
    expect(text).toContain("| **all** | **5,000** | **5,000** |");
    expect(text).toMatch(/… and [\d,]+ more lists/);
  });

  it("is not broken out of by names of files and by what warnings say", () => {
    const file = "lists/`|<details>\n# @team ![x](https://evil.example).yaml";
    const warnings = [
      { code: "x", message: "<img src=x> **bold** @team https://evil.example", source: { file, line: 1 } },
    ];
    const text = renderPlanMarkdown(planOf({ vip: [] }, {}, { warnings }), "lists/<b>");
    expect(text).not.toMatch(/<img|<b>|\*\*bold|@team https|\n# /);
    expect(text).toContain("<code>lists&#47;&#96;&#124;&#60;details&#62; &#35; &#64;team");
  });
});
