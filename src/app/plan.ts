/** What would change? Reads lists, writes nothing to Blip. */

import type { PlanSettings } from "../approval/plan-difference.ts";
import { fact } from "../domain/fact.ts";
import { name } from "../domain/fact-fields.ts";
import type { Origin } from "../domain/origin.ts";
import type { NamedFile } from "../files/distinct.ts";
import { checkFiles } from "../files/distinct.ts";
import { prepareFile } from "../files/output.ts";
import { PRIVATE, SHARED } from "../files/safe-file.ts";
import type { Plan } from "../reconcile/types.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import type { Blip } from "./connection.ts";
import { addressOf, connectToBlip } from "./connection.ts";
import { directoryName } from "./directory-name.ts";
import { readFirstImports } from "./first-imports.ts";
import { readLists, withOwnIdentities } from "./lists.ts";
import { annotate, isOnGitHub, SUMMARY_LENGTH_MAX, setPlanOutputs, summarize } from "./on-github.ts";
import { reviewFileOf, savedPlanFileOf, settingsOf } from "./plan-files.ts";
import type { Ports } from "./ports.ts";
import { warnOfTheLimit } from "./rate-limit.ts";
import { surveyAndPlan } from "./survey-and-plan.ts";

export interface PlanOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  /** Whether numbers that were looked up before count as unknown. */
  readonly refreshIdentities: boolean;
  /** Where the whole plan is saved, for apply --plan; null for nowhere. */
  readonly out: string | null;
  /** Where the review file is written; null for nowhere. */
  readonly review: string | null;
}

export interface Planned {
  readonly plan: Plan;
  /** Where its commands would go: the contract, or another host in its place. */
  readonly address: string;
}

export async function planLists(options: PlanOptions, ports: Ports): Promise<Planned> {
  const { directory } = options;
  const read = await readLists(directory, options.globs, ports, options.refreshIdentities);
  const files = prepareFiles(options, ports);
  const interrupt = ports.watchInterrupts();
  const blip = connectToBlip(read.settings, ports, interrupt);
  try {
    const declared = withOwnIdentities(read, directory, blip.answers);
    const imports = readFirstImports({ directory, sealKey: blip.sealKey }, ports);
    const { plan } = await surveyAndPlan({ ...declared, ...imports }, blip, ports);
    files.write(plan, blip, settingsOf(declared.settings), await originOf(ports));
    await showOnGitHub(plan, directory, ports);
    warnOfTheLimit(blip.pacer, declared.settings.commandsPerSecond, ports);
    return { plan, address: addressOf(blip) };
  } finally {
    interrupt.release();
    await blip.close();
  }
}

async function showOnGitHub(plan: Plan, directory: string, ports: Ports): Promise<void> {
  await annotate(
    plan.gates.map((gate) => ({ ...gate, severity: "warning" })),
    ports,
  );
  await summarize(() => renderPlanMarkdown(plan, directory, SUMMARY_LENGTH_MAX), ports);
  await setPlanOutputs(plan, ports);
}

/** The files that the flags ask for. */
function prepareFiles({ out, review, directory }: PlanOptions, ports: Ports) {
  const written: NamedFile[] = [
    ["--out", out],
    ["--review", review],
  ];
  checkFiles({ written, directory }, ports);
  const saved = out === null ? null : prepareFile("--out", out, PRIVATE, ports);
  const shared = review === null ? null : prepareFile("--review", review, SHARED, ports);
  return {
    write: (plan: Plan, { sealKey }: Blip, settings: PlanSettings, origin: Origin | null) => {
      shared?.write(reviewFileOf(plan, directoryName(directory, ports), sealKey, origin, settings));
      saved?.write(savedPlanFileOf(plan, sealKey, settings));
      if (out !== null) ports.notify(fact("plan-saved", { file: name(out) }));
    },
  };
}

/** The pull request that this is a plan for, where it is one. */
async function originOf(ports: Ports): Promise<Origin | null> {
  if (!isOnGitHub(ports)) return null;
  const { originOfRun } = await import("../github/run.ts");
  return originOfRun(ports.env, ports.cwd);
}
