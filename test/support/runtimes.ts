/** Runtimes and ports for what runs in the process of its specification. */

import type { Ports } from "../../src/app/ports.ts";
import { portsOf } from "../../src/cli/ports.ts";
import type { Runtime } from "../../src/cli/runtime.ts";

export interface Written {
  stdout: string;
  stderr: string;
}

/** A process without a terminal. @param written takes what is written */
export function runtimeAt(cwd: string, written: Written = { stdout: "", stderr: "" }): Runtime {
  const output = (name: keyof Written) => ({
    write: (text: string) => {
      written[name] += text;
    },
    isTTY: false,
    columns: undefined,
  });
  return {
    env: {},
    cwd,
    now: () => new Date(0),
    stdout: output("stdout"),
    stderr: output("stderr"),
    interactive: false,
    ask: () => Promise.resolve(null),
    onInterrupt: () => () => {},
    exit: (code) => {
      throw new Error(`ended with ${code}`);
    },
  };
}

export interface TestedPorts extends Ports {
  /** All that was written to standard error. */
  readonly logged: () => string;
}

export function portsAt(cwd: string, written: Written = { stdout: "", stderr: "" }): TestedPorts {
  return { ...portsOf(runtimeAt(cwd, written)), logged: () => written.stderr };
}
