/** The process that the tool runs in, handed in by the bin, so that a test can hand in something else. */

import type { Ports } from "../app/ports.ts";

/** A stream of text to a person or a file. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal; absent where there is none. */
  readonly columns: number | undefined;
  /** The stream itself, for what draws on it; absent where nothing is to be drawn. */
  readonly stream?: NodeJS.WritableStream;
}

export type Environment = Ports["env"];

export interface Runtime {
  readonly env: Environment;
  /** The working directory, absolute. */
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The time of day. */
  now(): Date;
  /** Whether a person sits at the other end of standard input. */
  readonly interactive: boolean;
  /** Asks a person a question. @returns the answer, or null when they left it with Ctrl-C or Ctrl-D */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
  /** Calls back at each SIGINT, SIGTERM and SIGHUP. @returns what takes the callback off again */
  onInterrupt(callback: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
}
