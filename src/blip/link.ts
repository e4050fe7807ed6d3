/** Sends commands: each try through the pacer, again where that is worth it. */

import { setMaxListeners } from "node:events";
import type { CommandSubject, Journal } from "../domain/journal.ts";
import { noJournal } from "../domain/journal.ts";
import type { Clock } from "./clock.ts";
import type { Command } from "./envelope.ts";
import { CommandError, isThrottled, isWorthAnotherTry, mayHaveTakenEffect } from "./errors.ts";
import type { Pacer, Ticket } from "./pacer.ts";
import { Stopped } from "./pacer.ts";
import type { Transport } from "./transport.ts";

export interface LinkOptions {
  readonly transport: Transport;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** From 0 to below 1: spreads retries, so that they do not all come at once. */
  readonly random: () => number;
  /** An id for each try, different from every other. */
  readonly newId: () => string;
  /** Aborted: nothing more is sent. */
  readonly stop: AbortSignal;
  /** Aborted: what is in flight is given up. */
  readonly cut: AbortSignal;
  /** Gets each command that has a subject, before and after. */
  readonly journal?: Journal;
}

/** What to send, and how hard to try. */
export interface Order {
  /** Commands of one kind take about as long: see Pacer.take. */
  readonly kind: string;
  readonly command: Omit<Command, "id">;
  /** Sends at most, the first included; one that Blip refused to take for the rate is none of them. */
  readonly sendsMax: number;
  /** Whether it goes before others that wait: what was paid for with a look-up is not to be lost. */
  readonly urgent?: boolean;
  /** Aborted: it is sent no more, whatever becomes of the others. Without one, the run's own. */
  readonly stop?: AbortSignal;
  /** What a command that may change something, or that costs something, is about. */
  readonly subject?: CommandSubject;
}

export type Reply =
  | { readonly status: "success"; readonly resource: unknown }
  /** `uncertain`: one of the tries may have taken effect. */
  | { readonly status: "failure"; readonly error: CommandError; readonly uncertain: boolean }
  | { readonly status: "stopped" };

/** How often Blip may say that it is too much before a command is given up: pauses of twelve minutes in all. */
const THROTTLES_MAX = 12;
const BACKOFF_FIRST_MS = 250;
const BACKOFF_LAST_MS = 15_000;
/** What a server that is not there for now may ask of one command. */
const RETRY_AFTER_MAX_MS = 60_000;

/** What changes nothing and costs nothing need not be accounted for when the run is stopped. */
function isRead({ command, subject }: Order): boolean {
  return command.method === "get" && subject === undefined;
}

export class Link {
  private readonly options: LinkOptions;
  private readonly journal: Journal;
  /** Blip refused the key: whatever still waits can only be refused as well. */
  private keyRefused: CommandError | null = null;
  /** How many commands were sent, and how many of those were further tries. */
  commands = 0;
  retries = 0;

  constructor(options: LinkOptions) {
    this.options = options;
    this.journal = options.journal ?? noJournal;
    // Every command that waits listens to these; without a word, Node takes more than ten for a leak.
    setMaxListeners(0, options.stop, options.cut);
  }

  async send(order: Order): Promise<Reply> {
    const { pacer, newId } = this.options;
    const { stop = this.options.stop } = order;
    let failure: CommandError | null = null;
    let uncertain = false;
    for (let sends = 0, throttles = 0; sends < order.sendsMax && throttles < THROTTLES_MAX; ) {
      if (failure !== null) await this.backOff(sends, failure, stop);
      let ticket: Ticket;
      try {
        ticket = await pacer.take(order.kind, stop, order.urgent);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        // Whoever waits for another try because Blip would not take the first has not been heard at all.
        const isUnheard = failure === null || (isThrottled(failure.fault) && !uncertain);
        if (failure === null || isUnheard || isRead(order)) return { status: "stopped" };
        return { status: "failure", error: failure, uncertain };
      }
      if (this.keyRefused !== null) {
        ticket.lost();
        return { status: "failure", error: this.keyRefused, uncertain };
      }
      this.commands += 1;
      if (failure !== null) this.retries += 1;
      const id = newId();
      if (order.subject) this.journal.intent(id, sends + throttles + 1, order.subject);
      const result = await this.exchange({ id, ...order.command }, ticket);
      if (order.subject) this.journalOutcome(id, result);
      if (!(result instanceof CommandError)) return { status: "success", resource: result.resource };
      if (result.fault.code === "unauthorized") this.keyRefused ??= result;
      uncertain ||= mayHaveTakenEffect(result.fault);
      failure = result;
      if (isThrottled(result.fault)) throttles += 1;
      else sends += 1;
      if (stop.aborted && isRead(order)) return { status: "stopped" };
      if (!isWorthAnotherTry(result.fault, order.command.method) || stop.aborted) break;
    }
    if (failure === null) throw new RangeError(`an order of ${order.sendsMax} sends`);
    return { status: "failure", error: failure, uncertain };
  }

  private journalOutcome(id: string, result: { resource: unknown } | CommandError): void {
    if (!(result instanceof CommandError)) this.journal.outcome(id, "success");
    else this.journal.outcome(id, mayHaveTakenEffect(result.fault) ? "unknown" : "failure", result.fault);
  }

  private async exchange(command: Command, ticket: Ticket): Promise<{ resource: unknown } | CommandError> {
    try {
      const { resource } = await this.options.transport(command, this.options.cut);
      ticket.answered();
      return { resource };
    } catch (error) {
      if (!(error instanceof CommandError)) {
        ticket.lost();
        throw error;
      }
      const { fault, retryAfterMs } = error;
      if (isThrottled(fault)) ticket.throttled(retryAfterMs);
      else if (fault.code === "blip-refused") ticket.answered();
      else ticket.lost();
      return error;
    }
  }

  /** Doubling waits, each somewhere between a half and the whole; after a 429 the pacer makes everyone wait. */
  private async backOff(
    sends: number,
    { fault, retryAfterMs }: CommandError,
    stop: AbortSignal,
  ): Promise<void> {
    if (isThrottled(fault)) return;
    const { clock, random } = this.options;
    const longest = Math.min(BACKOFF_FIRST_MS * 2 ** (sends - 1), BACKOFF_LAST_MS);
    const asked = Math.min(retryAfterMs ?? 0, RETRY_AFTER_MAX_MS);
    await clock.sleep(Math.max(asked, longest * (0.5 + random() / 2)), stop);
  }
}
