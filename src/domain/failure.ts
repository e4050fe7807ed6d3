/** How a whole command fails. */

import type { Diagnostic } from "./diagnostic.ts";
import type { Fact, Said } from "./fact.ts";
import { FactError } from "./fact-error.ts";

/** Codes for programs that stand for several facts. */
type Group =
  | "usage"
  | "no-such-list"
  | "locked"
  | "identities-file"
  | "not-approved"
  | "proxy"
  | "bots"
  | "demo"
  | "github-settings"
  | "github-refused"
  | "github-lost";

/** What went wrong with a whole command. */
export interface FailureView {
  readonly exit: number;
  /** What programs read. */
  readonly code: string;
  readonly said: Said;
  readonly diagnostics: readonly Diagnostic[];
  /** How what is differs from what was approved; absent where the failure is about something else. */
  readonly differences?: readonly Fact[];
}

/** A failure that is understood, with its exit code. */
export class Failure extends FactError {
  override readonly name = "Failure";
  readonly view: FailureView;

  /** @param code what programs read, where that is not the code of what is said */
  constructor(
    exit: number,
    said: Said,
    { code = said.code, diagnostics = [], ...rest }: Partial<Omit<FailureView, "exit" | "said">> = {},
  ) {
    super(said);
    this.view = { exit, code, said, diagnostics, ...rest };
  }
}

/** @param group what programs read */
export function failureAs(exit: number, group: Group, said: Said): Failure {
  return new Failure(exit, said, { code: group });
}
