/** What became of plans, in the situations that people meet. */

import type { ApplyReport, Outcome } from "../../src/apply/types.ts";
import type { Approved } from "../../src/approval/approval.ts";
import { approve, divergenceFrom } from "../../src/approval/approval.ts";
import type { FailureView } from "../../src/domain/failure.ts";
import type { Action, Plan } from "../../src/reconcile/types.ts";
import { actionKey } from "../../src/reconcile/types.ts";
import type { Comparison } from "../../src/report/apply-markdown.ts";
import { unapprovedActions, whyRefused } from "../../src/report/divergence.ts";
import { mobile, TERMS, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { ANA, BIA, CAIO, identities, newList } from "./golden-plans.ts";

export interface Applied {
  readonly report: ApplyReport;
  readonly comparison: Comparison | null;
}

export function converged(): Applied {
  const plan = newList();
  const outcomes = plan.actions.map((action, index) => {
    return { action, outcome: { status: index === 3 ? "already-there" : "done" } } as const;
  });
  const verification = { status: "seen", plan: empty() } as const;
  return { report: { plan, left: [], outcomes, verification, ended: null }, comparison: null };
}

const REFUSED = "set /lists/vip@broadcast.msging.net/recipients: Blip refused it (reason 25)";
const UNANSWERED = "get lime://wa.gw.msging.net/accounts/+5531999998888: no answer within 30 s, three times";
const NO_LIST = "its list could not be created";

/** A list that Blip did not create, a member that it refused, one whose command was never answered. */
export function failures(): Applied {
  const plan = planOf(
    { "black-friday": [ANA, ...identities(30)], vip: [ANA, BIA, CAIO, mobile(7)] },
    { vip: [] },
  );
  const outcomeOf = (action: Action): Outcome => {
    if (action.kind === "create-list")
      return { status: "failed", error: "set /lists: Blip refused it (reason 60)" };
    if (action.list === "black-friday") return { status: "not-attempted", error: NO_LIST };
    if (action.member === ANA) return { status: "unknown", error: UNANSWERED };
    return action.member === BIA ? { status: "failed", error: REFUSED } : { status: "done" };
  };
  const left = planOf(
    { "black-friday": [ANA, ...identities(30)], vip: [ANA, BIA, CAIO, mobile(7)] },
    { vip: [whatsapp(CAIO), whatsapp(mobile(7))] },
  );
  return { report: reportOf(plan, outcomeOf, left), comparison: null };
}

/** What was reviewed, and since then a list was deleted, a member taken off, and two more declared. */
function reviewedBefore(): { readonly plan: Plan; readonly approved: Approved } {
  const before = planOf(
    { "black-friday": [ANA], gold: identities(4), vip: [ANA, BIA, CAIO] },
    { gold: identities(3), vip: [whatsapp(ANA), whatsapp(BIA)] },
  );
  const plan = planOf(
    { "black-friday": [ANA, CAIO], gold: identities(4), vip: [ANA, BIA, CAIO] },
    { vip: [whatsapp(BIA), whatsapp(CAIO)] },
  );
  const keys = new Set(before.actions.map(actionKey));
  return {
    plan,
    approved: { count: keys.size, holds: (action) => keys.has(actionKey(action)), lists: before.lists },
  };
}

export function heldBack(): Applied {
  const { plan, approved } = reviewedBefore();
  const cut = approve(plan, approved, TERMS);
  const missing = { ...plan, actions: cut.left.map(({ action }) => action) };
  const comparison = { divergence: divergenceFrom(approved, plan), name: "the reviewed plan" };
  return {
    report: { ...reportOf(cut.plan, () => ({ status: "done" }), missing), left: cut.left },
    comparison,
  };
}

export function interrupted(): Applied {
  const plan = planOf({ vip: [ANA, BIA, ...identities(40)] });
  const outcomes = plan.actions.map((action, index) => {
    const outcome: Outcome =
      index < 12 ? { status: "done" } : { status: "not-attempted", error: "the run was interrupted" };
    return { action, outcome };
  });
  const verification = { status: "impossible", error: "the run was interrupted" } as const;
  return { report: { plan, left: [], outcomes, verification, ended: "interrupted" }, comparison: null };
}

/** Why an apply that is to send what was approved, and nothing else, sends nothing. */
export function notApproved(): FailureView {
  const { plan, approved } = reviewedBefore();
  const divergence = divergenceFrom(approved, plan);
  const message = whyRefused(divergence, "plan.json");
  return { exit: 6, said: { code: "not-approved", message }, diagnostics: unapprovedActions(divergence) };
}

function reportOf(plan: Plan, outcomeOf: (action: Action) => Outcome, left: Plan): ApplyReport {
  const outcomes = plan.actions.map((action) => ({ action, outcome: outcomeOf(action) }));
  return { plan, left: [], outcomes, verification: { status: "seen", plan: left }, ended: null };
}

function empty(): Plan {
  return planOf({ vip: [ANA] }, { vip: [whatsapp(ANA)] });
}
