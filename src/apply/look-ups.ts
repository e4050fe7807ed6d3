/** Looks numbers up: each once in a run, every answer recorded before it is used. */

import type { Identity } from "../domain/identity.ts";
import type { E164 } from "../domain/phone.ts";
import type { BlipWriter, Sent } from "./writer.ts";

/** Keeps what look-ups answer, so that no later run asks again. Throws an Error where it cannot. */
export interface LookUpRecorder {
  found(phone: E164, identity: Identity): void;
  /** @param cause why Blip refused the number for good, in two words */
  refused(phone: E164, cause: string): void;
}

/** So many refusals in a row for one and the same cause are not the numbers' fault. */
const REFUSED_ALIKE_MAX = 10;

/** What a slow Blip needs to be used at its limit; no more, since those in flight cannot be called back. */
const IN_FLIGHT_MAX = 64;

/** What a look-up came to, or why it was not made. */
export type LookedUp = Sent<Identity> | { readonly status: "not-attempted"; readonly error: string };

export class LookUps {
  /** What was found in this run. */
  readonly known = new Map<E164, Identity>();
  private readonly lookUp: BlipWriter["lookUp"];
  private readonly recorder: LookUpRecorder;
  private readonly asked = new Map<E164, Promise<LookedUp>>();
  private inFlight = 0;
  private readonly waiting: (() => void)[] = [];
  /** Refusals since the last number that was found: not recorded until it is clear that they are the numbers'. */
  private refusals: { phone: E164; cause: string }[] = [];
  private alike = 0;
  private stopped: string | null = null;

  constructor(lookUp: BlipWriter["lookUp"], recorder: LookUpRecorder) {
    this.lookUp = lookUp;
    this.recorder = recorder;
  }

  /** Asks once, however many lists want to know, and nothing more once it has stopped. */
  ask(phone: E164, heed: (sent: Sent<Identity>) => Sent<Identity>): Promise<LookedUp> {
    const asked = this.asked.get(phone) ?? this.askInTurn(phone, heed);
    this.asked.set(phone, asked);
    return asked;
  }

  private async askInTurn(phone: E164, heed: (sent: Sent<Identity>) => Sent<Identity>): Promise<LookedUp> {
    while (this.inFlight >= this.inFlightMax()) await new Promise<void>((go) => this.waiting.push(go));
    if (this.stopped !== null) return { status: "not-attempted", error: this.stopped };
    this.inFlight += 1;
    try {
      return this.learn(phone, heed(await this.lookUp(phone)));
    } finally {
      this.inFlight -= 1;
      for (const go of this.waiting.splice(0, this.inFlightMax())) go();
    }
  }

  /** Where nothing was found yet, or not of late, no more are asked than may be refused in a row. */
  private inFlightMax(): number {
    if (this.stopped !== null) return Number.POSITIVE_INFINITY;
    return this.known.size === 0 || this.alike > 0 ? REFUSED_ALIKE_MAX - this.alike : IN_FLIGHT_MAX;
  }

  /** Records the last refusals, unless they were all alike. To be called when nothing more is asked. */
  finish(): void {
    if (this.stopped === null) this.recordRefusals();
  }

  /** What cannot be kept would have to be asked again: nothing more is asked then. */
  private keep(record: () => void): void {
    try {
      record();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.stopped ??= `looking up was stopped: ${error.message}`;
    }
  }

  private learn(phone: E164, sent: Sent<Identity>): Sent<Identity> {
    if (sent.status === "ok") {
      this.recordRefusals();
      this.alike = 0;
      this.known.set(phone, sent.value);
      this.keep(() => this.recorder.found(phone, sent.value));
    } else if (sent.status === "failed" && !sent.passing) this.refuse(phone, sent.cause);
    return sent;
  }

  private refuse(phone: E164, cause: string): void {
    this.alike = this.refusals.at(-1)?.cause === cause ? this.alike + 1 : 1;
    this.refusals.push({ phone, cause });
    if (this.alike < REFUSED_ALIKE_MAX) return;
    this.stopped ??= `looking up was stopped: ${REFUSED_ALIKE_MAX} numbers in a row were refused alike (${cause}), so the fault is not the numbers'. Is WhatsApp published for this bot?`;
  }

  private recordRefusals(): void {
    if (this.stopped === null)
      for (const { phone, cause } of this.refusals) this.keep(() => this.recorder.refused(phone, cause));
    this.refusals = [];
  }
}
