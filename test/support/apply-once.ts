/** One whole run, as `blip-lists apply` makes it, in a virtual harness: survey, plan, carry out, verify. */

import { applyPlan } from "../../src/apply/apply.ts";
import type { ApplyPorts } from "../../src/apply/ports.ts";
import type { ApplyReport } from "../../src/apply/types.ts";
import { approve } from "../../src/approval/approval.ts";
import type { Approved } from "../../src/approval/types.ts";
import type { Member } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { listKey } from "../../src/domain/list-name.ts";
import type { DesiredState, LiveState } from "../../src/domain/state.ts";
import { makePlan } from "../../src/reconcile/plan.ts";
import type { Plan } from "../../src/reconcile/types.ts";
import { existingLists, survey } from "../../src/survey/survey.ts";
import { planInput, TERMS } from "./field.ts";
import type { VirtualHarness } from "./virtual-harness.ts";
import { BOT } from "./virtual-harness.ts";

export async function surveyAndPlan(
  { reader }: VirtualHarness,
  desired: DesiredState,
  known: ReadonlyMap<Member, Identity> = new Map(),
): Promise<{ plan: Plan; live: LiveState }> {
  const live = await survey(
    reader,
    desired.lists.map(({ name }) => name),
  );
  const input = { ...planInput(desired, live), contract: "acme-co", bot: BOT, known };
  return { plan: makePlan(input), live };
}

/** The ports of an apply. Any may be replaced. */
function applyPorts(
  harness: VirtualHarness,
  desired: DesiredState,
  replaced: Partial<ApplyPorts> = {},
): ApplyPorts {
  return {
    writer: harness.writer,
    exists: async (list) => (await existingLists(harness.reader)).has(listKey(list)),
    replan: async (lists, known) => {
      const touched = desired.lists.filter(({ name }) => lists.has(name));
      return (await surveyAndPlan(harness, { ...desired, lists: touched }, known)).plan;
    },
    isExcluded: () => false,
    recorder: { found: () => {}, refused: () => {} },
    wait: (ms) => harness.clock.sleep(ms, harness.stop.signal),
    stop: harness.stop.signal,
    onOutcome: () => {},
    ...replaced,
  };
}

/**
 * @param meanwhile what happens after the plan was made and before it is carried out
 * @param approved which actions of the plan were approved
 * @returns what the apply reports, when it ended; time passes
 */
export function applyOnce(
  harness: VirtualHarness,
  desired: DesiredState,
  replaced: Partial<ApplyPorts> = {},
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  approved: Approved["holds"] = () => true,
): Promise<ApplyReport> {
  const apply = async () => {
    const { plan: fresh, live } = await surveyAndPlan(harness, desired);
    await meanwhile();
    const { plan, left } = approve(fresh, { count: 0, holds: approved, lists: null }, TERMS);
    return applyPlan(plan, live, applyPorts(harness, desired, replaced), left);
  };
  return harness.clock.run(apply());
}

/** What became of each action, in short: `add +5531… to vip: done`. */
export function outcomesOf({ outcomes }: ApplyReport): string[] {
  return outcomes.map(({ action, outcome }) => {
    const what =
      action.kind === "create-list" ? `create ${action.list}` : `add ${action.member} to ${action.list}`;
    return `${what}: ${outcome.status}`;
  });
}

/** The commands that the emulator carried out or refused since the survey, in short: `set /lists`. */
export function writesIn({ log }: VirtualHarness): string[] {
  return log()
    .filter(({ method, uri }) => method === "set" || uri?.includes("/accounts/"))
    .map(({ method, uri, resource }) => {
      const path = decodeURIComponent(uri ?? "").replace("@broadcast.msging.net", "");
      const of = typeof resource === "string" ? ` ${resource}` : "";
      return `${method} ${path}${of}`;
    });
}
