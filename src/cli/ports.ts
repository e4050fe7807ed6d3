/** What use cases are handed: the terminal's progress, the process's signals, its environment and clock. */

import type { Ports } from "../app/ports.ts";
import { phrases, sentenceOf } from "../report/words/say.ts";
import { hiderOf } from "./hidden-key.ts";
import { watchInterrupts } from "./interrupt.ts";
import { startProgress } from "./progress.ts";
import type { Runtime } from "./runtime.ts";
import { isMasked, styleFor } from "./terminal.ts";

export function portsOf(runtime: Runtime): Ports {
  const { env, cwd, stdout, stderr } = runtime;
  const notify: Ports["notify"] = (said, severity) => {
    const { red, yellow } = styleFor(stderr, env);
    const { error, warning } = phrases();
    const label = { error: `${red(error)} `, warning: `${yellow(warning)} `, none: "" }[severity ?? "none"];
    stderr.write(`${label}${sentenceOf(said, { masked: isMasked(runtime) })}\n`);
  };
  return {
    env,
    cwd,
    now: () => runtime.now(),
    hide: hiderOf(runtime),
    print: (text) => stdout.write(text),
    log: (text) => stderr.write(text),
    notify,
    warn: (said) => notify(said, "warning"),
    hasTerminal: stderr.isTTY,
    startProgress: (task) => startProgress(runtime, task),
    watchInterrupts: (beforeTheEnd) => watchInterrupts(runtime, beforeTheEnd),
    untilInterrupted: () =>
      new Promise((done) => {
        const remove = runtime.onInterrupt(() => {
          remove();
          done();
        });
      }),
  };
}
