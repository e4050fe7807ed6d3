/**
 * Carries a plan out. The safe order is: every list before its members, every look-up before its member is
 * added, and only then a look at what Blip has. A list or a member that fails, fails alone.
 */

import pMap from "p-map";
import { isIdentity } from "../domain/customer.ts";
import { fact } from "../domain/fact.ts";
import { saidOf } from "../domain/fact-error.ts";
import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import type { LiveState } from "../domain/state.ts";
import type { Action, AddRecipient, CreateList, LeftAction, Plan } from "../reconcile/types.ts";
import { LookUps } from "./look-ups.ts";
import { Members } from "./members.ts";
import { inDoubt, LOST_IN_A_ROW_MAX, notAttempted, outcomeOf, WHY_NOT_ATTEMPTED } from "./outcomes.ts";
import type { ApplyPorts } from "./ports.ts";
import type { ActionOutcome, ApplyReport, Outcome, Verification } from "./types.ts";
import { isThere, readUntilSeen, settle } from "./verify.ts";
import type { Sent } from "./writer.ts";

/**
 * Commands in flight at most. The pacer spaces them; this bounds what a slow Blip can pile up, and lets one
 * that takes a whole second for each answer still be used at 200 a second.
 */
export const IN_FLIGHT_MAX = 256;

/**
 * @param left actions that the plan no longer holds, because they were not approved: what Blip lacks of them is no
 *   news when it is read again
 */
export async function applyPlan(
  plan: Plan,
  live: LiveState,
  ports: ApplyPorts,
  left: readonly LeftAction[] = [],
): Promise<ApplyReport> {
  const run = new Run(live, ports);
  const creates = plan.actions.filter((action) => action.kind === "create-list");
  const adds = plan.actions.filter((action) => action.kind === "add-recipient");
  const created = await run.each(creates, (action) => run.create(action));
  const missing = new Set(
    created.filter(({ outcome }) => !isThere(outcome)).map(({ action }) => action.list),
  );
  const added = await run.each(adds, (action) => run.add(action, missing));
  const byAction = new Map<Action, ActionOutcome>([...created, ...added].map((one) => [one.action, one]));
  const reported = plan.actions.map((action) => byAction.get(action)).filter((one) => one !== undefined);
  const verification = await run.verify(reported);
  return { plan, left, outcomes: settle(reported, verification), verification, ended: run.ended };
}

class Run {
  ended: ApplyReport["ended"] = null;
  private readonly ports: ApplyPorts;
  private readonly members: Members;
  readonly lookUps: LookUps;
  private lostInARow = 0;

  constructor(live: LiveState, ports: ApplyPorts) {
    this.ports = ports;
    this.members = new Members(live);
    this.lookUps = new LookUps(ports.writer.lookUp, ports.recorder, ports.stop);
  }

  each<A extends Action>(
    actions: readonly A[],
    carryOut: (action: A) => Promise<Outcome>,
  ): Promise<ActionOutcome[]> {
    const settle = async (action: A): Promise<ActionOutcome> => {
      if (this.ports.stop.aborted) this.ended = "interrupted";
      const outcome = this.ended === null ? await carryOut(action).catch(inDoubt) : notAttempted(this.ended);
      this.ports.onOutcome({ action, outcome });
      return { action, outcome };
    };
    return pMap(actions, settle, { concurrency: IN_FLIGHT_MAX });
  }

  async create({ list }: CreateList): Promise<Outcome> {
    const sent = await this.ports.writer.createList(list);
    if (sent.status !== "failed" && sent.status !== "unknown") return this.outcomeOf(sent);
    // A list that somebody created meanwhile may be refused, and one whose answer was lost may be there.
    const exists = await this.ports.exists(list).catch(() => false);
    if (!exists) return this.outcomeOf(sent);
    this.lostInARow = 0;
    return { status: sent.status === "unknown" ? "done" : "already-there" };
  }

  async add(action: AddRecipient, missing: ReadonlySet<ListName>): Promise<Outcome> {
    if (missing.has(action.list)) {
      return { status: "not-attempted", why: fact("list-not-created") };
    }
    const identity = await this.identityOf(action);
    if (typeof identity !== "string") return identity;
    if (this.ended !== null) return notAttempted(this.ended);
    if (this.ports.isExcluded(action.list, identity)) {
      return { status: "not-attempted", why: fact("customer-excluded") };
    }
    return this.members.addOnce(action.list, identity, async () =>
      this.outcomeOf(await this.ports.writer.addRecipient(action.list, identity)),
    );
  }

  /** @returns under which identity to add the member, or what became of the action where there is none */
  private async identityOf({ member, identity }: AddRecipient): Promise<Identity | Outcome> {
    if (identity !== null) return identity;
    if (isIdentity(member)) return member;
    const answer = await this.lookUps.ask(member, (sent) => this.note(sent));
    if (answer.status === "not-attempted") return answer;
    if (answer.status === "ok")
      return answer.value ?? { status: "failed", why: fact("number-unknown"), lookedUp: true };
    const outcome = outcomeOf(answer, this.ended);
    const isAnswered = answer.status === "failed" && !answer.passing;
    return outcome.status === "failed" && isAnswered ? { ...outcome, lookedUp: true } : outcome;
  }

  private outcomeOf(sent: Sent<void>): Outcome {
    return outcomeOf(this.note(sent), this.ended);
  }

  /** Ends the run where what became of a command says that no other can fare better. */
  private note<T>(sent: Sent<T>): Sent<T> {
    const passing = sent.status === "unknown" || (sent.status === "failed" && sent.passing);
    this.lostInARow = passing ? this.lostInARow + 1 : 0;
    if (this.lostInARow >= LOST_IN_A_ROW_MAX) {
      this.ended ??= this.ports.stop.aborted ? "interrupted" : "unreachable";
    }
    if (sent.status === "unauthorized") this.ended ??= "unauthorized";
    if (sent.status === "stopped") this.ended = "interrupted";
    return sent;
  }

  /** Reads the lists that were written to, whatever the outcomes say. */
  async verify(outcomes: readonly ActionOutcome[]): Promise<Verification> {
    if (outcomes.length === 0) return { status: "unneeded" };
    if (outcomes.every(({ outcome }) => outcome.status === "not-attempted")) {
      return { status: "impossible", why: fact("nothing-written") };
    }
    if (this.ended !== null && this.ports.stop.aborted) this.ended = "interrupted";
    if (this.ended !== null) return { status: "impossible", why: WHY_NOT_ATTEMPTED[this.ended] };
    try {
      const plan = await readUntilSeen(outcomes, this.lookUps.known, this.ports);
      // An interrupt that came when all was seen came too late to matter.
      if (this.ports.stop.aborted && plan.actions.length > 0) this.ended = "interrupted";
      return { status: "seen", plan };
    } catch (error) {
      if (this.ports.stop.aborted) this.ended = "interrupted";
      return { status: "impossible", why: saidOf(error) };
    }
  }
}
