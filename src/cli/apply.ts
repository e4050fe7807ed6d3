/** `blip-lists apply`: plan, ask, carry out, verify. */

import type { ApplyPorts } from "../apply/apply.ts";
import { applyPlan } from "../apply/apply.ts";
import { applyExitCode } from "../apply/exit-code.ts";
import type { ApplyReport } from "../apply/types.ts";
import type { Configuration } from "../config/desired.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { LiveState } from "../domain/state.ts";
import type { Plan } from "../reconcile/types.ts";
import { renderApplyText } from "../report/apply-text.ts";
import { renderApplyJson } from "../report/json.ts";
import { counted } from "../report/words.ts";
import { existingLists } from "../survey/survey.ts";
import type { Blip } from "./blip.ts";
import { connectToBlip } from "./blip.ts";
import { Exit, Failure } from "./failure.ts";
import type { Interrupt } from "./interrupt.ts";
import { watchInterrupts } from "./interrupt.ts";
import { readLists } from "./lists.ts";
import { renderPlan } from "./plan.ts";
import { startProgress } from "./progress.ts";
import { surveyAndPlan } from "./survey-and-plan.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";
import type { World } from "./world.ts";

export interface ApplyOptions {
  readonly directory: string;
  readonly globs: readonly string[];
  readonly format: "text" | "json";
  readonly yes: boolean;
}

export async function apply(options: ApplyOptions, world: World): Promise<number> {
  if (!options.yes && !world.interactive) {
    throw new Failure(
      Exit.invalid,
      "needs-yes",
      "there is no terminal to ask at: add --yes to apply without asking",
    );
  }
  const configuration = await readLists(options.directory, options.globs, world);
  const interrupt = watchInterrupts(world);
  const blip = connectToBlip(configuration.settings, world, interrupt);
  try {
    const { plan, live } = await surveyAndPlan(configuration, blip, world);
    if (options.format === "text") world.stdout.write(renderPlan(plan, "text", world));
    else if (!options.yes) world.stderr.write(renderPlan(plan, "text", world));
    if (plan.actions.length > 0 && !options.yes) await confirm(plan, world, interrupt);
    const report = await carryOut(plan, live, configuration, { blip, world, interrupt });
    if (options.format === "json") world.stdout.write(renderApplyJson(report, { masked: isMasked(world) }));
    else if (plan.actions.length > 0) world.stdout.write(`\n${renderReport(report, world)}`);
    return applyExitCode(report);
  } finally {
    interrupt.release();
    await blip.close();
  }
}

/** @throws Failure unless the person says yes */
async function confirm({ summary, contract, bot }: Plan, world: World, interrupt: Interrupt): Promise<void> {
  const question = `\nSend ${counted(summary.commands, "command")} to the bot ${bot} at ${contract}? Only "yes" goes on: `;
  const answer = await world.ask(question, interrupt.stop);
  if (answer?.trim().toLowerCase() === "yes") return;
  throw new Failure(Exit.interrupted, "not-confirmed", "not applied: nothing was sent");
}

interface Run {
  readonly blip: Blip;
  readonly world: World;
  readonly interrupt: Interrupt;
}

async function carryOut(
  plan: Plan,
  live: LiveState,
  configuration: Configuration,
  run: Run,
): Promise<ApplyReport> {
  const { blip, world, interrupt } = run;
  const progress = startProgress(world, {
    what: "Applying",
    unit: "actions",
    total: plan.actions.length,
    note: () => notes(blip),
  });
  const ports: ApplyPorts = {
    writer: blip.writer,
    exists: async (list) => (await existingLists(blip.reader)).has(listKey(list)),
    replan: async (lists, known) => {
      progress.finish();
      const surveyed = await surveyAndPlan(onlyLists(configuration, lists), blip, world, known);
      return surveyed.plan;
    },
    stop: interrupt.stop,
    onOutcome: () => progress.advance(1),
  };
  try {
    return await applyPlan(plan, live, ports);
  } finally {
    progress.finish();
  }
}

function notes({ link, pacer }: Blip): string {
  const parts = [
    link.retries > 0 ? `${counted(link.retries, "retry", "retries")}` : "",
    pacer.pauses > 0 ? `${counted(pacer.pauses, "pause")}` : "",
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => `, ${part}`)
    .join("");
}

function onlyLists(configuration: Configuration, names: ReadonlySet<ListName>): Configuration {
  const lists = configuration.desired.lists.filter(({ name }) => names.has(name));
  return { ...configuration, desired: { lists } };
}

function renderReport(report: ApplyReport, world: World): string {
  return renderApplyText(report, {
    masked: isMasked(world),
    style: styleFor(world.stdout, world.env),
    width: widthOf(world.stdout),
  });
}
