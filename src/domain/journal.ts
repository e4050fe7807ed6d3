/** What is about to be sent and what became of it, for whoever has to reconstruct a run. */

import type { Fact } from "./fact.ts";

/** What a command is about: one of these for each kind of command that is journalled. */
export type CommandSubject =
  | { readonly action: "create-list"; readonly list: string }
  | { readonly action: "add-recipient"; readonly list: string; readonly identity: string }
  | { readonly action: "look-up"; readonly phone: string };

export interface Journal {
  /** Called before a command is sent. @param attempt from 1 */
  intent(id: string, attempt: number, subject: CommandSubject): void;
  /** Called when its answer is there, or will not come. @param fault absent when Blip took it */
  outcome(id: string, outcome: "success" | "failure" | "unknown", fault?: Fact): void;
}

/** Keeps nothing. */
export const noJournal: Journal = { intent: () => {}, outcome: () => {} };
