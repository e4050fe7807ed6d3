/** What became of a plan, for a comment: masked, bounded, and broken out of by nobody. */

import { describe, expect, it } from "vitest";
import type { ApplyReport, Outcome, Verification } from "../../src/apply/types.ts";
import { approve, divergenceFrom } from "../../src/approval/approval.ts";
import type { Approved } from "../../src/approval/types.ts";
import { fact } from "../../src/domain/fact.ts";
import { name, quoted } from "../../src/domain/fact-fields.ts";
import type { Action, Plan } from "../../src/reconcile/types.ts";
import { renderApplyMarkdown } from "../../src/report/apply-markdown.ts";
import type { NamedDivergence } from "../../src/report/divergence.ts";
import { failureHeadline, renderFailureMarkdown } from "../../src/report/failure-markdown.ts";
import { applyHeadline } from "../../src/report/outcomes.ts";
import { RESULT_REPORT_MAX } from "../../src/report/result.ts";
import { mobile, TERMS, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { failureWith, refusedBy } from "../support/said.ts";

const DONE: Outcome = { status: "done" };
const NOTHING_APPROVED: Approved = { count: 0, holds: () => false, lists: null };

function reportOf(
  plan: Plan,
  outcomeOf: (action: Action, index: number) => Outcome,
  missing?: Plan,
): ApplyReport {
  const outcomes = plan.actions.map((action, index) => ({ action, outcome: outcomeOf(action, index) }));
  const verification: Verification =
    missing === undefined
      ? { status: "impossible", why: fact("nothing-written") }
      : { status: "seen", plan: missing };
  return { plan, left: [], outcomes, verification, ended: null };
}

function render(report: ApplyReport, comparison: NamedDivergence | null = null): string {
  return renderApplyMarkdown(report, comparison, RESULT_REPORT_MAX);
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => mobile(index));
}

const SMALL = planOf({ vip: [mobile(1), mobile(2)] }, { vip: [] });
const SATISFIED = planOf({ vip: [mobile(1)] }, { vip: [whatsapp(mobile(1))] });

describe("an apply", () => {
  it("that did it all says so in one line", () => {
    const report = reportOf(SMALL, () => DONE, SATISFIED);
    expect(applyHeadline(report)).toBe("2 of 2 actions done; converged");
    expect(render(report)).toBe(
      "**Converged:** Blip was read again and has everyone declared for these lists.\n",
    );
  });

  it("that was interrupted says so first", () => {
    const report: ApplyReport = { ...reportOf(SMALL, () => DONE), ended: "interrupted" };
    expect(applyHeadline(report)).toBe("interrupted: 2 of 2 actions done; not verified");
  });

  it("with nothing to do says that", () => {
    expect(applyHeadline(reportOf(SATISFIED, () => DONE))).toBe("nothing to change");
  });

  it("names what failed, masked, with its place and Blip's reason", () => {
    const failed: Outcome = {
      status: "failed",
      why: refusedBy("no account for +5531990000001", undefined, 67),
    };
    const text = render(reportOf(SMALL, (_action, index) => (index === 0 ? failed : DONE), SMALL));
    expect(text).toContain(
      "**Failed** (1): Blip refused the command (reason 67: no account for +55&#42;&#42;&#42;&#42;&#42;&#42;&#42;&#42;&#42;&#42;1&#41;\n\n- add `+55 31 9****-0001` to `vip` (`lists/vip.yaml:3`)\n",
    );
    expect(text).not.toContain("90000001");
  });

  it("names what nobody had reviewed and was sent all the same", () => {
    const divergence = divergenceFrom(NOTHING_APPROVED, SMALL);
    const text = render(
      reportOf(SMALL, () => DONE),
      { divergence, approved: { reviews: 1 } },
    );
    expect(text).toContain("- not reviewed: add `+55 31 9****-0001` to `vip`");
  });

  it("names what was not approved, and what was held back, once", () => {
    const divergence = divergenceFrom(NOTHING_APPROVED, SMALL);
    const { plan, left } = approve(SMALL, NOTHING_APPROVED, TERMS);
    const report = { ...reportOf(plan, () => DONE, SMALL), left };
    const text = render(report, { divergence, approved: { reviews: 1 } });
    expect(applyHeadline(report)).toBe("0 of 2 actions done, 2 not attempted; held back");
    expect(text).toContain("**Compared with the reviewed plan**: 2 actions not in the reviewed plan.");
    expect(text).toContain("**Not attempted** (2)");
    expect(text.match(/add `\+55 31 9\*{4}-0001` to `vip`/g)).toHaveLength(1);
    expect(text).toContain("**Held back:**");
  });
});

describe("a report", () => {
  const many = planOf({ vip: numbers(100_000) }, { vip: [] });
  const long = "x: ".repeat(100_000);
  const statuses: readonly Outcome[] = [
    { status: "failed", why: refusedBy("the account does not exist") },
    { status: "unknown", why: fact("blip-status", { command: null, status: 503 }) },
    { status: "not-attempted", why: fact("run-interrupted") },
  ];

  it("of 100,000 failures, all of them not reviewed, keeps its length and its counts, and takes a moment", () => {
    const started = performance.now();
    const divergence = divergenceFrom(NOTHING_APPROVED, many);
    const report = reportOf(many, (_action, index) => statuses[index % 3] ?? DONE, many);
    const text = render(report, { divergence, approved: { reviews: 1 } });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(text.length).toBeLessThanOrEqual(RESULT_REPORT_MAX);
    expect(text).toContain("**Failed** (33,334)");
    expect(text).toContain("**Sent, result unknown** (33,333)");
    expect(text).toContain("**Not attempted** (33,333)");
    expect(text.match(/… and [\d,]+ more actions/g)).toHaveLength(4);
    expect(text).not.toMatch(/9000\d{4}/);
  });

  it("of 100,000 failures, each for a reason of its own, keeps its length", () => {
    const report = reportOf(
      many,
      (_action, index) => ({ status: "failed", why: refusedBy(`of its own ${index}`) }),
      many,
    );
    expect(render(report).length).toBeLessThanOrEqual(RESULT_REPORT_MAX);
  });

  it("keeps its length whatever names and messages hold", () => {
    const names = Array.from({ length: 200 }, (_, index) => `a${".a".repeat(47)}${index}`);
    const declared = Object.fromEntries(names.map((name) => [name, [mobile(1)]]));
    const before = planOf(declared, Object.fromEntries(names.map((name) => [name, [whatsapp(mobile(1))]])));
    const plan = planOf(declared);
    const approved: Approved = { count: 0, holds: () => false, lists: before.lists };
    const comparison = {
      divergence: divergenceFrom(approved, plan),
      approved: { file: name(`${"<b>".repeat(2_000)}.json`) },
    };
    const report = reportOf(plan, () => ({ status: "failed", why: refusedBy(long) }));
    const unverified: ApplyReport = {
      ...report,
      verification: { status: "impossible", why: refusedBy(long) },
    };
    expect(render(unverified, comparison).length).toBeLessThanOrEqual(RESULT_REPORT_MAX);
  });

  it("is not broken out of by messages and file names", () => {
    const evil = "</details><img src=x> @team **bold** [a](https://evil.example) `code`\n\n# Title";
    const source = { file: `lists/\`|${evil}.yaml`, line: 1 };
    const plan = { ...SMALL, actions: SMALL.actions.map((action) => ({ ...action, source })) };
    const comparison = { divergence: divergenceFrom(NOTHING_APPROVED, plan), approved: { file: name(evil) } };
    const text = render(
      reportOf(plan, () => ({ status: "failed", why: refusedBy(evil) })),
      comparison,
    );
    const prose = text.replace(/<code>([^<>]*)<\/code>/g, "$1");
    expect(prose).not.toMatch(/<|@|\[|\*\*bold|https:|\n#/);
  });
});

describe("a failure", () => {
  const failure = failureWith(
    3,
    fact("glob-without-list", { glob: quoted("a\n +5531990000001"), declared: [] }),
  );

  it("is one line, masked", () => {
    expect(failureHeadline(failure)).toBe("--list a +55**********1 matches no declared list. Declared are");
  });

  it("with 100,000 diagnostics keeps its length", () => {
    const diagnostics = numbers(100_000).map((number, line) => ({
      severity: "error" as const,
      ...refusedBy(`${number} <b>`),
      place: { file: "lists/vip.yaml", line, column: 1 },
    }));
    const text = renderFailureMarkdown({ ...failure, diagnostics }, RESULT_REPORT_MAX);
    expect(text.length).toBeLessThanOrEqual(RESULT_REPORT_MAX);
    expect(text).toMatch(/- … and [\d,]+ more problems\n$/);
    expect(text).not.toMatch(/9000\d{4}|<b>/);
  });

  it("with a message of any length keeps its length, and every character reference whole", () => {
    const text = renderFailureMarkdown(
      { ...failure, said: refusedBy("<".repeat(100_000)) },
      RESULT_REPORT_MAX,
    );
    expect(text.length).toBeLessThanOrEqual(RESULT_REPORT_MAX);
    expect(text.replaceAll("&#60;", "")).not.toContain("&");
  });
});
