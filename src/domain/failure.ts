/** How a whole command fails. */

import type { Diagnostic } from "./diagnostic.ts";

/** What went wrong with a whole command. */
export interface FailureView {
  readonly exit: number;
  readonly code: string;
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A failure that is understood: its message is for the person. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly view: FailureView;

  constructor(exit: number, code: string, message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.view = { exit, code, message, diagnostics };
  }
}
