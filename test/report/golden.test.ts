/**
 * What people and programs see, in a dozen situations. A file that is missing or differs fails; `npx vitest run -u
 * test/report/golden.test.ts` writes them again, and what has changed is then to be read.
 */

import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/reconcile/types.ts";
import { renderApplySummary } from "../../src/report/apply-markdown.ts";
import { renderApplyText } from "../../src/report/apply-text.ts";
import { renderDiagnostics } from "../../src/report/diagnostics-text.ts";
import { renderDivergenceLine } from "../../src/report/divergence.ts";
import { renderFailureMarkdown } from "../../src/report/failure-markdown.ts";
import { renderApplyJson, renderFailureJson, renderPlanJson } from "../../src/report/json.ts";
import { renderPlanMarkdown } from "../../src/report/plan-markdown.ts";
import { renderPlanText, renderWarnings } from "../../src/report/plan-text.ts";
import { plainStyle } from "../../src/report/style.ts";
import { leaksIn } from "../support/leaks.ts";
import { spoken } from "../support/said.ts";
import type { Applied } from "./golden-applies.ts";
import { converged, failures, heldBack, interrupted, notApproved } from "./golden-applies.ts";
import {
  everything,
  growingList,
  hostile,
  hundredThousand,
  newList,
  nothingToChange,
  overTwoGates,
} from "./golden-plans.ts";

const OWN = { address: "acme", style: plainStyle, width: 100, masked: false };
const MASKED = { ...OWN, masked: true };
const SUMMARY_MAX = 900_000;
const COMMENT_MAX = 65_536;

function text(plan: Plan, options = OWN): string {
  return renderWarnings(plan, options) + renderPlanText(plan, options);
}

async function matches(name: string, actual: string): Promise<void> {
  await expect(actual).toMatchFileSnapshot(`golden/${name}`);
}

describe("a plan", () => {
  it.each([
    ["nothing-to-change", nothingToChange],
    ["new-list", newList],
    ["growing-list", growingList],
    ["everything", everything],
    ["over-two-gates", overTwoGates],
    ["hostile", hostile],
  ])("%s", async (situation, make) => {
    const plan = make();
    await matches(`${situation}.txt`, text(plan));
    await matches(`${situation}.md`, renderPlanMarkdown(plan, "lists"));
    await matches(`${situation}.json`, renderPlanJson(plan, OWN));
    expect(leaksIn(renderPlanMarkdown(plan, "lists"))).toEqual([]);
  });

  it("on a narrow terminal", async () => {
    await matches("narrow.txt", text(everything(), { ...OWN, width: 40 }));
  });

  it.each([
    ["masked", everything],
    ["masked-hostile", hostile],
  ])("%s", async (situation, make) => {
    const plan = make();
    await matches(`${situation}.txt`, text(plan, MASKED));
    await matches(`${situation}.json`, renderPlanJson(plan, MASKED));
    expect(leaksIn(text(plan, MASKED) + renderPlanJson(plan, MASKED))).toEqual([]);
  });

  it("of 100,000 additions, which fits into a comment and keeps its totals", async () => {
    const markdown = renderPlanMarkdown(hundredThousand(), "lists");
    expect(markdown.length).toBeLessThan(COMMENT_MAX);
    const lines = markdown.split("\n");
    await matches("hundred-thousand.head.md", `${lines.slice(0, 28).join("\n")}\n`);
    await matches("hundred-thousand.tail.md", lines.slice(-20).join("\n"));
    expect(leaksIn(markdown)).toEqual([]);
  });
});

describe("an apply", () => {
  it.each<[string, () => Applied]>([
    ["converged", converged],
    ["failures", failures],
    ["held-back", heldBack],
    ["interrupted", interrupted],
  ])("%s", async (situation, make) => {
    const { report, comparison } = make();
    const compared = comparison === null ? "" : `${renderDivergenceLine(comparison)}\n\n`;
    const markdown = renderApplySummary(report, comparison, "lists", SUMMARY_MAX);
    await matches(`${situation}.apply.txt`, compared + renderApplyText(report, OWN));
    await matches(`${situation}.apply.md`, markdown);
    await matches(`${situation}.apply.json`, renderApplyJson(report, OWN));
    const shown = [compared, renderApplyText(report, MASKED), markdown, renderApplyJson(report, MASKED)];
    expect(leaksIn(shown.join("\n"))).toEqual([]);
  });
});

describe("a failure", () => {
  it("says what was not approved", async () => {
    const failure = notApproved();
    await matches(
      "not-approved.txt",
      `${renderDiagnostics(failure.diagnostics, OWN)}error: ${spoken(failure.said).message}\n`,
    );
    await matches("not-approved.md", renderFailureMarkdown(failure, SUMMARY_MAX));
    await matches("not-approved.json", renderFailureJson(failure, OWN));
  });
});
