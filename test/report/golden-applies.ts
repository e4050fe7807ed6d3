/** What became of plans, in the situations that people meet. */

import type { ApplyReport, Outcome } from "../../src/apply/types.ts";
import { approve, divergenceFrom } from "../../src/approval/approval.ts";
import type { Approved } from "../../src/approval/types.ts";
import { refusalOf, unapprovedActions } from "../../src/approval/unapproved.ts";
import { fact } from "../../src/domain/fact.ts";
import { name } from "../../src/domain/fact-fields.ts";
import type { FailureView } from "../../src/domain/failure.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { Action, Plan } from "../../src/reconcile/types.ts";
import { actionKey } from "../../src/reconcile/types.ts";
import type { NamedDivergence } from "../../src/report/divergence.ts";
import { mobile, TERMS, whatsapp } from "../support/field.ts";
import { planOf } from "../support/plans.ts";
import { ANA, BIA, CAIO, identities, newList } from "./golden-plans.ts";

export interface Applied {
  readonly report: ApplyReport;
  readonly comparison: NamedDivergence | null;
}

export function converged(): Applied {
  const plan = newList();
  const outcomes = plan.actions.map((action, index) => {
    return { action, outcome: { status: index === 3 ? "already-there" : "done" } } as const;
  });
  const verification = { status: "seen", plan: empty() } as const;
  return { report: { plan, left: [], outcomes, verification, ended: null }, comparison: null };
}

function sent(method: string, uri: string) {
  return { as: "command", method, uri } as const;
}

const REFUSED = fact("blip-refused", {
  command: sent("set", "/lists/vip%40broadcast.msging.net/recipients"),
  reason: 25,
  description: null,
});
const NOT_CREATED = fact("blip-refused", { command: sent("set", "/lists"), reason: 60, description: null });
const UNANSWERED = fact("blip-lost", {
  command: sent("get", "lime://wa.gw.msging.net/accounts/+5531999998888"),
  isRead: true,
  why: "deadline",
  seconds: 30,
  error: null,
});

/** A list that Blip did not create, a member that it refused, one whose command was never answered. */
export function failures(): Applied {
  const plan = planOf(
    { "black-friday": [ANA, ...identities(30)], vip: [ANA, BIA, CAIO, mobile(7)] },
    { vip: [] },
  );
  const outcomeOf = (action: Action): Outcome => {
    if (action.kind === "create-list") return { status: "failed", why: NOT_CREATED };
    if (action.list === "black-friday") return { status: "not-attempted", why: fact("list-not-created") };
    if (action.member === ANA) return { status: "unknown", why: UNANSWERED };
    return action.member === BIA ? { status: "failed", why: REFUSED } : { status: "done" };
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
  const comparison = { divergence: divergenceFrom(approved, plan), approved: { reviews: 1 } };
  return {
    report: { ...reportOf(cut.plan, () => ({ status: "done" }), missing), left: cut.left },
    comparison,
  };
}

export function interrupted(): Applied {
  const plan = planOf({ vip: [ANA, BIA, ...identities(40)] });
  const outcomes = plan.actions.map((action, index) => {
    const outcome: Outcome =
      index < 12 ? { status: "done" } : { status: "not-attempted", why: fact("run-interrupted") };
    return { action, outcome };
  });
  const verification = { status: "impossible", why: fact("run-interrupted") } as const;
  return { report: { plan, left: [], outcomes, verification, ended: "interrupted" }, comparison: null };
}

/** Why an apply that is to send what was approved, and nothing else, sends nothing. */
export function notApproved(): FailureView {
  const { plan, approved } = reviewedBefore();
  const divergence = divergenceFrom(approved, plan);
  const said = refusalOf(divergence, { file: name("plan.json") });
  const diagnostics = unapprovedActions(divergence);
  return new Failure(6, said, { code: "not-approved", diagnostics }).view;
}

function reportOf(plan: Plan, outcomeOf: (action: Action) => Outcome, left: Plan): ApplyReport {
  const outcomes = plan.actions.map((action) => ({ action, outcome: outcomeOf(action) }));
  return { plan, left: [], outcomes, verification: { status: "seen", plan: left }, ended: null };
}

function empty(): Plan {
  return planOf({ vip: [ANA] }, { vip: [whatsapp(ANA)] });
}
