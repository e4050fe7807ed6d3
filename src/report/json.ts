/** Results as one JSON document each, for programs. */

import type { ApplyReport } from "../apply/types.ts";
import { converged, countOutcomes, verdict } from "../apply/types.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { FORMAT_VERSION } from "../domain/document.ts";
import type { FailureView } from "../domain/failure.ts";
import type { Action, Plan } from "../reconcile/types.ts";
import { allOutcomes } from "./apply-words.ts";
import type { Audience } from "./format.ts";
import { memberForPrograms, nameFor, place, textFor } from "./format.ts";
import { sentenceOf } from "./words/say.ts";

export function renderPlanJson(plan: Plan, audience: Audience): string {
  return document(planJson(plan, audience));
}

/** The document itself. Gates stand among the warnings: they are what a reviewer must not miss. */
export function planJson(plan: Plan, audience: Audience): object {
  const { formatVersion, contract, digest, desired, summary } = plan;
  const lists = plan.lists.map((list) => ({ ...list, name: nameFor(audience, list.name) }));
  const actions = plan.actions.map((action) => actionJson(action, audience));
  const gates = plan.gates.map((gate) => ({
    code: gate.code,
    message: `${sentenceOf(gate, audience)}: apply will refuse`,
    source: null,
  }));
  const warnings = plan.warnings.map((warning) => ({
    code: warning.code,
    message: sentenceOf(warning, audience),
    source: warning.source && place(audience, warning.source),
  }));
  return {
    formatVersion,
    contract,
    digest,
    desired,
    summary,
    lists,
    actions,
    warnings: [...gates, ...warnings],
  };
}

export function renderApplyJson(report: ApplyReport, audience: Audience): string {
  const { verification } = report;
  const outcomes = allOutcomes(report);
  return document({
    formatVersion: FORMAT_VERSION,
    summary: countOutcomes(outcomes),
    converged: converged(report),
    verification: verdict(report),
    ...(verification.status === "seen"
      ? { missing: verification.plan.actions.map((action) => actionJson(action, audience)) }
      : {}),
    outcomes: outcomes.map(({ action, outcome }) => ({
      action: actionJson(action, audience),
      status: outcome.status,
      ...("error" in outcome ? { error: textFor(audience, outcome.error) } : {}),
    })),
  });
}

export function renderFailureJson({ exit, said, diagnostics }: FailureView, audience: Audience): string {
  const error = {
    exit,
    code: said.code,
    message: sentenceOf(said, audience),
    diagnostics: diagnostics.map((diagnostic) => ({
      severity: diagnostic.severity,
      code: diagnostic.code,
      message: sentenceOf(diagnostic, audience),
      ...placeJson(diagnostic, audience),
    })),
  };
  return document({ formatVersion: FORMAT_VERSION, error });
}

function placeJson({ place: where }: Diagnostic, audience: Audience): object {
  return where === undefined ? {} : { ...where, file: nameFor(audience, where.file) };
}

function actionJson(action: Action, audience: Audience): unknown {
  const { kind } = action;
  const list = nameFor(audience, action.list);
  const source = place(audience, action.source);
  if (kind === "create-list") return { kind, list, source };
  return {
    kind,
    list,
    member: memberForPrograms(audience, action.member),
    identity: action.identity === null ? null : textFor(audience, action.identity),
    via: nameFor(audience, action.via),
    source,
  };
}

function document(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
