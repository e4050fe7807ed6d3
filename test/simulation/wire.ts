/** The wire of one run: what it sends and what comes back, spoilt at times, and cut where the run is killed. */

import { readText } from "../../src/blip/body.ts";
import type { Fetch } from "../../src/blip/transport.ts";
import type { VirtualClock } from "../support/virtual-clock.ts";
import type { Chance } from "./chance.ts";
import type { Spoiling } from "./hostility.ts";
import type { Answer, Send } from "./sends.ts";
import { answerIn, readSend } from "./sends.ts";
import { PageSpoiler } from "./spoil.ts";

type Exchanged = Awaited<ReturnType<Fetch>>;
type Init = Parameters<Fetch>[1];

export interface WireOptions {
  readonly clock: VirtualClock;
  /** The way to Blip. */
  readonly fetch: Fetch;
  readonly chance: Chance;
  /** Null: nothing is spoilt. */
  readonly spoiling: Spoiling | null;
  readonly killAtCommand: number | null;
  readonly killAfterSending: boolean;
  readonly keyRevokedAtCommand: number | null;
  /** Called with each command before it leaves. */
  readonly onSend: (send: Send) => void;
  readonly onAnswer: (send: Send) => void;
}

const ANSWER_OF_A_PROXY_MS = 20;

export class Wire {
  readonly sends: Send[] = [];
  readonly fetch: Fetch;
  /** Settled when the run is killed. */
  readonly killed: Promise<void>;
  isDead = false;
  readonly #options: WireOptions;
  readonly #pages: PageSpoiler | null;
  #kill: () => void = () => {};

  constructor(options: WireOptions) {
    this.#options = options;
    this.#pages = options.spoiling && new PageSpoiler(options.spoiling, options.chance);
    this.killed = new Promise((resolve) => {
      this.#kill = resolve;
    });
    this.fetch = (url, init) => (this.isDead ? never() : this.#exchange(url, init));
  }

  /** For whoever waits in a run: what is dead goes on no more. */
  async whileAlive<T>(task: Promise<T>): Promise<T> {
    const result = await task;
    return this.isDead ? never() : result;
  }

  async #exchange(url: string, init: Init): Promise<Exchanged> {
    const { killAtCommand, killAfterSending, onSend, onAnswer, clock } = this.#options;
    const send = readSend(init.body, clock.now());
    this.sends.push(send);
    onSend(send);
    if (this.sends.length === killAtCommand) {
      this.isDead = true;
      this.#kill();
      if (killAfterSending) this.#options.fetch(url, init).catch(() => undefined);
      return never();
    }
    const answer = (what: Answer, reason = 0) => {
      send.answer = what;
      send.reason = reason;
      onAnswer(send);
    };
    try {
      const exchanged = await this.#deliver(url, init, send);
      if (this.isDead) return never();
      const said = await answerIn(exchanged);
      answer(said.answer, said.reason);
      return exchanged;
    } catch (error) {
      if (this.isDead) return never();
      answer("trouble");
      throw error;
    }
  }

  async #deliver(url: string, init: Init, send: Send): Promise<Exchanged> {
    const { spoiling, chance, clock, keyRevokedAtCommand, fetch } = this.#options;
    if (keyRevokedAtCommand !== null && this.sends.length >= keyRevokedAtCommand) {
      await clock.sleep(ANSWER_OF_A_PROXY_MS);
      return response(401, "");
    }
    if (spoiling === null || this.#pages === null) return fetch(url, init);
    if (chance.happens(spoiling.proxyError)) {
      await clock.sleep(ANSWER_OF_A_PROXY_MS);
      return response(chance.pick(500, 502, 504), "<html>Bad gateway</html>");
    }
    if (chance.happens(spoiling.failureBefore)) {
      await clock.sleep(ANSWER_OF_A_PROXY_MS);
      return response(200, failure(send, chance.pick(51, 61, 81, 85, 86)));
    }
    if (send.kind === "look-up" && chance.happens(spoiling.channelRefusal)) {
      await clock.sleep(ANSWER_OF_A_PROXY_MS);
      return response(200, failure(send, chance.pick(35, 42, 62, 1)));
    }
    const exchanged = await fetch(url, init);
    const body = await readText(exchanged.body);
    if (exchanged.status !== 200) return response(exchanged.status, body, exchanged.headers);
    const isLost = chance.happens(spoiling.failureAfter);
    return response(200, isLost ? failure(send, chance.pick(61, 81, 86)) : this.#pages.spoil(send.uri, body));
  }
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

function failure({ id, method }: Send, code: number): string {
  return JSON.stringify({ id, method, status: "failure", reason: { code, description: "try again" } });
}

const NO_HEADERS: Exchanged["headers"] = { get: () => null };

function response(status: number, body: string, headers = NO_HEADERS): Exchanged {
  return { status, headers, body: [Buffer.from(body)] };
}
