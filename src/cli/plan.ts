/** `blip-lists plan`: what would change. Reads lists, writes nothing. */

import type { Plan } from "../reconcile/types.ts";
import { renderPlanJson } from "../report/json.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import { renderPlanText, renderWarnings } from "../report/plan-text.ts";
import type { Origin } from "../report/review.ts";
import { renderReview } from "../report/review.ts";
import { renderSavedPlan } from "../report/saved-plan.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { directoryName } from "./directory-name.ts";
import type { NamedFile } from "./distinct-files.ts";
import { checkFiles } from "./distinct-files.ts";
import { Exit } from "./failure.ts";
import { readFirstImports } from "./first-imports.ts";
import { watchInterrupts } from "./interrupt.ts";
import { readLists, withOwnIdentities } from "./lists.ts";
import { annotate, isOnGitHub, SUMMARY_LENGTH_MAX, setOutputs, summarize } from "./on-github.ts";
import { prepareFile } from "./output-file.ts";
import { tellOfTheLimit } from "./rate-limit.ts";
import { PRIVATE, SHARED } from "./safe-file.ts";
import { surveyAndPlan } from "./survey-and-plan.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";
import type { World } from "./world.ts";

export interface PlanOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  readonly format: "text" | "json" | "markdown";
  readonly detailedExitcode: boolean;
  /** Whether numbers that were looked up before count as unknown. */
  readonly refreshIdentities: boolean;
  /** Where the whole plan is saved, for apply --plan; null for nowhere. */
  readonly out: string | null;
  /** Where the review file is written; null for nowhere. */
  readonly review: string | null;
}

export async function plan(options: PlanOptions, world: World): Promise<number> {
  const { directory, globs, refreshIdentities } = options;
  const read = await readLists(directory, globs, world, refreshIdentities);
  const files = prepareFiles(options, world);
  const interrupt = watchInterrupts(world);
  const blip = connectToBlip(read.settings, world, interrupt);
  try {
    const declared = withOwnIdentities(read, directory, blip.answers);
    const imports = readFirstImports({ directory, sealKey: blip.sealKey }, world);
    const { plan } = await surveyAndPlan({ ...declared, ...imports }, blip, world);
    files.write(plan, blip, await originOf(world));
    if (options.format === "text") world.stderr.write(warningsOf(plan, world));
    world.stdout.write(renderPlan(plan, { ...options, address: addressOf(blip) }, world));
    tellOfTheLimit(blip.pacer, declared.settings.commandsPerSecond, world);
    await tellGitHub(plan, directory, world);
    return options.detailedExitcode && plan.actions.length > 0 ? Exit.changes : Exit.done;
  } finally {
    interrupt.release();
    await blip.close();
  }
}

async function tellGitHub(plan: Plan, directory: string, world: World): Promise<void> {
  await annotate(
    plan.gates.map(({ code, message }) => ({ severity: "warning", code, message })),
    world,
  );
  await summarize(() => renderPlanMarkdown(plan, directory, SUMMARY_LENGTH_MAX), world);
  await outputOf(plan, world);
}

/** Outputs for the steps that follow. */
export function outputOf({ actions, digest }: Plan, world: World): Promise<void> {
  return setOutputs({ changes: String(actions.length > 0), digest }, world);
}

/** The files that the flags ask for. */
function prepareFiles({ out, review, directory }: PlanOptions, world: World) {
  const written: NamedFile[] = [
    ["--out", out],
    ["--review", review],
  ];
  checkFiles({ written, directory }, world);
  const saved = out === null ? null : prepareFile("--out", out, PRIVATE, world);
  const shared = review === null ? null : prepareFile("--review", review, SHARED, world);
  return {
    write: (plan: Plan, { sealKey }: Blip, origin: Origin | null) => {
      shared?.write(renderReview(plan, directoryName(directory, world), sealKey, origin));
      saved?.write(renderSavedPlan(plan, sealKey));
      if (saved !== null) world.stderr.write(`Saved plan: ${out} (it holds phone numbers in full)\n`);
    },
  };
}

/** The pull request that this is a plan for, where it is one. */
async function originOf(world: World): Promise<Origin | null> {
  if (!isOnGitHub(world)) return null;
  const { originOfRun } = await import("../github/event.ts");
  return originOfRun(world.env, world.cwd);
}

/** What the terminal is told beside the result. */
export function warningsOf(plan: Plan, world: World): string {
  const { stderr, env } = world;
  return renderWarnings(plan, {
    masked: isMasked(world),
    style: styleFor(stderr, env),
    width: widthOf(stderr),
  });
}

/** Where commands really go, when that is not Blip's own host for the contract. */
export function addressOf({ contract, elsewhere }: Blip): string {
  return elsewhere === null ? contract : `${elsewhere} (BLIP_ENDPOINT)`;
}

export function renderPlan(
  plan: Plan,
  { format, directory, address }: Pick<PlanOptions, "format" | "directory"> & { readonly address: string },
  world: World,
): string {
  const masked = isMasked(world);
  if (format === "markdown") return renderPlanMarkdown(plan, directory);
  if (format === "json") return renderPlanJson(plan, { masked });
  return renderPlanText(plan, {
    address,
    masked,
    style: styleFor(world.stdout, world.env),
    width: widthOf(world.stdout),
  });
}
