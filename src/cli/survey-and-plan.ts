/** The half that plan and apply share: read the files, read Blip, compare. */

import type { Configuration } from "../config/desired.ts";
import type { Member } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import type { DesiredState, LiveState } from "../domain/state.ts";
import { makePlan } from "../reconcile/plan.ts";
import type { Plan, PlanWarning } from "../reconcile/types.ts";
import { survey } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import { startProgress } from "./progress.ts";
import type { World } from "./world.ts";

export interface Surveyed {
  readonly plan: Plan;
  readonly live: LiveState;
}

/** @param known identities that this run has learned */
export async function surveyAndPlan(
  { desired, settings, diagnostics }: Configuration,
  blip: Blip,
  world: World,
  known: ReadonlyMap<Member, Identity> = new Map(),
): Promise<Surveyed> {
  const live = await surveyWithProgress(desired, blip, world);
  const { contract, bot } = blip;
  const { commandsPerSecond } = settings;
  const warnings = diagnostics.map(warningOf);
  return { plan: makePlan({ contract, bot, desired, live, known, commandsPerSecond, warnings }), live };
}

async function surveyWithProgress({ lists }: DesiredState, blip: Blip, world: World): Promise<LiveState> {
  const progress = startProgress(world, { what: "Reading Blip", unit: "members", total: null });
  try {
    const names = lists.map(({ name }) => name);
    return await survey(blip.reader, names, { membersRead: (count) => progress.advance(count) });
  } finally {
    progress.finish();
  }
}

function warningOf({ code, message, place }: Diagnostic): PlanWarning {
  return { code, message, source: place ? { file: place.file, line: place.line } : null };
}
