/** `--result FILE`: what an apply came to, masked, whatever it came to. */

import type { ApplyReport } from "../apply/types.ts";
import { Exit } from "../domain/exit-code.ts";
import type { FailureView } from "../domain/failure.ts";
import { prepareFile } from "../files/output.ts";
import { SHARED } from "../files/safe-file.ts";
import { renderApplyMarkdown } from "../report/apply-markdown.ts";
import type { NamedDivergence } from "../report/divergence.ts";
import { failureHeadline, renderFailureMarkdown } from "../report/failure-markdown.ts";
import { applyHeadline } from "../report/outcomes.ts";
import type { Result } from "../report/result.ts";
import { RESULT_REPORT_MAX, renderResult } from "../report/result.ts";
import { phrases } from "../report/words/say.ts";
import { directoryName } from "./directory-name.ts";
import { failureOf } from "./failure.ts";
import type { Interrupt, Ports } from "./ports.ts";

/** What the file says until the run has come to its end: an older one must not be taken for its result. */
function unfinished(): Content {
  const { headline, report } = phrases().unfinished;
  return { exit: Exit.incomplete, headline, report: `${report}\n` };
}

function endedAtOnce(): Content {
  const { headline, report } = phrases().endedAtOnce;
  return { exit: Exit.interrupted, headline, report: `${report}\n` };
}

/** An apply that came to its end, however that was. */
export interface Applied {
  readonly report: ApplyReport;
  /** Null where nothing was approved or reviewed before. */
  readonly comparison: NamedDivergence | null;
  readonly exit: number;
}

/**
 * Runs an apply, and writes the file where one was asked for. Signals are heard until it is written: a cancelled job
 * gets one, and seconds later another.
 * @throws what the apply throws
 */
export async function withResultFile(
  options: { readonly result: string | null; readonly directory: string },
  ports: Ports,
  run: (interrupt: Interrupt) => Promise<Applied>,
): Promise<Applied> {
  const write = prepareResult(options, ports);
  const interrupt = ports.watchInterrupts(() => write(endedAtOnce()));
  try {
    const applied = await run(interrupt).catch((error: unknown) => {
      write(contentOfFailure(failureOf(error)));
      throw error;
    });
    const isWritten = write(contentOf(applied));
    return isWritten || applied.exit !== Exit.done ? applied : { ...applied, exit: Exit.incomplete };
  } finally {
    interrupt.release();
  }
}

/** @returns what writes the file. What was done is done, whether or not it can be written down: then it warns. */
function prepareResult(
  { result, directory }: { readonly result: string | null; readonly directory: string },
  ports: Ports,
): (content: Content) => boolean {
  if (result === null) return () => true;
  const named = directoryName(directory, ports);
  const file = prepareFile("--result", result, SHARED, ports);
  const write = (content: Content) => file.write(renderResult({ directory: named, ...content }));
  if (file.isReplaced) write(unfinished());
  return (content) => {
    try {
      write(content);
      return true;
    } catch (error) {
      ports.warn(failureOf(error).said);
      return false;
    }
  };
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
