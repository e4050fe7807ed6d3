/**
 * What renderers say beside facts: labels, headings and lines that count. Texts that a phrase is given may be shown
 * as they are.
 */

import type { ApprovedName } from "../../domain/facts/approval.ts";
import type { OutcomeCounts } from "../../domain/facts/outcomes.ts";
import type { PlannedList, PlanSummary, Via } from "../../reconcile/types.ts";
import type { Spoken } from "./types.ts";

/** Why a run is at its end before its time, as a file says it. */
interface UnfinishedPhrases {
  readonly headline: string;
  readonly report: string;
}

/** What the count of what is not shown is about. */
export type Further = "gate" | "line" | "list" | "changed-list" | "member" | "action" | "problem";

export interface PlanPhrases {
  readonly createList: string;
  listState(list: PlannedList): string;
  /** How an identity is known; empty where the file itself says it. @param list where it is on another list */
  knownFrom(via: Via, list: string): string;
  /** Of a terminal: a label and what follows. */
  readonly nothing: string;
  nothingOf(fields: PlanSummary & { readonly lists: number; readonly address: string }): string;
  readonly plan: string;
  planOf(summary: PlanSummary): string;
  costOf(fields: PlanSummary & { readonly address: string }): string;
  overGates(gates: number): string;
  acceptThis(command: string): string;
  /** Of Markdown. */
  headline(fields: PlanSummary & { readonly gates: number }): string;
  foot(fields: { readonly digest: string; readonly contract: string }): string;
  warnings(count: number): string;
  readonly listColumns: readonly string[];
  readonly allLists: string;
  contactsOf(selected: { readonly contacts: number; readonly of: number }): string;
  membersToAdd(fields: { readonly list: string; readonly add: number }): string;
  readonly memberColumns: readonly string[];
  readonly fromFile: string;
  membersOfFurther(lists: number): string;
}

export interface ApplyPhrases {
  readonly failed: string;
  readonly unknown: string;
  readonly notAttempted: string;
  readonly applied: string;
  readonly interrupted: string;
  totals(counts: OutcomeCounts): string;
  readonly verdicts: {
    readonly converged: string;
    readonly lagging: string;
    readonly heldBack: string;
    readonly diverged: string;
    readonly unverified: string;
  };
  readonly nothingApproved: string;
  readonly approvedDone: string;
  unverified(why: string): string;
  converged(blocked: number): string;
  lagging(missing: number): string;
  diverged(fields: { readonly missing: number; readonly unexplained: number }): string;
  actions(count: number): string;
}

export interface DivergencePhrases {
  comparedWith(approved: Spoken<ApprovedName>): string;
  headline(fields: {
    readonly approved: Spoken<ApprovedName>;
    readonly added: number;
    readonly settled: number;
  }): string;
  notIn(fields: { readonly approved: Spoken<ApprovedName>; readonly action: string }): string;
  notReviewed(action: string): string;
  /** @param since what has come of its list since the approval */
  since(action: string, since: "gone" | "shrunk"): string;
  furtherNotIn(fields: { readonly approved: Spoken<ApprovedName>; readonly actions: number }): string;
  accepted(gates: readonly string[]): string;
}

export interface RunPhrases {
  readonly error: string;
  readonly warning: string;
  readonly valid: string;
  exitCode(exit: number): string;
  /** @param isInJson whether `--format json` shows all */
  more(count: number, isInJson: boolean): string;
  moreAlike(count: number): string;
  moreProblems(count: number): string;
  further(what: Further, count: number): string;
  /** What is behind the numbers of a bar; empty where all is well. */
  note(fields: { readonly retries: number; readonly waitSeconds: number }): string;
  readonly reading: Readonly<Record<"lists" | "contacts" | "actions", string>>;
  /** The format of a bar: braces name its values. */
  bar(fields: { readonly what: "lists" | "contacts" | "actions"; readonly isCounted: boolean }): string;
  confirm(fields: { readonly commands: number; readonly bot: string; readonly address: string }): string;
  readonly stopping: string;
  readonly cutOff: string;
  readonly unfinished: UnfinishedPhrases;
  readonly endedAtOnce: UnfinishedPhrases;
  readonly demoDone: string;
  emulatorStarted(fields: { readonly bot: string }): string;
  readonly emulatorKeyIsSet: string;
}

export interface Phrases extends RunPhrases {
  count(value: number): string;
  duration(seconds: number): string;
  readonly plan: PlanPhrases;
  readonly apply: ApplyPhrases;
  readonly divergence: DivergencePhrases;
}
