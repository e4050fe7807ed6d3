/** What an apply may send: everything that is planned, or what a saved plan or reviewed plans hold. */

import { basename } from "node:path";
import type { RecordedTerms } from "../approval/plan-difference.ts";
import { planDifference, termFacts } from "../approval/plan-difference.ts";
import type { Review } from "../approval/review.ts";
import { actionMarks, withNames } from "../approval/review.ts";
import type { Approved } from "../approval/types.ts";
import { Exit } from "../domain/exit-code.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name, reason } from "../domain/fact-fields.ts";
import type { ApprovedName } from "../domain/facts/approval.ts";
import { Failure, failureAs } from "../domain/failure.ts";
import { listKey } from "../domain/list-name.ts";
import { digestDesired } from "../reconcile/digest.ts";
import type { FirstImports } from "../reconcile/gates.ts";
import { firstImportsOf, largestOf } from "../reconcile/gates.ts";
import type { Action, PlannedList } from "../reconcile/types.ts";
import { actionKey } from "../reconcile/types.ts";
import { readIfReliable, readSavedPlan, readSealedReview } from "./approval-files.ts";
import type { Blip } from "./connection.ts";
import type { AcceptablePlan } from "./gates.ts";
import type { SelectedLists } from "./lists.ts";
import { settingsOf } from "./plan-files.ts";
import type { Ports } from "./ports.ts";

export interface ApprovalOptions {
  /** A saved plan. */
  readonly plan: string | null;
  /** Review files whose actions are approved, and nothing else. */
  readonly approved: readonly string[] | null;
  /** Review files of merged pull requests; `approval` in bot.yaml says what they mean. */
  readonly reviewed: readonly string[] | null;
  /** Whether what is not approved is left, instead of refusing the whole. */
  readonly approvedOnly: boolean;
}

export interface Approval {
  readonly name: ApprovedName;
  readonly approved: Approved;
  /** What happens to actions that are not approved: they are sent and named, left, or the whole is refused. */
  readonly others: "send" | "leave" | "refuse";
  /** The plans that it is made of, for who accepts one of them. */
  readonly plans: readonly AcceptablePlan[];
  /** The lists that were being filled when it was made. */
  readonly firstImports: FirstImports;
  /** Names the declared state it is for; null where several were approved, each of its own. */
  readonly desired: string | null;
  /** Whether nothing was named although bot.yaml requires it: to plan again would not help. */
  readonly isRequired?: true;
}

/** @throws Failure (exit 3) for flags that exclude each other */
export function checkApprovalOptions({ plan, approved, reviewed, approvedOnly }: ApprovalOptions): void {
  const given = [plan && "--plan", approved && "--approved", reviewed && "--reviewed"].filter(
    (one) => typeof one === "string",
  );
  const refuse = (said: Fact) => failureAs(Exit.invalid, "usage", said);
  if (given.length > 1) throw refuse(fact("flags-exclusive", { flags: given.map(literal) }));
  if (approved?.length === 0) throw refuse(fact("review-file-missing"));
  if (approvedOnly && given.length === 0) throw refuse(fact("approval-missing"));
}

/**
 * @returns null where everything that is planned may be sent
 * @throws Failure (exit 3) for a file that cannot be relied on
 */
export function readApproval(
  options: ApprovalOptions,
  { settings, desired }: SelectedLists,
  blip: Blip,
  ports: Ports,
): Approval | null {
  const declared = desired.lists.map(({ name }) => name);
  const named = (review: Review) => withNames(review, declared);
  const others = options.approvedOnly ? "leave" : "refuse";
  if (options.plan !== null) return fromSavedPlan(options.plan, others, blip, ports);
  if (options.approved !== null) {
    const reviews = options.approved.map((file) => named(readSealedReview("--approved", file, blip, ports)));
    return fromReviews(reviews, others, blip);
  }
  if (options.reviewed === null) return settings.approval === "require" ? NOTHING_APPROVED : null;
  const reviews = options.reviewed.flatMap((file) => readIfReliable(file, blip, ports)).map(named);
  const isLeft = settings.approval === "require" || options.approvedOnly;
  // Whatever is declared is planned: what nobody has reviewed is to be named.
  return { ...fromReviews(reviews, isLeft ? "leave" : "send", blip), desired: null };
}

/** `approval: require`, and nobody says what was approved. */
const NOTHING_APPROVED: Approval = {
  name: { reviews: 0 },
  isRequired: true,
  approved: { count: 0, holds: () => false, lists: null },
  others: "refuse",
  plans: [],
  firstImports: new Map(),
  desired: null,
};

function fromSavedPlan(file: string, others: Approval["others"], blip: Blip, ports: Ports): Approval {
  const saved = readSavedPlan(file, blip, ports);
  const { actions, lists, digest, desired } = saved;
  const holds: Approved["holds"] = (action) => actions.has(actionKey(action));
  return {
    name: { file: name(basename(file)) },
    approved: { count: actions.size, holds, lists, terms: termsIn(saved) },
    others,
    plans: [{ digest, holds }],
    firstImports: firstImportsOf(lists),
    desired,
  };
}

function termsIn({ settings, gates }: RecordedTerms): RecordedTerms {
  return settings === undefined || gates === undefined ? {} : { settings, gates };
}

/** One review is for one declared state; several were made one after the other, and their actions alone count. */
function fromReviews(reviews: readonly Review[], others: Approval["others"], blip: Blip): Approval {
  const markOf = actionMarks(blip.sealKey, blip);
  const plans = reviews.map(({ digest, actions }) => {
    const marks = new Set(actions);
    return { digest, holds: (action: Action) => marks.has(markOf(action)) };
  });
  const [only] = reviews.length === 1 ? reviews : [];
  return {
    name: { reviews: reviews.length },
    approved: {
      count: new Set(reviews.flatMap(({ actions }) => actions)).size,
      holds: (action) => plans.some(({ holds }) => holds(action)),
      lists: only?.lists ?? null,
      ...(only === undefined ? {} : { terms: termsIn(only) }),
    },
    others,
    plans,
    firstImports: largestOf(reviews.map(({ lists }) => firstImportsOf(lists))),
    desired: only?.desired ?? null,
  };
}

/**
 * Narrows a run to the lists of the plan that was approved, where the files declare what they did then, and recalls
 * which of them were being filled.
 * @throws Failure (exit 6) where they declare something else, and what is not approved is not to be left
 */
export function underApproval(
  lists: SelectedLists,
  approval: Approval | null,
  isSelected: boolean,
  blip: Blip,
): SelectedLists {
  if (approval === null) return lists;
  const { approved, desired, others } = approval;
  const planned = namesAmong(lists, approved.lists ?? []);
  const isAsThen = desired !== null && desired === digestDesired(blip, lists.desired, planned);
  if (desired !== null && !isAsThen && others === "refuse") throw otherLists(approval, lists);
  const claims = [...approval.firstImports].filter(([list]) => !lists.finishedImports.has(list));
  const firstImports = largestOf([new Map(claims), lists.firstImports]);
  return { ...lists, firstImports, names: isAsThen && !isSelected ? planned : lists.names };
}

function otherLists(
  { name: approvedName, approved: { lists, terms } }: Approval,
  { desired, settings }: SelectedLists,
): Failure {
  const known = new Set((lists ?? []).map(({ name }) => listKey(name)));
  const unknown = desired.lists.filter(({ name }) => !known.has(listKey(name))).map(({ name }) => name);
  const named = unknown.slice(0, NAMES_SHOWN).map((one) => name(one));
  const then = { lists: [], ...(terms?.settings && { settings: terms.settings }) };
  const differences = termFacts(planDifference(then, { lists: [], settings: settingsOf(settings) }));
  const changes = differences.map(reason);
  return new Failure(Exit.stale, fact("other-lists", { approved: approvedName, unknown: named, changes }), {
    differences,
  });
}

const NAMES_SHOWN = 5;

function namesAmong({ desired }: SelectedLists, lists: readonly PlannedList[]): ReadonlySet<string> {
  const planned = new Set(lists.map(({ name }) => listKey(name)));
  return new Set(desired.lists.map(({ name }) => listKey(name)).filter((name) => planned.has(name)));
}
