/** Whole phone numbers come through no renderer that masks, wherever people wrote them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reviewFileOf } from "../../src/app/plan-files.ts";
import type { ApplyReport } from "../../src/apply/types.ts";
import { divergenceFrom } from "../../src/approval/approval.ts";
import { refusalOf, unapprovedActions } from "../../src/approval/unapproved.ts";
import type { Diagnostic } from "../../src/domain/diagnostic.ts";
import type { Said } from "../../src/domain/fact.ts";
import { name } from "../../src/domain/fact-fields.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { renderApplySummary } from "../../src/report/apply-markdown.ts";
import { renderApplyText } from "../../src/report/apply-text.ts";
import { renderDiagnostics } from "../../src/report/diagnostics-text.ts";
import { renderDivergenceText } from "../../src/report/divergence.ts";
import { failureHeadline, renderFailureMarkdown } from "../../src/report/failure-markdown.ts";
import { renderApplyJson, renderFailureJson, renderPlanJson } from "../../src/report/json.ts";
import { renderPlanMarkdown } from "../../src/report/plan-markdown.ts";
import { renderPlanText, renderWarnings } from "../../src/report/plan-text.ts";
import { plainStyle } from "../../src/report/style.ts";
import { argentinianNumber, brazilianMobile, mexicanNumber, spelling } from "../domain/numbers.ts";
import { desired, desiredList, live, planInput, SEAL_KEY } from "../support/field.ts";
import { leaksIn } from "../support/leaks.ts";
import { failureWith, refusedBy } from "../support/said.ts";

const OPTIONS = { address: "acme", style: plainStyle, width: 100, masked: true };
const LENGTH_MAX = 60_000;

/** Where people write a number that is none of a member's. */
interface Written {
  readonly number: string;
  readonly list: string;
  readonly file: string;
  readonly sentence: string;
}

function digits(length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
}

/** With the country code, without a plus; Brazilians also as they call each other. */
function anyNumber(): fc.Arbitrary<string> {
  return fc.oneof(
    brazilianMobile(),
    brazilianMobile().map((number) => `55${number}`),
    mexicanNumber().map((number) => `52${number}`),
    argentinianNumber().map((number) => `549${number}`),
    digits(7).map((number) => `3519${number[0] === "1" ? "2" : "1"}${number}`),
    digits(9).map((number) => `919${number}`),
    digits(4).map((number) => `1202555${number}`),
  );
}

/** Names of lists have dots, dashes and underscores alone between their digits. */
function listSpelling(): fc.Arbitrary<(number: string) => string> {
  return fc
    .array(fc.constantFrom("", "", "-", ".", "_", "--"), { minLength: 20, maxLength: 20 })
    .map((between) => (number) => {
      const [first = "", ...rest] = number;
      return first + rest.map((digit, index) => (between[index] ?? "") + digit).join("");
    });
}

function written(): fc.Arbitrary<Written> {
  const around = fc.constantFrom("", "vip-", "a", "2026.");
  const sign = fc.constantFrom("", "+", "00", "(");
  return fc
    .tuple(anyNumber(), listSpelling(), spelling(), around, sign)
    .map(([number, spellList, spell, before, plus]) => ({
      number,
      list: `${before}${spellList(number)}`,
      file: `lists/${before}${plus}${spell(number)}.yaml`,
      sentence: `ask ${plus}${spell(number)} (Ana), see https://x.example/${plus}${spell(number)}`,
    }));
}

function planFor({ list, file, sentence }: Written): Plan {
  const members = ["+55 31 99999-8888", "5531999997777@wa.gw.msging.net"];
  const input = planInput(
    desired(desiredList(list, members, file), desiredList("other", ["+55 31 99999-8888"])),
    live({ [list]: ["553199998888@wa.gw.msging.net"] }),
  );
  const limits = { ...input.terms.limits, maxAdditionsPerList: 0 };
  const warnings = [{ code: "x", message: `${sentence} on ${list}`, source: { file, line: 1 } }];
  return makePlan({ ...input, terms: { ...input.terms, limits }, warnings });
}

function plansAsShown(plan: Plan, { file }: Written): string[] {
  return [
    renderWarnings(plan, OPTIONS),
    renderPlanText(plan, OPTIONS),
    renderPlanJson(plan, OPTIONS),
    renderPlanMarkdown(plan, file),
    reviewFileOf(plan, file, SEAL_KEY),
  ];
}

function appliesAsShown(plan: Plan, { file, sentence }: Written): string[] {
  const statuses = ["failed", "unknown", "not-attempted"] as const;
  const report: ApplyReport = {
    plan,
    left: [],
    outcomes: plan.actions.map((action, index) => {
      return {
        action,
        outcome: { status: statuses[index % 3] ?? "failed", why: refusedBy(`${sentence} ${index}`) },
      };
    }),
    verification: { status: "impossible", why: refusedBy(sentence) },
    ended: null,
  };
  const divergence = divergenceFrom({ count: 0, holds: () => false, lists: null }, plan);
  const named = { divergence, approved: { file: name(file) } };
  return [
    renderApplyText(report, OPTIONS),
    renderApplyJson(report, OPTIONS),
    renderApplySummary(report, named, file, LENGTH_MAX),
    renderDivergenceText(named),
    ...failuresAsShown(refusalOf(divergence, named.approved), unapprovedActions(divergence)),
  ];
}

function failuresAsShown(said: Said, diagnostics: readonly Diagnostic[]): string[] {
  const failure = failureWith(6, said, diagnostics);
  return [
    renderFailureJson(failure, OPTIONS),
    renderFailureMarkdown(failure, LENGTH_MAX),
    failureHeadline(failure),
    renderDiagnostics(diagnostics, OPTIONS),
  ];
}

function mistakes({ file, sentence, list }: Written): Diagnostic[] {
  const place = { file, line: 7, column: 3 };
  const excerpt = { line: `  - phone: 12 # ${sentence}`, offset: 4 };
  return [{ severity: "error", code: "x", message: `${list}: ${sentence}`, place, excerpt }];
}

/** Digits and letters alone, and the asterisks that hide a digit. */
function compact(text: string): string {
  return text.replaceAll("&#42;", "*").replace(/[^\p{L}\p{N}*\n|:]/gu, "");
}

describe("a number that is written", () => {
  it("in the name of a list or a file, a note, a warning or a message is whole in nothing that is masked", () => {
    fc.assert(
      fc.property(written(), (one) => {
        const plan = planFor(one);
        const shown = [...plansAsShown(plan, one), ...appliesAsShown(plan, one)];
        for (const text of [...shown, ...failuresAsShown(refusedBy(one.sentence), mistakes(one))]) {
          expect(leaksIn(text)).toEqual([]);
          expect(compact(text)).not.toContain(one.number.slice(-8));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("in a name stays whole on the person's own terminal, and in JSON there", () => {
    const own = { ...OPTIONS, masked: false };
    const file = "lists/31 99999-5555.yaml";
    const plan = planFor({ number: "31999995555", list: "31999995555", file, sentence: "" });
    expect(renderPlanText(plan, own)).toContain("31999995555  add 1");
    const { lists, actions } = JSON.parse(renderPlanJson(plan, own));
    expect(lists[0].name).toBe("31999995555");
    expect(actions[0]).toMatchObject({ list: "31999995555", source: `${file}:4` });
  });
});

describe("a name that is no phone number", () => {
  it.each([
    "black-friday-2026",
    "promo-2026-11-03",
    "promo_20261103",
    "promo-20261103-2",
    "batch-0012345",
    "v1.2.3",
  ])("is shown whole to everyone: %s", (list) => {
    const plan = planFor({ number: "", list, file: `lists/${list}.yaml`, sentence: "" });
    expect(renderPlanText(plan, OPTIONS)).toContain(`${list}  add 1`);
    expect(renderPlanMarkdown(plan, "lists")).toContain(`| \`${list}\` |`);
    expect(renderPlanMarkdown(plan, "lists")).toContain(`\`lists/${list}.yaml:4\``);
  });
});
