/** Hands the ports to apply, and shows how far it is. */

import type { ApplyPorts } from "../apply/apply.ts";
import { applyPlan } from "../apply/apply.ts";
import type { ApplyReport } from "../apply/types.ts";
import { systemClock } from "../blip/clock.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { Action } from "../reconcile/types.ts";
import { existingLists } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import type { IdentitiesFile } from "./identities-file.ts";
import type { Interrupt } from "./interrupt.ts";
import type { SelectedLists } from "./lists.ts";
import { startProgress } from "./progress.ts";
import type { Surveyed } from "./survey-and-plan.ts";
import { planAgain } from "./survey-and-plan.ts";
import type { World } from "./world.ts";

export interface Run {
  readonly recorder: IdentitiesFile;
  readonly blip: Blip;
  readonly world: World;
  readonly interrupt: Interrupt;
  /** Why an action is not to be sent; null where it is. */
  readonly withheld: (action: Action) => string | null;
}

export async function carryOut(
  { plan, live, roster, isExcluded }: Surveyed,
  lists: SelectedLists,
  { blip, world, interrupt, recorder, withheld }: Run,
): Promise<ApplyReport> {
  const progress = startProgress(world, {
    what: "Applying",
    unit: "actions",
    total: plan.actions.filter((action) => withheld(action) === null).length,
    note: blip.note,
  });
  const ports: ApplyPorts = {
    writer: blip.writer,
    exists: async (list) => (await existingLists(blip.reader)).has(listKey(list)),
    replan: (names, identities) => {
      progress.finish();
      return planAgain(onlyLists(lists, names), blip, world, { roster, identities });
    },
    isExcluded,
    withheld,
    recorder,
    wait: (ms) => systemClock.sleep(ms, interrupt.stop),
    stop: interrupt.stop,
    onOutcome: ({ outcome }) => progress.advance(outcome.status === "not-attempted" ? 0 : 1),
  };
  try {
    return await applyPlan(plan, live, ports);
  } finally {
    progress.finish();
    recorder.finish();
  }
}

function onlyLists(lists: SelectedLists, names: ReadonlySet<ListName>): SelectedLists {
  return { ...lists, names: new Set([...names].map(listKey)) };
}
