/** The files that a plan can be written to: whole for apply, and as what may leave the machine for a reviewer. */

import type { PlanSettings } from "../approval/plan-difference.ts";
import { renderReview } from "../approval/review.ts";
import { renderSavedPlan } from "../approval/saved-plan.ts";
import type { BotSettings } from "../config/bot.ts";
import type { SealKey } from "../domain/key.ts";
import type { Origin } from "../domain/origin.ts";
import { nameInFile } from "../domain/printable.ts";
import type { Plan } from "../reconcile/types.ts";
import { planJson } from "../report/json.ts";
import { REVIEW_REPORT_MAX, renderPlanMarkdown } from "../report/plan-markdown.ts";

/** @returns the saved plan: it holds phone numbers in full */
export function savedPlanFileOf(plan: Plan, key: SealKey, settings?: PlanSettings): string {
  const { bot, gates } = plan;
  const recorded = settings === undefined ? {} : { settings };
  return renderSavedPlan(planJson(plan, { masked: false }), { bot, gates, ...recorded }, key);
}

/**
 * @param directory the lists, as the person named them
 * @param origin null where the plan is not made for a pull request
 */
export function reviewFileOf(
  plan: Plan,
  directory: string,
  key: SealKey,
  origin: Origin | null = null,
  settings?: PlanSettings,
): string {
  const report = renderPlanMarkdown(plan, nameInFile(directory), REVIEW_REPORT_MAX);
  const recorded = settings === undefined ? {} : { settings };
  return renderReview(plan, { directory, report, origin, ...recorded }, key);
}

/** What files record of bot.yaml, so that a later run can say what is different then. */
export function settingsOf({
  commandsPerSecond,
  defaultCountry,
  approval,
  limits,
}: BotSettings): PlanSettings {
  return { commandsPerSecond, defaultCountry, approval, ...limits };
}
