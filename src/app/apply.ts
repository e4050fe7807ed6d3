/** `blip-lists apply`: plan, ask, carry out, verify. */

import { applyExitCode } from "../apply/exit-code.ts";
import { approve, divergenceFrom } from "../approval/approval.ts";
import type { RecordedTerms } from "../approval/plan-difference.ts";
import { codesOf } from "../approval/plan-difference.ts";
import type { Divergence } from "../approval/types.ts";
import { changesOf } from "../approval/types.ts";
import { refusalOf, unapprovedActions } from "../approval/unapproved.ts";
import { Exit, exitUnreported } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { saidOf } from "../domain/fact-error.ts";
import { reason } from "../domain/fact-fields.ts";
import { Failure } from "../domain/failure.ts";
import type { NamedFile } from "../files/distinct.ts";
import { checkFiles } from "../files/distinct.ts";
import { claimIdentitiesFile, NO_IDENTITIES_FILE, openIdentitiesFile } from "../files/identities.ts";
import { openJournal } from "../files/journal.ts";
import { firstImportsOf } from "../reconcile/gates.ts";
import type { Plan } from "../reconcile/types.ts";
import { applyDiagnostics } from "../report/apply-diagnostics.ts";
import { renderApplySummary } from "../report/apply-markdown.ts";
import type { NamedDivergence } from "../report/divergence.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import { sentenceOf } from "../report/words/say.ts";
import { underLock } from "./apply-lock.ts";
import type { Approval, ApprovalOptions } from "./approval.ts";
import { checkApprovalOptions, readApproval, underApproval } from "./approval.ts";
import { carryOut } from "./carry-out.ts";
import type { Blip } from "./connection.ts";
import { addressOf, connectToBlip } from "./connection.ts";
import type { Notes } from "./first-imports.ts";
import { concludeFirstImports, noteFirstImports, readFirstImports } from "./first-imports.ts";
import type { Acceptance } from "./gates.ts";
import { acceptanceOf, passGates } from "./gates.ts";
import type { SelectedLists } from "./lists.ts";
import { readLists, withOwnIdentities } from "./lists.ts";
import { annotate, SUMMARY_LENGTH_MAX, setPlanOutputs, summarize } from "./on-github.ts";
import { settingsOf } from "./plan-files.ts";
import type { Interrupt, Ports } from "./ports.ts";
import { warnOfTheLimit } from "./rate-limit.ts";
import type { Applied } from "./result-file.ts";
import { withResultFile } from "./result-file.ts";
import { surveyAndPlan, termsOf } from "./survey-and-plan.ts";

export interface ApplyOptions extends ApprovalOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  /** Whether numbers that were looked up before are looked up again. */
  readonly refreshIdentities: boolean;
  /** Whether to wait for another apply in this directory, instead of failing. */
  readonly wait: boolean;
  /** Where every command that is sent is written down; null for nowhere. */
  readonly journal: string | null;
  /** The digest of a plan that may pass the safety gates. */
  readonly accept: string | null;
  /** Where the masked result is written; null for nowhere. */
  readonly result: string | null;
}

/** What is about to be done, for who decides. */
export interface Prospect {
  /** What is to be carried out. */
  readonly plan: Plan;
  readonly acceptance: Acceptance;
  /** Null where nothing was approved or reviewed before. */
  readonly comparison: NamedDivergence | null;
  /** What happens to actions that were not approved. */
  readonly others: Approval["others"] | null;
  /** Where commands go. */
  readonly address: string;
}

/** Whoever watches an apply, and says yes to it. */
export interface ApplyView {
  /** @throws Failure (exit 3) where nobody has said yes and nobody can be asked */
  checkConsent(): void;
  showPlan(prospect: Prospect): void;
  /** Asks whether to go on. @throws Failure unless the person says yes */
  confirm(prospect: Prospect, stop: AbortSignal): Promise<void>;
  showReport(applied: Applied): void;
}

/** @throws Failure, or the error of a fault, where nothing was written */
export function applyLists(options: ApplyOptions, ports: Ports, view: ApplyView): Promise<Applied> {
  checkApplyFiles(options, ports);
  return withResultFile(options, ports, async (interrupt) => {
    view.checkConsent();
    checkApprovalOptions(options);
    return underLock(options, interrupt, ports, () => planAndApply(options, interrupt, ports, view));
  });
}

async function planAndApply(
  options: ApplyOptions,
  interrupt: Interrupt,
  ports: Ports,
  view: ApplyView,
): Promise<Applied> {
  const { directory } = options;
  const read = await readLists(directory, options.globs, ports, options.refreshIdentities);
  const journal = openJournal(options.journal, {
    ...ports,
    say: (said) => sentenceOf(said, { masked: false }),
    onBroken: () => interruptOnce(interrupt),
  });
  const blip = connectToBlip(read.settings, ports, interrupt, journal);
  try {
    const declared = withOwnIdentities(read, directory, blip.answers);
    const notes = { directory, sealKey: blip.sealKey };
    const noted = { ...declared, ...readFirstImports(notes, ports) };
    const approval = readApproval(options, noted, blip, ports);
    const lists = underApproval(noted, approval, options.globs.length > 0, blip);
    const surveyed = await surveyAndPlan(lists, blip, ports);
    const approved =
      approval?.others === "leave"
        ? approve(surveyed.plan, approval.approved, termsOf(lists, blip))
        : { plan: surveyed.plan, left: [] };
    const { plan } = approved;
    const terms = { settings: settingsOf(lists.settings), gates: codesOf(plan.gates) };
    const comparison = compare(surveyed.plan, approval, terms);
    const acceptance = acceptanceOf(plan, options.accept, approval?.plans ?? []);
    const others = approval?.others ?? null;
    const prospect = { plan, acceptance, comparison, others, address: addressOf(blip) };
    await showPlanOnGitHub(prospect, directory, ports);
    view.showPlan(prospect);
    refuseUnapproved(comparison, approval);
    passGates(plan, acceptance);
    if (plan.actions.length > 0) await view.confirm(prospect, interrupt.stop);
    const recorder = recorderFor(plan, lists, { blip, notes, ports });
    const report = await carryOut(surveyed, lists, { approved, blip, ports, interrupt, recorder });
    const exit = applyExitCode(report);
    concludeFirstImports(notes, { plan, report, lists }, ports);
    const shown = await showReport({ report, comparison, exit }, directory, ports, view);
    warnOfTheLimit(blip.pacer, lists.settings.commandsPerSecond, ports);
    return shown;
  } finally {
    journal.close();
    await blip.close();
  }
}

async function showPlanOnGitHub(
  { plan, acceptance }: Prospect,
  directory: string,
  ports: Ports,
): Promise<void> {
  const shown = acceptance === "accepted" ? { ...plan, gates: [] } : plan;
  await setPlanOutputs(shown, ports);
  await summarize(() => renderPlanMarkdown(shown, directory, SUMMARY_LENGTH_MAX), ports);
}

/** What was done is done, whether or not all of it can be shown. @returns the exit code with it, as it is then */
async function showReport(
  applied: Applied,
  directory: string,
  ports: Ports,
  view: ApplyView,
): Promise<Applied> {
  try {
    view.showReport(applied);
    await showReportOnGitHub(applied, directory, ports);
    return applied;
  } catch (error) {
    ports.warn(fact("result-not-shown", { why: reason(saidOf(error)) }));
    return { ...applied, exit: exitUnreported(applied.exit, true) };
  }
}

async function showReportOnGitHub(
  { report, comparison, exit }: Applied,
  directory: string,
  ports: Ports,
): Promise<void> {
  await summarize(() => renderApplySummary(report, comparison, directory, SUMMARY_LENGTH_MAX), ports);
  if (exit !== Exit.done) await annotate(applyDiagnostics(report), ports);
}

/** @throws Failure (exit 3) where an apply would write over what it reads, or twice */
function checkApplyFiles(
  { plan, approved, reviewed, journal, result, directory }: ApplyOptions,
  ports: Ports,
): void {
  const reviews = [...(approved ?? []), ...(reviewed ?? [])];
  const read: NamedFile[] = [["--plan", plan], ...reviews.map((file): NamedFile => ["a review file", file])];
  const written: NamedFile[] = [
    ["--journal", journal],
    ["--result", result],
  ];
  checkFiles({ written, read, directory }, ports);
}

function compare(plan: Plan, approval: Approval | null, terms: RecordedTerms): NamedDivergence | null {
  if (approval === null) return null;
  const divergence: Divergence = divergenceFrom(approval.approved, plan, terms);
  return { divergence, approved: approval.name };
}

/** @throws Failure (exit 6) where something is planned that was not approved, and it is not to be left out */
function refuseUnapproved(comparison: NamedDivergence | null, approval: Approval | null): void {
  if (comparison === null || approval?.others !== "refuse") return;
  if (comparison.divergence.added.length === 0) return;
  const { divergence, approved } = comparison;
  const said = approval.isRequired
    ? fact("approval-required", { added: divergence.added.length })
    : refusalOf(divergence, approved);
  throw new Failure(Exit.stale, said, {
    code: "not-approved",
    diagnostics: unapprovedActions(divergence),
    differences: changesOf(divergence),
  });
}

function interruptOnce(interrupt: Interrupt): void {
  if (!interrupt.stop.aborted) interrupt.interrupt();
}

interface Circumstances {
  readonly blip: Blip;
  readonly notes: Notes;
  readonly ports: Ports;
}

/** What must be written down before the first command, and how answers are kept. */
function recorderFor(plan: Plan, lists: SelectedLists, { blip, notes, ports }: Circumstances) {
  const isGuarded = lists.settings.limits.maxGrowthPercent !== null;
  if (isGuarded && firstImportsOf(plan.lists).size > 0) {
    noteFirstImports(notes, plan, lists.firstImports, ports);
  }
  const place = { directory: notes.directory, before: lists.recorded, answers: blip.answers };
  if (plan.summary.lookup > 0) return openIdentitiesFile(place, ports);
  claimIdentitiesFile(place, ports);
  return NO_IDENTITIES_FILE;
}
