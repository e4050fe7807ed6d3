/** What a run on GitHub should show on its page when an apply did not do everything. */

import type { ActionOutcome, ApplyReport } from "../apply/types.ts";
import type { Diagnostic, Place } from "../domain/diagnostic.ts";
import type { Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { reason } from "../domain/fact-fields.ts";
import { withoutCommand } from "../domain/fault.ts";
import type { Alike } from "./outcomes.ts";
import { alike, endingOf, factOf, isMany } from "./outcomes.ts";

/** GitHub shows ten of a step. */
const SHOWN = 8;

/** @returns what failed where, what was left, and how it ended; for an apply that did not end well */
export function applyDiagnostics(report: ApplyReport): readonly Diagnostic[] {
  const failed = (["failed", "unknown"] as const).flatMap((status) => {
    const groups = alike(report.outcomes.filter(({ outcome }) => outcome.status === status));
    return groups.flatMap((group) =>
      isMany(group) ? [together(status, group)] : group.outcomes.map((one) => alone(status, one, group.why)),
    );
  });
  const actions = report.left.length;
  const left = fact("not-approved", { why: reason(fact("actions-left", { actions })) });
  return [
    ...failed.slice(0, SHOWN),
    ...(actions > 0 ? [{ severity: "error", ...left } as const] : []),
    { severity: "error", ...endingOf(report) },
  ];
}

function alone(status: "failed" | "unknown", one: ActionOutcome, group: Said): Diagnostic {
  const why = "why" in one.outcome ? one.outcome.why : group;
  const said = fact(status, { what: reason(factOf(one.action)), why: reason(why) });
  return { severity: "error", ...said, place: placeOf(one) };
}

/** The cause once, at the first of those concerned. */
function together(status: "failed" | "unknown", { outcomes, why }: Alike): Diagnostic {
  const [first] = outcomes;
  const what = fact("several-actions", { actions: outcomes.length });
  const said = fact(status, { what: reason(what), why: reason(withoutCommand(why)) });
  return { severity: "error", ...said, ...(first === undefined ? {} : { place: placeOf(first) }) };
}

function placeOf({ action }: ActionOutcome): Place {
  const { file, line } = action.source;
  return { file, line, column: 1 };
}
