import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/domain/diagnostic.ts";
import { renderDiagnostics } from "../../src/report/diagnostics-text.ts";
import { renderFailureMarkdown } from "../../src/report/failure-markdown.ts";
import { renderFailureJson } from "../../src/report/json.ts";
import { plainStyle } from "../../src/report/style.ts";
import { failureWith, refusedBy } from "../support/said.ts";

function problems(count: number, severity: Diagnostic["severity"] = "error", file = "a.yaml"): Diagnostic[] {
  return Array.from({ length: count }, (_, index) => ({
    severity,
    code: "x",
    message: "not right",
    place: { file, line: index + 1, column: 1 },
  }));
}

function linesOf(diagnostics: readonly Diagnostic[]): string[] {
  return renderDiagnostics(diagnostics, { style: plainStyle, masked: false }).split("\n").slice(0, -1);
}

describe("problems for a person", () => {
  test("are all shown up to 50", () => {
    expect(linesOf(problems(50))).toHaveLength(50);
  });

  test("are 50 of more, and how many more there are, and where", () => {
    const lines = linesOf(problems(333_000));
    expect(lines).toHaveLength(51);
    expect(lines[49]).toBe("a.yaml:50:1: error: not right");
    expect(lines[50]).toBe("… and 332,950 more problems (see all with plan --format json)");
    expect(linesOf(problems(51)).at(-1)).toMatch(/^… and 1 more problem \(/);
  });

  test("leave out no error for a warning, and keep their order", () => {
    const lines = linesOf([
      ...problems(60, "warning"),
      ...problems(3, "error", "z.yaml"),
      ...problems(9, "warning"),
    ]);
    expect(lines.slice(45, 50).map((line) => line.split(" ", 2).join(" "))).toEqual([
      "a.yaml:46:1: warning:",
      "a.yaml:47:1: warning:",
      "z.yaml:1:1: error:",
      "z.yaml:2:1: error:",
      "z.yaml:3:1: error:",
    ]);
    expect(lines.at(-1)).toMatch(/^… and 22 more problems/);
  });

  test("are all in the JSON of a failure", () => {
    const failure = failureWith(3, refusedBy("no"), problems(1_000));
    expect(JSON.parse(renderFailureJson(failure, { masked: true })).error.diagnostics).toHaveLength(1_000);
    expect(renderFailureMarkdown(failure, 2_000)).toMatch(/more problem/);
  });
});
