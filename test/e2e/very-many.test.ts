/** Problems in numbers that nobody reads: what is printed of them, and what programs are given. */

import { describe, expect, it } from "vitest";
import { blipLists, directoryWith } from "../support/cli.ts";

const COUNT = 333_000;
const ONE_LINE = { "lists/vip.yaml": `name: vip\nmembers: [${"x, ".repeat(COUNT)}]\n` };

describe("333,000 problems in one line", () => {
  it("are printed as 50 and a count", async () => {
    const cwd = directoryWith(ONE_LINE);
    const { code, stderr } = await blipLists(["validate"], { cwd });
    expect(code).toBe(3);
    expect(stderr.match(/^lists\/vip\.yaml:2:\d+: error: /gm)).toHaveLength(50);
    expect(stderr).toContain("… and 332,950 more problems");
    expect(stderr).toContain("error: lists is not valid: 333,000 errors\n");
    expect(stderr.length).toBeLessThan(30_000);
  }, 120_000);

  it("are all in the JSON of plan", async () => {
    const cwd = directoryWith(ONE_LINE);
    const { code, stdout, stderr } = await blipLists(["plan", "--format", "json"], { cwd });
    expect([code, stderr]).toEqual([3, ""]);
    expect(JSON.parse(stdout).error.diagnostics).toHaveLength(COUNT);
  }, 120_000);

  it("are 50 annotations on GitHub", async () => {
    const cwd = directoryWith(ONE_LINE);
    const { stderr } = await blipLists(["validate"], { cwd, env: { GITHUB_ACTIONS: "true", CI: "true" } });
    expect(stderr.match(/^::error file=/gm)).toHaveLength(50);
  }, 120_000);
});
