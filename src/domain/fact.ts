/**
 * What the tool has to say, as data: a code, which programs read and no language changes, and the fields that its
 * sentence needs. `report/words` has the sentences.
 */

import type { Quoted } from "./fact-fields.ts";
import type { AppFacts } from "./facts/app.ts";
import type { ApplyFacts } from "./facts/apply.ts";
import type { ApprovalFacts } from "./facts/approval.ts";
import type { BlipFacts } from "./facts/blip.ts";
import type { ConfigFacts } from "./facts/config.ts";
import type { FileFacts } from "./facts/files.ts";
import type { GitHubFacts } from "./facts/github.ts";
import type { OutcomeFacts } from "./facts/outcomes.ts";
import type { ReconcileFacts } from "./facts/reconcile.ts";
import type { ResultFacts } from "./facts/results.ts";
import type { UsageFacts } from "./facts/usage.ts";

/** What is wrong with the tool, or with the machine that it runs on. */
interface ToolFacts {
  /** A fault of the tool itself. */
  readonly bug: { readonly error: Quoted };
  readonly "too-many-files": { readonly error: "EMFILE" | "ENFILE" };
}

/** The fields, by code. */
export interface Facts
  extends AppFacts,
    ApplyFacts,
    ApprovalFacts,
    BlipFacts,
    ConfigFacts,
    FileFacts,
    GitHubFacts,
    OutcomeFacts,
    ReconcileFacts,
    ResultFacts,
    ToolFacts,
    UsageFacts {}

export type Code = keyof Facts;

export type Fact<C extends Code = Code> = {
  readonly [K in C]: { readonly code: K; readonly fields: Facts[K] };
}[C];

/** What is to be said: a fact, or a code with its sentence. */
export type Said = Fact | { readonly code: string; readonly message: string };

type Given<C extends Code> = keyof Facts[C] extends never ? [] : [fields: Facts[C]];

export function fact<C extends Code>(code: C, ...[fields]: Given<C>): Fact<C>;
export function fact(code: Code, fields: object = {}): object {
  return { code, fields };
}
