/** What an apply shows: the plan before it, the question, and what came of it. */

import type { Plan } from "../reconcile/types.ts";
import { applyDiagnostics } from "../report/apply-diagnostics.ts";
import type { Comparison } from "../report/apply-markdown.ts";
import { renderApplySummary } from "../report/apply-markdown.ts";
import { renderApplyText } from "../report/apply-text.ts";
import { renderDivergenceLine, renderDivergenceText } from "../report/divergence.ts";
import { renderApplyJson } from "../report/json.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import { counted, textFor } from "../report/words.ts";
import type { Applied, ApplyOptions } from "./apply.ts";
import type { Approval } from "./approval.ts";
import type { Blip } from "./blip.ts";
import { Exit, Failure, failureOf } from "./failure.ts";
import type { Acceptance } from "./gates.ts";
import type { Interrupt } from "./interrupt.ts";
import { annotate, SUMMARY_LENGTH_MAX, summarize } from "./on-github.ts";
import { addressOf, outputOf, renderPlan, warningsOf } from "./plan.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";
import type { World } from "./world.ts";

export interface Prospect {
  readonly plan: Plan;
  /** The part of it that is to be carried out. */
  readonly toSend: Plan;
  readonly acceptance: Acceptance;
  readonly comparison: Comparison | null;
  readonly approval: Approval | null;
}

/** With JSON, standard output is for the report: who is asked sees the plan on standard error. */
export async function showPlan(
  prospect: Prospect,
  blip: Blip,
  { format, yes, directory }: ApplyOptions,
  world: World,
): Promise<void> {
  const { plan, toSend, acceptance } = prospect;
  // Gates are about what is carried out, and so is the digest that lets it through.
  const shown = { ...plan, digest: toSend.digest, gates: acceptance === "accepted" ? [] : toSend.gates };
  await outputOf(shown, world);
  await summarize(() => renderPlanMarkdown(shown, directory, SUMMARY_LENGTH_MAX), world);
  world.stderr.write(warningsOf(plan, world));
  const output = format === "text" ? world.stdout : world.stderr;
  if (format === "text" || !yes) {
    output.write(renderPlan(shown, { format: "text", directory, address: addressOf(blip) }, world));
  }
  for (const line of remarks(prospect)) output.write(`${line}\n`);
}

/** What is refused or left is named where that is told. */
function remarks({ toSend, acceptance, comparison, approval }: Prospect): string[] {
  const accepted =
    acceptance === "accepted" ? [`Accepted: ${toSend.gates.map(({ message }) => message).join("; ")}.`] : [];
  if (comparison === null) return accepted;
  const { divergence, name } = comparison;
  if (approval?.others === "refuse" && divergence.added.length > 0) return accepted;
  const render = approval?.others === "send" ? renderDivergenceText : renderDivergenceLine;
  return [...accepted, render(divergence, name)];
}

/** @throws Failure unless the person says yes */
export async function confirm(
  { summary, bot }: Plan,
  blip: Blip,
  world: World,
  interrupt: Interrupt,
): Promise<void> {
  const question = `\nSend ${counted(summary.commands, "command")} to the bot ${bot} at ${addressOf(blip)}? Only "yes" goes on: `;
  const answer = await world.ask(question, interrupt.stop);
  if (answer?.trim().toLowerCase() === "yes") return;
  throw new Failure(Exit.interrupted, "not-confirmed", "not applied: nothing was sent");
}

/** What was done is done, whether or not all of it can be shown. @returns the exit code with it, as it is then */
export async function showReport(applied: Applied, options: ApplyOptions, world: World): Promise<Applied> {
  try {
    await show(applied, options, world);
    return applied;
  } catch (error) {
    const { message } = failureOf(error);
    world.stderr.write(
      `Warning: the result could not be shown: ${textFor({ masked: isMasked(world) }, message)}\n`,
    );
    const isWeaker = applied.exit === Exit.done || applied.exit === Exit.stale;
    return isWeaker ? { ...applied, exit: Exit.incomplete } : applied;
  }
}

async function show(
  { report, comparison, exit }: Applied,
  { format, directory }: ApplyOptions,
  world: World,
): Promise<void> {
  const masked = isMasked(world);
  if (format === "json") world.stdout.write(renderApplyJson(report, { masked }));
  else if (report.outcomes.length > 0) {
    const style = styleFor(world.stdout, world.env);
    world.stdout.write(`\n${renderApplyText(report, { masked, style, width: widthOf(world.stdout) })}`);
  }
  await summarize(() => renderApplySummary(report, comparison, directory, SUMMARY_LENGTH_MAX), world);
  if (exit !== Exit.done) await annotate(applyDiagnostics(report), world);
}
