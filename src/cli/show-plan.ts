/** A plan, as a person or a program reads it. */

import type { Planned } from "../app/plan.ts";
import { renderPlanJson } from "../report/json.ts";
import { renderPlanMarkdown } from "../report/plan-markdown.ts";
import { renderPlanText, renderWarnings } from "../report/plan-text.ts";
import type { Output, Runtime } from "./runtime.ts";
import { isMasked, styleFor, widthOf } from "./terminal.ts";

export interface PlanView extends Planned {
  readonly directory: string;
  readonly format: "text" | "json" | "markdown";
}

/** JSON and Markdown hold the warnings; beside text they go to standard error. */
export function showPlan(view: PlanView, runtime: Runtime): void {
  if (view.format === "text") showWarnings(view, runtime);
  runtime.stdout.write(renderPlan(view, runtime));
}

export function showWarnings({ plan }: Pick<Planned, "plan">, runtime: Runtime): void {
  runtime.stderr.write(renderWarnings(plan, textOptions(runtime.stderr, runtime)));
}

function renderPlan({ plan, address, directory, format }: PlanView, runtime: Runtime): string {
  if (format === "markdown") return renderPlanMarkdown(plan, directory);
  if (format === "json") return renderPlanJson(plan, { masked: isMasked(runtime) });
  return renderPlanText(plan, { address, ...textOptions(runtime.stdout, runtime) });
}

/** How text is set where it goes. */
export function textOptions(output: Output, runtime: Runtime) {
  return { masked: isMasked(runtime), style: styleFor(output, runtime.env), width: widthOf(output) };
}
