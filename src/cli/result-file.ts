/** `--result FILE`: what an apply came to, masked, whatever it came to. */

import { applyHeadline, renderApplyMarkdown } from "../report/apply-markdown.ts";
import { failureHeadline, renderFailureMarkdown } from "../report/failure-markdown.ts";
import { RESULT_REPORT_MAX, renderResult } from "../report/result.ts";
import type { Applied, ApplyOptions } from "./apply.ts";
import { failureOf } from "./failure.ts";
import { prepareFile, SHARED } from "./output-file.ts";
import type { World } from "./world.ts";

/** Runs an apply, and writes the file where one was asked for. @throws what the apply throws */
export async function withResultFile(
  { result, directory }: Pick<ApplyOptions, "result" | "directory">,
  world: World,
  run: () => Promise<Applied>,
): Promise<Applied> {
  if (result === null) return run();
  const file = prepareFile("--result", result, SHARED, world);
  try {
    const applied = await run();
    const { report, comparison, exit } = applied;
    const headline = applyHeadline(report);
    const markdown = renderApplyMarkdown(report, comparison, RESULT_REPORT_MAX);
    file.write(renderResult({ directory, exit, headline, report: markdown }));
    return applied;
  } catch (error) {
    const failure = failureOf(error);
    const headline = failureHeadline(failure);
    const report = renderFailureMarkdown(failure, RESULT_REPORT_MAX);
    file.write(renderResult({ directory, exit: failure.exit, headline, report }));
    throw error;
  } finally {
    file.close();
  }
}
