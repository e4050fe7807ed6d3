/** What is said of a plan that was not approved. Members are always masked: this goes into tickets. */

import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { alwaysMasked, customer, name, reason } from "../domain/fact-fields.ts";
import type { ApprovedName } from "../domain/facts/approval.ts";
import type { Action } from "../reconcile/types.ts";
import { bySource } from "../reconcile/types.ts";
import type { Divergence } from "./types.ts";
import { changesOf, NAMED_MAX, sinceThen } from "./types.ts";

/** Why a run ends that may send nothing but what was approved. */
export function refusalOf(divergence: Divergence, approved: ApprovedName): Fact<"plan-not-approved"> {
  const { added, settled, held } = divergence;
  const changes = changesOf(divergence).map(reason);
  return fact("plan-not-approved", { approved, added: added.length, settled, changes, held });
}

/** @returns what was not approved, each with the place that declares it */
export function unapprovedActions(divergence: Divergence): readonly Diagnostic[] {
  const shown = [...divergence.added]
    .sort(bySource)
    .slice(0, NAMED_MAX)
    .map((action): Diagnostic => {
      const { file, line } = action.source;
      return { ...notApproved(unapproved(action, divergence)), place: { file, line, column: 1 } };
    });
  const actions = divergence.added.length - shown.length;
  return actions === 0 ? shown : [...shown, notApproved(fact("further-not-approved", { actions }))];
}

function notApproved(why: Fact): Diagnostic {
  return { severity: "error", ...fact("not-approved", { why: reason(why) }) };
}

function unapproved(action: Action, divergence: Divergence): Fact {
  const list = alwaysMasked(name(action.list));
  const since = sinceThen(action, divergence);
  if (action.kind === "create-list") return fact("creation-not-approved", { list, isGone: since === "gone" });
  const member = alwaysMasked(customer(action.member));
  return fact("member-not-approved", { member, list, hasShrunk: since === "shrunk" });
}
