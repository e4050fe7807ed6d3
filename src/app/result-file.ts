/** `--result FILE`: what an apply came to, masked, whatever it came to. */

import type { ApplyReport } from "../apply/types.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { prepareFile, SHARED } from "../files/output.ts";
import type { Comparison } from "../report/apply-markdown.ts";
import { applyHeadline, renderApplyMarkdown } from "../report/apply-markdown.ts";
import { failureHeadline, renderFailureMarkdown } from "../report/failure-markdown.ts";
import type { Result } from "../report/result.ts";
import { RESULT_REPORT_MAX, renderResult } from "../report/result.ts";
import { directoryName } from "./directory-name.ts";
import { failureOf } from "./failure.ts";
import type { Ports } from "./ports.ts";

/** What the file says until the run has come to its end: an older one must not be taken for its result. */
const UNFINISHED = {
  exit: Exit.incomplete,
  headline: "the run did not finish",
  report: "The run ended before its result was known. Apply again: it sends what is still missing.\n",
};

/** An apply that came to its end, however that was. */
export interface Applied {
  readonly report: ApplyReport;
  /** Null where nothing was approved or reviewed before. */
  readonly comparison: Comparison | null;
  readonly exit: number;
}

/** Runs an apply, and writes the file where one was asked for. @throws what the apply throws */
export async function withResultFile(
  options: { readonly result: string | null; readonly directory: string },
  ports: Ports,
  run: () => Promise<Applied>,
): Promise<Applied> {
  const { result } = options;
  if (result === null) return run();
  const directory = directoryName(options.directory, ports);
  const file = prepareFile("--result", result, SHARED, ports);
  const write = (content: Content) => file.write(renderResult({ directory, ...content }));
  if (file.isReplaced) write(UNFINISHED);
  const applied = await run().catch((error: unknown) => {
    warnUnless(ports, () => write(contentOfFailure(failureOf(error))));
    throw error;
  });
  const isWritten = warnUnless(ports, () => write(contentOf(applied)));
  return isWritten || applied.exit !== Exit.done ? applied : { ...applied, exit: Exit.incomplete };
}

type Content = Pick<Result, "exit" | "headline" | "report">;

function contentOf({ report, comparison, exit }: Applied): Content {
  return {
    exit,
    headline: applyHeadline(report),
    report: renderApplyMarkdown(report, comparison, RESULT_REPORT_MAX),
  };
}

function contentOfFailure(failure: FailureView): Content {
  return {
    exit: failure.exit,
    headline: failureHeadline(failure),
    report: renderFailureMarkdown(failure, RESULT_REPORT_MAX),
  };
}

/** What was done is done, and what failed has failed, whether or not it can be written down. */
function warnUnless(ports: Ports, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    ports.warn(failureOf(error).message);
    return false;
  }
}
