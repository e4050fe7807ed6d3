/** Signals: the first ends a run in good order, the second at once. */

import { setMaxListeners } from "node:events";
import type { Interrupt } from "../app/ports.ts";
import { Exit } from "../domain/exit-code.ts";
import { phrases } from "../report/words/say.ts";
import type { Runtime } from "./runtime.ts";

/** How long commands in flight have to be answered once a run is stopped. */
const GRACE_MS = 5_000;

/** @param beforeTheEnd called right before a second signal ends the process */
export function watchInterrupts(runtime: Runtime, beforeTheEnd: () => void = () => {}): Interrupt {
  const stop = new AbortController();
  const cut = new AbortController();
  // Every command in flight listens to both.
  setMaxListeners(0, stop.signal, cut.signal);
  let grace: NodeJS.Timeout | undefined;
  const interrupt = () => {
    if (stop.signal.aborted) {
      runtime.stderr.write(`\n${phrases().cutOff}\n`);
      beforeTheEnd();
      runtime.exit(Exit.interrupted);
    }
    runtime.stderr.write(`\n${phrases().stopping}\n`);
    stop.abort();
    grace = setTimeout(() => cut.abort(), GRACE_MS);
  };
  const remove = runtime.onInterrupt(interrupt);
  return {
    stop: stop.signal,
    cut: cut.signal,
    interrupt,
    release: () => {
      remove();
      clearTimeout(grace);
    },
  };
}
