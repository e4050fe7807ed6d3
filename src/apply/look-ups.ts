/** Looks numbers up: each once in a run, every answer recorded before it is used. */

import { setMaxListeners } from "node:events";
import type { Fact, Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { saidOf } from "../domain/fact-error.ts";
import { reason } from "../domain/fact-fields.ts";
import type { FaultCode } from "../domain/facts/blip.ts";
import { withoutCommand } from "../domain/fault.ts";
import type { Identity } from "../domain/identity.ts";
import type { E164 } from "../domain/phone.ts";
import type { BlipWriter, Sent } from "./writer.ts";

/** Keeps what look-ups answer, so that no later run asks again. Throws an error where it cannot. */
export interface LookUpRecorder {
  found(phone: E164, identity: Identity): void;
  /** @param cause why the number has no identity, in two words */
  refused(phone: E164, cause: string): void;
}

/** So many refusals in a row for one and the same cause, or so many for any, are not the numbers' fault. */
const REFUSED_ALIKE_MAX = 3;
const REFUSED_IN_A_ROW_MAX = 10;

/** What a slow Blip needs to be used at its limit; no more, since those in flight cannot be called back. */
const IN_FLIGHT_MAX = 64;

const NOT_ON_WHATSAPP = "not on WhatsApp";

/** What a look-up came to, null where WhatsApp does not know the number; or why it was not made. */
export type LookedUp = Sent<Identity | null> | { readonly status: "not-attempted"; readonly why: Said };

type Answered = Sent<Identity | null>;

export class LookUps {
  /** What was found in this run. */
  readonly known = new Map<E164, Identity>();
  private readonly lookUp: BlipWriter["lookUp"];
  private readonly recorder: LookUpRecorder;
  private readonly asked = new Map<E164, Promise<LookedUp>>();
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];
  /** Whether any number was answered for in this run, be it that WhatsApp does not know it. */
  private isAnswering = false;
  /** Refusals that are not about a number, since the last answer: how many, and how many of the last kind. */
  private inARow = 0;
  private alike = 0;
  private lastKind = "";
  private stopped: Said | null = null;
  /** Aborted when nothing more is to be asked: what still waits for its turn at the gate is not sent. */
  private readonly off = new AbortController();

  /** @param stop aborted when the whole run is to end */
  constructor(lookUp: BlipWriter["lookUp"], recorder: LookUpRecorder, stop: AbortSignal) {
    this.lookUp = lookUp;
    this.recorder = recorder;
    // Every look-up that waits listens to it.
    setMaxListeners(0, this.off.signal);
    if (stop.aborted) this.off.abort();
    else stop.addEventListener("abort", () => this.off.abort(), { once: true });
  }

  /** Asks once, however many lists want to know, and nothing more once it has stopped. */
  ask(phone: E164, note: (sent: Answered) => Answered): Promise<LookedUp> {
    const asked = this.asked.get(phone) ?? this.askInTurn(phone, note);
    this.asked.set(phone, asked);
    return asked;
  }

  private async askInTurn(phone: E164, note: (sent: Answered) => Answered): Promise<LookedUp> {
    while (this.inFlight >= this.inFlightMax()) await new Promise<void>((go) => this.waiting.push(go));
    if (this.stopped !== null) return { status: "not-attempted", why: this.stopped };
    this.inFlight += 1;
    try {
      const sent = await this.lookUp(phone, this.off.signal);
      if (sent.status === "stopped" && this.stopped !== null)
        return { status: "not-attempted", why: this.stopped };
      return this.learn(phone, note(sent));
    } finally {
      this.inFlight -= 1;
      for (const go of this.waiting.splice(0, this.inFlightMax())) go();
    }
  }

  /** Where no number was answered for yet, or not of late, no more are asked than may be refused in a row. */
  private inFlightMax(): number {
    if (this.stopped !== null) return Number.POSITIVE_INFINITY;
    if (this.isAnswering && this.inARow === 0) return IN_FLIGHT_MAX;
    return Math.min(REFUSED_ALIKE_MAX - this.alike, REFUSED_IN_A_ROW_MAX - this.inARow);
  }

  /** What cannot be kept would have to be asked again: nothing more is asked then. */
  private keep(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.end(fact("lookups-not-kept", { why: reason(saidOf(error)) }));
    }
  }

  private end(why: Said): void {
    this.stopped ??= why;
    this.off.abort();
  }

  private learn(phone: E164, sent: Answered): Answered {
    if (sent.status === "ok") this.keepAnswer(phone, sent.value);
    else if (sent.status === "failed" && !sent.passing) this.refuse(sent.why);
    return sent;
  }

  private keepAnswer(phone: E164, identity: Identity | null): void {
    this.isAnswering = true;
    this.inARow = 0;
    this.alike = 0;
    if (identity !== null) this.known.set(phone, identity);
    this.keep(() =>
      identity === null
        ? this.recorder.refused(phone, NOT_ON_WHATSAPP)
        : this.recorder.found(phone, identity),
    );
  }

  /** What is about the bot or its channel says nothing about a number: it is not kept, and soon all asking ends. */
  private refuse(why: Fact<FaultCode>): void {
    const kind = kindOf(why);
    this.inARow += 1;
    this.alike = this.lastKind === kind && this.inARow > 1 ? this.alike + 1 : 1;
    this.lastKind = kind;
    if (this.alike < REFUSED_ALIKE_MAX && this.inARow < REFUSED_IN_A_ROW_MAX) return;
    this.end(fact("lookups-refused", { numbers: this.inARow, cause: reason(withoutCommand(why)) }));
  }
}

function kindOf(why: Fact<FaultCode>): string {
  return why.code === "blip-refused" ? `${why.code} ${why.fields.reason}` : why.code;
}
