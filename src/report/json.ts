/** Results as one JSON document each, for programs. */

import type { ApplyReport } from "../apply/types.ts";
import { converged, countOutcomes, verdict } from "../apply/types.ts";
import { changesOf } from "../approval/types.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { FORMAT_VERSION } from "../domain/document.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { reason } from "../domain/fact-fields.ts";
import type { FailureView } from "../domain/failure.ts";
import type { Action, Plan } from "../reconcile/types.ts";
import type { NamedDivergence } from "./divergence.ts";
import type { Viewer } from "./format.ts";
import { memberForPrograms, nameFor, place, textFor } from "./format.ts";
import { allOutcomes } from "./outcomes.ts";
import { sentenceOf, shown } from "./words/say.ts";

export function renderPlanJson(plan: Plan, viewer: Viewer): string {
  return document(planJson(plan, viewer));
}

/** The document itself. Gates stand among the warnings: they are what a reviewer must not miss. */
export function planJson(plan: Plan, viewer: Viewer): object {
  const { formatVersion, contract, digest, desired, summary } = plan;
  const lists = plan.lists.map((list) => ({ ...list, name: nameFor(viewer, list.name) }));
  const actions = plan.actions.map((action) => actionJson(action, viewer));
  const gates = plan.gates.map((gate) => ({
    code: gate.code,
    message: sentenceOf(fact("gate-refuses", { gate: reason(gate) }), viewer),
    source: null,
  }));
  const warnings = plan.warnings.map((warning) => ({
    code: warning.code,
    message: sentenceOf(warning, viewer),
    source: warning.source && place(viewer, warning.source),
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

/** @param comparison with what was approved; null where nothing was */
export function renderApplyJson(
  report: ApplyReport,
  viewer: Viewer,
  comparison: NamedDivergence | null = null,
): string {
  const { verification } = report;
  const outcomes = allOutcomes(report);
  return document({
    formatVersion: FORMAT_VERSION,
    summary: countOutcomes(outcomes),
    converged: converged(report),
    verification: verdict(report),
    ...(comparison === null ? {} : { comparison: comparisonJson(comparison, viewer) }),
    ...(verification.status === "seen"
      ? { missing: verification.plan.actions.map((action) => actionJson(action, viewer)) }
      : {}),
    outcomes: outcomes.map(({ action, outcome }) => ({
      action: actionJson(action, viewer),
      status: outcome.status,
      ...("why" in outcome ? { error: sentenceOf(outcome.why, viewer) } : {}),
    })),
  });
}

export function renderFailureJson(
  { exit, code, said, diagnostics, differences }: FailureView,
  viewer: Viewer,
): string {
  const error = {
    exit,
    code,
    message: sentenceOf(said, viewer),
    diagnostics: diagnostics.map((diagnostic) => ({
      severity: diagnostic.severity,
      code: diagnostic.code,
      message: sentenceOf(diagnostic, viewer),
      ...placeJson(diagnostic, viewer),
    })),
    ...(differences === undefined ? {} : { differences: differencesJson(differences, viewer) }),
  };
  return document({ formatVersion: FORMAT_VERSION, error });
}

/** With what was approved. */
function comparisonJson({ divergence }: NamedDivergence, viewer: Viewer): object {
  const { added, held, settled } = divergence;
  return { added: added.length, held, settled, differences: differencesJson(changesOf(divergence), viewer) };
}

function differencesJson(differences: readonly Fact[], viewer: Viewer): readonly object[] {
  return differences.map((difference) => {
    const { code, fields } = difference;
    return { code, ...shown(fields, viewer), message: sentenceOf(difference, viewer) };
  });
}

function placeJson({ place: where }: Diagnostic, viewer: Viewer): object {
  return where === undefined ? {} : { ...where, file: nameFor(viewer, where.file) };
}

function actionJson(action: Action, viewer: Viewer): unknown {
  const { kind } = action;
  const list = nameFor(viewer, action.list);
  const source = place(viewer, action.source);
  if (kind === "create-list") return { kind, list, source };
  return {
    kind,
    list,
    member: memberForPrograms(viewer, action.member),
    identity: action.identity === null ? null : textFor(viewer, action.identity),
    via: nameFor(viewer, action.via),
    source,
  };
}

function document(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
