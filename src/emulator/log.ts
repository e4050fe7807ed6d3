import type { InjectedFault } from "./faults.ts";

/** What became of a command, whether or not its sender got to know. */
export type LoggedOutcome =
  | "success"
  | "failure"
  /** Over the rate limit: nothing was done. */
  | "too-many-requests"
  /** No key of this bot. */
  | "unauthorized"
  /** No command at all: not JSON, not an envelope, not the right content type. */
  | "malformed"
  /** Lost to a fault before it had an effect. */
  | "lost";

/** One command as it was received, and what it came to. What the command did not hold is null. */
export interface LogEntry {
  /** When it arrived, in the milliseconds of whatever clock the emulator runs on. */
  readonly at: number;
  readonly id: string | null;
  readonly method: string | null;
  readonly uri: string | null;
  readonly to: string | null;
  readonly type: string | null;
  readonly resource: unknown;
  /** The HTTP status; null when the connection was reset. */
  readonly status: number | null;
  readonly outcome: LoggedOutcome;
  /** The reason code of a failure. */
  readonly reason: number | null;
  readonly fault: InjectedFault | null;
}

export type LogSink = (entry: LogEntry) => void;

const ENTRIES_MAX = 2_000_000;

/** Every command received, in the order of arrival. The key is not in it. */
export class CommandLog {
  readonly #sink: LogSink | null;
  #entries: LogEntry[] = [];

  constructor(sink: LogSink | null = null) {
    this.#sink = sink;
  }

  /** What was received; of more than two million, the older half is forgotten. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  record(entry: LogEntry): void {
    if (this.#entries.length >= ENTRIES_MAX) this.#entries = this.#entries.slice(ENTRIES_MAX / 2);
    this.#entries.push(entry);
    this.#sink?.(entry);
  }

  clear(): void {
    this.#entries = [];
  }
}
