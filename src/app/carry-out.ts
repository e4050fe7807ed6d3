/** Hands the ports to apply, and shows how far it is. */

import { applyPlan } from "../apply/apply.ts";
import type { ApplyPorts } from "../apply/ports.ts";
import type { ApplyReport } from "../apply/types.ts";
import type { ApprovedPlan } from "../approval/approval.ts";
import { systemClock } from "../blip/clock.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { IdentitiesFile } from "../files/identities.ts";
import { existingLists } from "../survey/survey.ts";
import type { Blip } from "./connection.ts";
import type { SelectedLists } from "./lists.ts";
import type { Interrupt, Ports } from "./ports.ts";
import type { Surveyed } from "./survey-and-plan.ts";
import { planAgain } from "./survey-and-plan.ts";

export interface ApplyRun {
  readonly recorder: IdentitiesFile;
  readonly blip: Blip;
  readonly ports: Ports;
  readonly interrupt: Interrupt;
  /** What is carried out, and what of the fresh plan is left. */
  readonly approved: ApprovedPlan;
}

export async function carryOut(
  { live, roster, isExcluded }: Omit<Surveyed, "plan">,
  lists: SelectedLists,
  { approved: { plan, left }, blip, ports, interrupt, recorder }: ApplyRun,
): Promise<ApplyReport> {
  const progress = ports.startProgress({
    what: "actions",
    total: plan.actions.length,
    note: blip.note,
  });
  const applyPorts: ApplyPorts = {
    writer: blip.writer,
    exists: async (list) => (await existingLists(blip.reader)).has(listKey(list)),
    replan: (names, identities) => {
      progress.finish();
      return planAgain(onlyLists(lists, names), blip, ports, { roster, identities });
    },
    isExcluded,
    recorder,
    wait: (ms) => systemClock.sleep(ms, interrupt.stop),
    stop: interrupt.stop,
    onOutcome: ({ outcome }) => progress.advance(outcome.status === "not-attempted" ? 0 : 1),
  };
  try {
    return await applyPlan(plan, live, applyPorts, left);
  } finally {
    progress.finish();
    recorder.finish();
  }
}

function onlyLists(lists: SelectedLists, names: ReadonlySet<ListName>): SelectedLists {
  return { ...lists, names: new Set([...names].map(listKey)) };
}
