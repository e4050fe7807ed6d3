/** `blip-lists apply`: plan, ask, carry out, verify. */

import { applyExitCode } from "../apply/exit-code.ts";
import type { ApplyReport } from "../apply/types.ts";
import type { Divergence } from "../reconcile/approval.ts";
import { divergenceFrom, withholding } from "../reconcile/approval.ts";
import { firstImportsOf } from "../reconcile/gates.ts";
import { partOf } from "../reconcile/plan.ts";
import type { Action, Plan } from "../reconcile/types.ts";
import type { Comparison } from "../report/apply-markdown.ts";
import { unapprovedActions, whyRefused } from "../report/divergence.ts";
import { underLock } from "./apply-lock.ts";
import type { Approval, ApprovalOptions } from "./approval.ts";
import { checkApprovalOptions, readApproval, underApproval } from "./approval.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { carryOut } from "./carry-out.ts";
import { checkApplyFiles } from "./distinct-files.ts";
import { Exit, Failure } from "./failure.ts";
import type { Notebook } from "./first-imports.ts";
import { concludeFirstImports, noteFirstImports, readFirstImports } from "./first-imports.ts";
import { acceptanceOf, passGates } from "./gates.ts";
import { claimIdentitiesFile, NO_IDENTITIES_FILE, openIdentitiesFile } from "./identities-file.ts";
import type { Interrupt } from "./interrupt.ts";
import { watchInterrupts } from "./interrupt.ts";
import { openJournal } from "./journal-file.ts";
import type { SelectedLists } from "./lists.ts";
import { readLists, withOwnIdentities } from "./lists.ts";
import { tellOfTheLimit } from "./rate-limit.ts";
import { withResultFile } from "./result-file.ts";
import { confirm, showPlan, showReport } from "./show-apply.ts";
import { surveyAndPlan, termsOf } from "./survey-and-plan.ts";
import type { World } from "./world.ts";

export interface ApplyOptions extends ApprovalOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  readonly format: "text" | "json";
  readonly yes: boolean;
  /** Whether numbers that were looked up before are looked up again. */
  readonly refreshIdentities: boolean;
  /** Whether what a later run should know is written beside the lists: answers of look-ups, unfinished imports. */
  readonly keepsNotes: boolean;
  /** Whether to wait for another apply in this directory, instead of failing. */
  readonly wait: boolean;
  /** Where every command that is sent is written down; null for nowhere. */
  readonly journal: string | null;
  /** The digest of a plan that may pass the safety gates. */
  readonly accept: string | null;
  /** Where the masked result is written; null for nowhere. */
  readonly result: string | null;
}

/** An apply that came to its end, however that was. */
export interface Applied {
  readonly report: ApplyReport;
  /** Null where nothing was approved or reviewed before. */
  readonly comparison: Comparison | null;
  readonly exit: number;
}

export async function apply(options: ApplyOptions, world: World): Promise<number> {
  checkApplyFiles(options, world);
  const { exit } = await withResultFile(options, world, async (watched) => {
    checkConsent(options, watched);
    checkApprovalOptions(options);
    return applyLists(options, watched);
  });
  return exit;
}

/** @throws Failure (exit 3) where nobody has said yes and nobody can be asked */
function checkConsent({ yes }: ApplyOptions, { interactive }: World): void {
  if (yes || interactive) return;
  throw new Failure(
    Exit.invalid,
    "needs-yes",
    "there is no terminal to ask at: add --yes to apply without asking",
  );
}

/** What keeps no notes is in nobody's way. */
async function applyLists(options: ApplyOptions, world: World): Promise<Applied> {
  const interrupt = watchInterrupts(world);
  const work = () => applyAlone(options, interrupt, world);
  try {
    return await (options.keepsNotes ? underLock(options, interrupt, world, work) : work());
  } finally {
    interrupt.release();
  }
}

async function applyAlone(options: ApplyOptions, interrupt: Interrupt, world: World): Promise<Applied> {
  const read = await readLists(options.directory, options.globs, world, options.refreshIdentities);
  const journal = openJournal(options.journal, world, interrupt);
  const blip = connectToBlip(read.settings, world, interrupt, journal);
  try {
    const declared = withOwnIdentities(read, options.directory, blip.answers);
    const notebook = { directory: options.directory, sealKey: blip.sealKey };
    const noted = { ...declared, ...readFirstImports(notebook, world) };
    const approval = readApproval(options, noted, blip, world);
    const lists = underApproval(noted, approval, options.globs.length > 0, blip);
    const surveyed = await surveyAndPlan(lists, blip, world);
    const { plan } = surveyed;
    const comparison = compare(plan, approval);
    const withheld = withheldBy(plan, approval);
    const isApproved = (action: Action) => withheld(action) === null;
    const toSend = approval?.others === "leave" ? partOf(plan, isApproved, termsOf(lists, blip)) : plan;
    const acceptance = acceptanceOf(toSend, options.accept, approval?.plans ?? []);
    await showPlan({ plan, toSend, acceptance, comparison, approval }, blip, options, world);
    refuseUnapproved(comparison, approval);
    passGates(toSend, acceptance);
    if (toSend.actions.length > 0 && !options.yes) await confirm(toSend, blip, world, interrupt);
    const report = await carryOut(surveyed, lists, {
      blip,
      world,
      interrupt,
      withheld,
      recorder: recorderFor(toSend, lists, { options, blip, notebook, world }),
    });
    const exit = applyExitCode(report);
    if (options.keepsNotes) concludeFirstImports(notebook, { toSend, report, lists }, world);
    const shown = await showReport({ report, comparison, exit }, options, world);
    tellOfTheLimit(blip.pacer, lists.settings.commandsPerSecond, world);
    return shown;
  } finally {
    journal.close();
    await blip.close();
  }
}

function compare(plan: Plan, approval: Approval | null): Comparison | null {
  if (approval === null) return null;
  const divergence: Divergence = divergenceFrom(approval.approved, plan);
  return { divergence, name: approval.name };
}

function withheldBy(plan: Plan, approval: Approval | null): (action: Action) => string | null {
  return approval?.others === "leave" ? withholding(approval.approved, plan) : () => null;
}

/** @throws Failure (exit 6) where something is planned that was not approved, and it is not to be left out */
function refuseUnapproved(comparison: Comparison | null, approval: Approval | null): void {
  if (comparison === null || approval?.others !== "refuse") return;
  if (comparison.divergence.added.length === 0) return;
  const { divergence, name } = comparison;
  throw new Failure(
    Exit.stale,
    "not-approved",
    whyRefused(divergence, name, approval.advice),
    unapprovedActions(divergence),
  );
}

interface Circumstances {
  readonly options: ApplyOptions;
  readonly blip: Blip;
  readonly notebook: Notebook;
  readonly world: World;
}

/** What must be written down before the first command, and how answers are kept. */
function recorderFor(
  plan: Plan,
  lists: SelectedLists,
  { options: { directory, keepsNotes }, blip, notebook, world }: Circumstances,
) {
  if (!keepsNotes) return NO_IDENTITIES_FILE;
  const isGuarded = lists.settings.limits.maxGrowthPercent !== null;
  if (isGuarded && firstImportsOf(plan.lists).size > 0) {
    noteFirstImports(notebook, plan, lists.firstImports, world);
  }
  const place = { directory, before: lists.recorded, answers: blip.answers };
  if (plan.summary.lookup > 0) return openIdentitiesFile(place, world);
  claimIdentitiesFile(place, world);
  return NO_IDENTITIES_FILE;
}
