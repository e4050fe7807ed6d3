/** How a whole command fails. */

import type { Diagnostic } from "./diagnostic.ts";
import type { Said } from "./fact.ts";

/** What went wrong with a whole command. */
export interface FailureView {
  readonly exit: number;
  readonly said: Said;
  readonly diagnostics: readonly Diagnostic[];
}

/** A failure that is understood: what it says is for the person. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly view: FailureView;

  constructor(exit: number, code: string, message: string, diagnostics?: readonly Diagnostic[]);
  constructor(exit: number, said: Said, diagnostics?: readonly Diagnostic[]);
  constructor(
    exit: number,
    said: Said | string,
    further?: string | readonly Diagnostic[],
    last?: readonly Diagnostic[],
  ) {
    const all = typeof said === "string" ? { code: said, message: String(further) } : said;
    super(all.code);
    this.view = { exit, said: all, diagnostics: (typeof further === "object" ? further : last) ?? [] };
  }
}
