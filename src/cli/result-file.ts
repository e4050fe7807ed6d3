/** `--result FILE`: what an apply came to, masked, whatever it came to. */

import { applyHeadline, renderApplyMarkdown } from "../report/apply-markdown.ts";
import { failureHeadline, renderFailureMarkdown } from "../report/failure-markdown.ts";
import type { FailureView } from "../report/json.ts";
import type { Result } from "../report/result.ts";
import { RESULT_REPORT_MAX, renderResult } from "../report/result.ts";
import type { Applied, ApplyOptions } from "./apply.ts";
import { directoryName } from "./directory-name.ts";
import { Exit, failureOf } from "./failure.ts";
import { prepareFile } from "./output-file.ts";
import { SHARED } from "./safe-file.ts";
import type { World } from "./world.ts";

/** What the file says until the run has come to its end: an older one must not be taken for its result. */
const UNFINISHED = {
  exit: Exit.incomplete,
  headline: "the run did not come to its end",
  report:
    "The run was ended before it could tell what it came to. Apply again: it sends what is still missing.\n",
};

const INTERRUPTED_EARLY = {
  exit: Exit.interrupted,
  headline: "interrupted before anything was sent",
  report: "The run was interrupted before anything was sent. Apply again.\n",
};

const ENDED_AT_ONCE = {
  exit: Exit.interrupted,
  headline: "interrupted, and ended at once",
  report:
    "The run was ended at once: commands in flight may have arrived. Apply again: it sends what is still missing.\n",
};

/**
 * Runs an apply, and writes the file where one was asked for.
 * @param run is handed the world whose signals are heard until the file is written
 * @throws what the apply throws
 */
export async function withResultFile(
  options: Pick<ApplyOptions, "result" | "directory">,
  world: World,
  run: (world: World) => Promise<Applied>,
): Promise<Applied> {
  const { result } = options;
  if (result === null) return run(world);
  const directory = directoryName(options.directory, world);
  const file = prepareFile("--result", result, SHARED, world);
  const write = (told: Told) => file.write(renderResult({ directory, ...told }));
  if (file.isReplaced) write(UNFINISHED);
  const signals = hearSignals(world, (told) => warnUnless(world, () => write(told)));
  try {
    const applied = await run(signals.world).catch((error: unknown) => {
      warnUnless(world, () => write(toldOfFailure(failureOf(error))));
      throw error;
    });
    const isWritten = warnUnless(world, () => write(toldOf(applied)));
    return isWritten || applied.exit !== Exit.done ? applied : { ...applied, exit: Exit.incomplete };
  } finally {
    signals.release();
  }
}

/**
 * A cancelled job gets one signal and seconds later another, whatever the run is at: before it listens itself, when
 * it has to end at once, and when it is over and the file is yet to be written.
 */
function hearSignals(
  world: World,
  write: (told: Told) => void,
): { readonly world: World; readonly release: () => void } {
  let isHeardByRun = false;
  const release = world.onInterrupt(() => {
    if (isHeardByRun) return;
    write(INTERRUPTED_EARLY);
    world.exit(Exit.interrupted);
  });
  const onInterrupt: World["onInterrupt"] = (callback) => {
    isHeardByRun = true;
    return world.onInterrupt(callback);
  };
  const exit: World["exit"] = (code) => {
    write(ENDED_AT_ONCE);
    return world.exit(code);
  };
  return { world: { ...world, onInterrupt, exit }, release };
}

type Told = Pick<Result, "exit" | "headline" | "report">;

function toldOf({ report, comparison, exit }: Applied): Told {
  return {
    exit,
    headline: applyHeadline(report),
    report: renderApplyMarkdown(report, comparison, RESULT_REPORT_MAX),
  };
}

function toldOfFailure(failure: FailureView): Told {
  return {
    exit: failure.exit,
    headline: failureHeadline(failure),
    report: renderFailureMarkdown(failure, RESULT_REPORT_MAX),
  };
}

/** What was done is done, and what failed has failed, whether or not it can be written down. */
function warnUnless(world: World, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (error) {
    world.stderr.write(`Warning: ${failureOf(error).message}\n`);
    return false;
  }
}
