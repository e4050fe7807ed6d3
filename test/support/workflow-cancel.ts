/** What becomes of a run that somebody cancels, as GitHub's runner does it to the steps that are at work. */

import type { ChildProcess } from "node:child_process";

/** How long after SIGINT the runner sends SIGTERM, and kills: milliseconds. */
export const RUNNER_WAITS = { terminateMs: 7_500, killMs: 10_000 };

export class Cancellation {
  #isRequested = false;
  readonly #shells = new Set<ChildProcess>();
  readonly #waits: typeof RUNNER_WAITS;

  constructor(waits = RUNNER_WAITS) {
    this.#waits = waits;
  }

  get isRequested(): boolean {
    return this.#isRequested;
  }

  /** The shell alone gets the signal, and not what it runs. What begins afterwards (`always()`) is left in peace. */
  request(): void {
    if (this.#isRequested) return;
    this.#isRequested = true;
    for (const shell of this.#shells) this.#end(shell);
  }

  /** A shell that a step runs in. */
  watch(shell: ChildProcess): void {
    this.#shells.add(shell);
    shell.on("close", () => this.#shells.delete(shell));
  }

  #end(shell: ChildProcess): void {
    const { terminateMs, killMs } = this.#waits;
    shell.kill("SIGINT");
    const terminate = setTimeout(() => shell.kill("SIGTERM"), terminateMs);
    const kill = setTimeout(() => shell.kill("SIGKILL"), killMs);
    shell.on("close", () => {
      clearTimeout(terminate);
      clearTimeout(kill);
    });
  }
}
