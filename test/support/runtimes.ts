/** Worlds for commands that run in the process of their specification. */

import type { World } from "../../src/app/runtime.ts";

export interface ToldWorld extends World {
  /** What was written to standard error. */
  readonly told: () => string;
}

export function worldAt(cwd: string): ToldWorld {
  let told = "";
  const output = {
    write: (text: string) => {
      told += text;
    },
    isTTY: false,
    columns: undefined,
    stream: process.stderr,
  };
  return {
    env: {},
    cwd,
    now: () => new Date(0),
    stdout: output,
    stderr: output,
    interactive: false,
    ask: () => Promise.resolve(null),
    onInterrupt: () => () => {},
    exit: (code) => {
      throw new Error(`ended with ${code}`);
    },
    told: () => told,
  };
}
