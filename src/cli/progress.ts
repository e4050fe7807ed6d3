/** Progress on standard error: a bar where there is a terminal, a line now and then where there is none. */

import type { SingleBar } from "cli-progress";
import type { Progress, Task } from "../app/ports.ts";
import { phrases } from "../report/words/say.ts";
import type { Runtime } from "./runtime.ts";

/** What is done sooner than this shows no progress at all. */
const SHOWN_AFTER_MS = 1_500;
const REDRAWN_EVERY_MS = 1_000;
/** Without a terminal every line stays in a log. */
const LINE_EVERY_MS = 15_000;

export function startProgress({ stderr }: Runtime, options: Task): Progress {
  const { stream } = stderr;
  let done = 0;
  let finished = false;
  let bar: SingleBar | null = null;
  let clock: NodeJS.Timeout | undefined;
  const startedAt = performance.now();
  const payload = () => {
    const seconds = Math.max(0.001, (performance.now() - startedAt) / 1_000);
    const left = (((options.total ?? done) - done) / Math.max(1, done)) * seconds;
    const note = options.note === undefined ? "" : phrases().note(options.note());
    return { note, left: phrases().duration(left), rate: Math.round(done / seconds) };
  };
  const open = async () => {
    const { default: cliProgress } = await import("cli-progress");
    if (finished || stream === undefined) return;
    bar = new cliProgress.SingleBar({ ...APPEARANCE, format: formatOf(options), stream });
    bar.start(options.total ?? 0, done, payload());
    clock = setInterval(() => bar?.update(done, payload()), REDRAWN_EVERY_MS);
  };
  const timer = setTimeout(
    () => void open().catch(() => undefined),
    stderr.isTTY ? SHOWN_AFTER_MS : LINE_EVERY_MS,
  );
  return {
    advance: (by) => {
      done += by;
      bar?.update(done, payload());
    },
    finish: () => {
      finished = true;
      clearTimeout(timer);
      clearInterval(clock);
      bar?.stop();
    },
  };
}

const APPEARANCE = {
  barsize: 24,
  clearOnComplete: true,
  // A process that is ended at once could not turn the terminal's line wrapping on again.
  linewrap: true,
  noTTYOutput: true,
  notTTYSchedule: LINE_EVERY_MS,
};

function formatOf({ what, total }: Task): string {
  return phrases().bar({ what, isCounted: total !== null });
}
