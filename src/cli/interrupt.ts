/** Signals: the first ends a run in good order, the second at once. */

import { setMaxListeners } from "node:events";
import type { World } from "../app/runtime.ts";
import { Exit } from "../domain/exit-code.ts";

/** How long commands in flight have to be answered once a run is stopped. */
const GRACE_MS = 5_000;

export interface Interrupt {
  /** Nothing more is to be sent. */
  readonly stop: AbortSignal;
  /** What is in flight is to be given up. */
  readonly cut: AbortSignal;
  /** Does what a signal does. */
  interrupt(): void;
  /** Takes the handlers off. */
  release(): void;
}

export function watchInterrupts(world: World): Interrupt {
  const stop = new AbortController();
  const cut = new AbortController();
  // Every command in flight listens to both.
  setMaxListeners(0, stop.signal, cut.signal);
  let grace: NodeJS.Timeout | undefined;
  const interrupt = () => {
    if (stop.signal.aborted) {
      world.stderr.write(
        "\nEnded at once: commands in flight may have arrived. Run apply again to be sure.\n",
      );
      world.exit(Exit.interrupted);
    }
    world.stderr.write("\nStopping: what is in flight is finished first. Once more ends it at once.\n");
    stop.abort();
    grace = setTimeout(() => cut.abort(), GRACE_MS);
  };
  const remove = world.onInterrupt(interrupt);
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
