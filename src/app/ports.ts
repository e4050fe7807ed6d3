/** Everything that a use case touches outside itself, handed in by the shell, and by tests in their own way. */

import type { Environment } from "../config/connection.ts";
import type { Said } from "../domain/fact.ts";

export interface Ports {
  readonly env: Environment;
  /** The working directory, absolute. */
  readonly cwd: string;
  /** The time of day. */
  now(): Date;
  /** Hides the key of the bot, in whatever form it is echoed. */
  hide(text: string): string;
  /** Writes text to the result of the run (standard output). */
  print(text: string): void;
  /** Writes text to the log of the run, beside its result. Ends with a line feed. */
  log(text: string): void;
  /** Says something in a line of the log. */
  notify(said: Said, severity?: "warning" | "error"): void;
  /** Warns of something that is no reason to stop. */
  warn(said: Said): void;
  /** Whether somebody watches: progress is shown to them. */
  readonly hasTerminal: boolean;
  /** Shows how far something is. */
  startProgress(task: Task): Progress;
  /**
   * Listens to signals from now on, until it is released. The first asks to end, the second ends the process.
   * @param beforeTheEnd called right before the second does
   */
  watchInterrupts(beforeTheEnd?: () => void): Interrupt;
  /** Resolves at the first signal. */
  untilInterrupted(): Promise<void>;
}

/** Something that takes long enough to be watched. */
export interface Task {
  /** What is being done: reading the members of lists, or contacts; carrying out actions. */
  readonly what: "lists" | "contacts" | "actions";
  /** How many there are in all; null where that is not known. */
  readonly total: number | null;
  /** More to say, asked for whenever progress is shown. */
  readonly note?: () => TaskNote;
}

/** Troubles of a connection, as they are right now. */
export interface TaskNote {
  readonly retries: number;
  /** How long Blip is waited for, where it refuses commands for the rate. */
  readonly waitSeconds: number;
}

export interface Progress {
  /** @param by how many more are done */
  advance(by: number): void;
  /** Nothing is left of it on a terminal. */
  finish(): void;
}

export interface Interrupt {
  /** Aborted: nothing more is to be sent. */
  readonly stop: AbortSignal;
  /** Aborted: what is in flight is to be given up. */
  readonly cut: AbortSignal;
  /** Does what a signal does. */
  interrupt(): void;
  /** Takes the handlers off. */
  release(): void;
}
