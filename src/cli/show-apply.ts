/** What an apply shows: the plan before it, the question, and what came of it. */

import type { Applied, ApplyOptions } from "../app/apply.ts";
import type { Approval } from "../app/approval.ts";
import type { Blip } from "../app/connection.ts";
import type { Acceptance } from "../app/gates.ts";
import { annotate, SUMMARY_LENGTH_MAX, summarize } from "../app/on-github.ts";
import { addressOf, outputOf, renderPlan, warningsOf } from "../app/plan.ts";
import type { World } from "../app/runtime.ts";
import { Exit } from "../domain/exit-code.ts";
import { Failure } from "../domain/failure.ts";
import type { Plan } from "../reconcile/types.ts";
import { applyDiagnostics } from "../report/apply-diagnostics.ts";
import type { Comparison } from "../report/apply-markdown.ts";
import { renderApplySummary } from "../report/apply-markdown.ts";
import { renderApplyText } from "../report/apply-text.ts";
import { renderDivergenceLine, renderDivergenceText } from "../report/divergence.ts";
import { counted } from "../report/format.ts";
import { renderApplyJson } from "../report/json.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import type { Interrupt } from "./interrupt.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";

export interface Prospect {
  /** What is to be carried out. */
  readonly plan: Plan;
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
  const { plan, acceptance } = prospect;
  const shown = { ...plan, gates: acceptance === "accepted" ? [] : plan.gates };
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
function remarks({ plan, acceptance, comparison, approval }: Prospect): string[] {
  const accepted =
    acceptance === "accepted" ? [`Accepted: ${plan.gates.map(({ message }) => message).join("; ")}.`] : [];
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

export async function showReport(
  { report, comparison, exit }: Applied,
  { format, directory }: ApplyOptions,
  world: World,
): Promise<void> {
  const masked = isMasked(world);
  if (format === "json") world.stdout.write(renderApplyJson(report, { masked }));
  else if (report.outcomes.length + report.left.length > 0) {
    const style = styleFor(world.stdout, world.env);
    world.stdout.write(`\n${renderApplyText(report, { masked, style, width: widthOf(world.stdout) })}`);
  }
  await summarize(() => renderApplySummary(report, comparison, directory, SUMMARY_LENGTH_MAX), world);
  if (exit !== Exit.done) await annotate(applyDiagnostics(report), world);
}
