/** What an apply shows: the plan before it, the question, and what came of it. */

import type { ApplyView, Prospect } from "../app/apply.ts";
import { Exit } from "../domain/exit-code.ts";
import { fact } from "../domain/fact.ts";
import { Failure } from "../domain/failure.ts";
import { renderApplyText } from "../report/apply-text.ts";
import { renderDivergenceShort, renderDivergenceText } from "../report/divergence.ts";
import type { Viewer } from "../report/format.ts";
import { renderApplyJson } from "../report/json.ts";
import { renderPlanText } from "../report/plan-text.ts";
import { phrases, sentenceOf } from "../report/words/say.ts";
import type { Runtime } from "./runtime.ts";
import { showWarnings, textOptions } from "./show-plan.ts";
import { isMasked } from "./terminal.ts";

export interface ApplyViewOptions {
  readonly format: "text" | "json";
  /** Whether nobody is asked. */
  readonly yes: boolean;
}

/** With JSON, standard output is for the report: who is asked sees the plan on standard error. */
export function applyView({ format, yes }: ApplyViewOptions, runtime: Runtime): ApplyView {
  return {
    checkConsent: () => {
      if (yes || runtime.interactive) return;
      throw new Failure(Exit.invalid, fact("needs-yes"));
    },
    showPlan: (prospect) => {
      showWarnings(prospect, runtime);
      const output = format === "text" ? runtime.stdout : runtime.stderr;
      const { plan, acceptance, address } = prospect;
      const shown = acceptance === "accepted" ? { ...plan, gates: [] } : plan;
      const options = { address, ...textOptions(runtime.stdout, runtime) };
      if (format === "text" || !yes) output.write(renderPlanText(shown, options));
      for (const line of remarks(prospect, { masked: isMasked(runtime) })) output.write(`${line}\n`);
    },
    confirm: async (prospect, stop) => {
      if (!yes) await confirm(prospect, stop, runtime);
    },
    showReport: ({ report, comparison }) => {
      if (format === "json")
        runtime.stdout.write(renderApplyJson(report, { masked: isMasked(runtime) }, comparison));
      else if (report.outcomes.length + report.left.length > 0) {
        runtime.stdout.write(`\n${renderApplyText(report, textOptions(runtime.stdout, runtime))}`);
      }
    },
  };
}

/** What is refused or left is named where that is reported. */
function remarks({ plan, acceptance, comparison, others }: Prospect, viewer: Viewer): string[] {
  const gates = plan.gates.map((gate) => sentenceOf(gate, viewer));
  const accepted = acceptance === "accepted" ? [phrases().divergence.accepted(gates)] : [];
  if (comparison === null) return accepted;
  if (others === "refuse" && comparison.divergence.added.length > 0) return accepted;
  const render = others === "send" ? renderDivergenceText : renderDivergenceShort;
  return [...accepted, render(comparison)];
}

async function confirm({ plan, address }: Prospect, stop: AbortSignal, runtime: Runtime): Promise<void> {
  const question = phrases().confirm({ commands: plan.summary.commands, bot: plan.bot, address });
  const answer = await runtime.ask(`\n${question}`, stop);
  if (answer?.trim().toLowerCase() === "yes") return;
  throw new Failure(Exit.interrupted, fact("not-confirmed"));
}
