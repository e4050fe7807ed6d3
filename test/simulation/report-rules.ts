/** What holds for the report of every run, held against what Blip truly has. */

import { applyExitCode } from "../../src/apply/exit-code.ts";
import type { ActionOutcome, ApplyReport } from "../../src/apply/types.ts";
import { converged, countOutcomes } from "../../src/apply/types.ts";
import type { Member } from "../../src/domain/customer.ts";
import { customerOf, isIdentity } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { listKey } from "../../src/domain/list-name.ts";
import type { LogEntry } from "../../src/emulator/log.ts";
import { renderApplyJson } from "../../src/report/json.ts";
import type { CommandRules } from "./command-rules.ts";
import type { OtherWriter } from "./other-writer.ts";
import type { Person } from "./people.ts";
import { objectIn, recordOf } from "./sends.ts";
import type { Situation } from "./situation.ts";
import type { Truth } from "./truth.ts";

export interface Finished {
  readonly situation: Situation;
  readonly rules: CommandRules;
  readonly report: ApplyReport;
  /** What Blip has when the report is made. */
  readonly truth: Truth;
  readonly other: OtherWriter;
  /** What arrived at Blip of this run. */
  readonly arrivals: readonly LogEntry[];
  readonly identities: ReadonlyMap<Member, Identity | null>;
}

/** Sends that an add deserves before it is given up; a look-up is sent less often. */
const ADD_SENDS_MIN = 8;
const LOOK_UP_SENDS_MIN = 3;

export function reportBreaches(finished: Finished): string[] {
  const carriedOut = new Set(
    finished.arrivals.filter(({ outcome }) => outcome === "success").map(({ id }) => id),
  );
  return [
    ...finished.report.outcomes.flatMap((one) => outcomeBreaches(one, finished, carriedOut)),
    ...convergenceBreaches(finished),
    ...exitBreaches(finished, carriedOut),
    ...summaryBreaches(finished.report),
  ];
}

type Ids = ReadonlySet<string | null>;

function outcomeBreaches(one: ActionOutcome, finished: Finished, carriedOut: Ids): string[] {
  const { action, outcome } = one;
  const { rules, report } = finished;
  const what = `${action.kind} ${action.list} ${action.kind === "add-recipient" ? action.member : ""}`;
  const sends = rules.sendsOf(subjectOfAction(one, finished.identities));
  switch (outcome.status) {
    case "done":
    case "already-there":
      return isThere(one, finished) ? [] : [`said ${outcome.status}, and Blip has it not: ${what}`];
    case "not-attempted":
      // It may have been sent, when Blip would not hear of it before the run was stopped.
      return sends.some(({ id }) => carriedOut.has(id))
        ? [`said not attempted, and it took effect: ${what}`]
        : [];
    case "failed": {
      const took = sends.some(({ id }) => carriedOut.has(id));
      return [...(took ? [`said failed, and it took effect: ${what}`] : []), ...gaveUpEarly(one, finished)];
    }
    case "unknown":
      return sends.length === 0 && report.ended === null
        ? [`said unknown, and nothing was sent: ${what}`]
        : gaveUpEarly(one, finished);
    default:
      return outcome satisfies never;
  }
}

function subjectOfAction({ action }: ActionOutcome, identities: Finished["identities"]): string {
  const list = listKey(action.list);
  if (action.kind === "create-list") return `create ${list} `;
  const { member } = action;
  const identity = action.identity ?? (isIdentity(member) ? member : identities.get(member));
  return `add ${list} ${identity?.toLowerCase() ?? "?"}`;
}

/** The last word was that it may be tried again, and it was not tried as often as it may be. */
function gaveUpEarly(one: ActionOutcome, { rules, report, identities }: Finished): string[] {
  const { action } = one;
  if (report.ended !== null || action.kind === "create-list") return [];
  const lookUps = rules.sendsOf(`look-up  ${action.member}`);
  const adds = rules.sendsOf(subjectOfAction(one, identities));
  if (adds.length === 0 && rules.hasChannelBeenOut) return [];
  const [sends, least] = adds.length > 0 ? [adds, ADD_SENDS_MIN] : [lookUps, LOOK_UP_SENDS_MIN];
  const counted = sends.filter(({ answer }) => answer !== "throttled").length;
  if (sends.at(-1)?.answer !== "trouble" || counted >= least) return [];
  return [`given up after ${counted} sends: ${action.kind} ${action.list} ${action.member}`];
}

function isThere({ action }: ActionOutcome, { situation, truth, other }: Finished): boolean {
  const members = truth.get(listKey(action.list));
  if (action.kind === "create-list") return members !== undefined || other.deleted.has(listKey(action.list));
  const keys = keysOfMember(action.member, situation);
  return keys.some((key) => members?.has(key)) || other.mayHaveRemoved(action.list, keys);
}

/** Every key under which the person may be on a list whom a member stands for. */
export function keysOfMember(member: Member, { people }: Situation): readonly string[] {
  const customer = customerOf(member);
  const person = people.find(
    ({ phone, keys }) => customerOf(phone) === customer || keys.has(member.toLowerCase()),
  );
  return person === undefined ? [member.toLowerCase()] : [...person.keys];
}

function convergenceBreaches({ situation, report, truth, other }: Finished): string[] {
  if (converged(report) !== true) return [];
  return situation.wanted.flatMap(({ name, people }) => {
    const members = truth.get(listKey(name));
    const isMissing = ({ keys, refused }: Person) =>
      !refused && ![...keys].some((key) => members?.has(key)) && !other.mayHaveRemoved(name, keys);
    const missing = [...people].filter(isMissing).map(({ phone }) => phone);
    return missing.length === 0 ? [] : [`said converged, and ${name} lacks ${missing.join(" ")}`];
  });
}

/** The promise of the exit codes, checked once more from the outcomes and from what Blip got. */
function exitBreaches({ report, arrivals }: Finished, carriedOut: Ids): string[] {
  const exit = applyExitCode(report);
  const counts = countOutcomes(report.outcomes);
  const isComplete = counts.failed + counts.notAttempted + counts.unknown === 0;
  const wrote = arrivals.some(({ id, method }) => method === "set" && carriedOut.has(id));
  const breaches: string[] = [];
  if ((exit === 130) !== (report.ended === "interrupted"))
    breaches.push(`exit ${exit}, ended ${report.ended}`);
  const mayBeZero = isComplete && converged(report) === true && report.ended !== "interrupted";
  if ((exit === 0) !== mayBeZero) breaches.push(`exit ${exit}, with ${JSON.stringify(counts)}`);
  if ((exit === 1 || exit === 4) && counts.notAttempted > 0)
    breaches.push(`exit ${exit}, and something was not attempted`);
  if ((exit === 1 || exit === 4) && wrote) breaches.push(`exit ${exit}, and something was written`);
  if (exit === 4 && report.ended !== "unauthorized") breaches.push("exit 4, and the key was not refused");
  return breaches;
}

function summaryBreaches(report: ApplyReport): string[] {
  const document = objectIn(renderApplyJson(report, { masked: false }));
  const outcomes = Array.isArray(document.outcomes) ? document.outcomes.map(recordOf) : [];
  const count = (status: string) => outcomes.filter((one) => one.status === status).length;
  const counted = {
    done: count("done"),
    alreadyThere: count("already-there"),
    failed: count("failed"),
    notAttempted: count("not-attempted"),
    unknown: count("unknown"),
  };
  const said = JSON.stringify(document.summary);
  if (said !== JSON.stringify(counted)) return [`the summary ${said} is not ${JSON.stringify(counted)}`];
  const { length } = report.plan.actions;
  return outcomes.length === length ? [] : [`${outcomes.length} outcomes for ${length} actions`];
}
