/** A `fetch` that leads to the emulator through a network of chance, on virtual time. */

import type { Fetch } from "../../src/blip/transport.ts";
import type { Emulator } from "../../src/emulator/emulator.ts";
import type { HttpAnswer } from "../../src/emulator/reply.ts";
import { seededRandom } from "./random.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** Times in milliseconds, rates from 0 to 1. */
export interface Network {
  /** How long a command takes to arrive, and its answer to come back, at least. */
  readonly inMs: number;
  readonly backMs: number;
  /** How much longer each may take, anything from 0 to this being as likely. */
  readonly jitterInMs: number;
  readonly jitterBackMs: number;
  /** The first so many commands take so much longer to arrive. */
  readonly slowFirst: { readonly commands: number; readonly extraMs: number };
  /** A connection that is used for the first time takes so much longer. */
  readonly connectMs: number;
  /** How often a connection breaks before the command arrived, or after. */
  readonly resetBefore: number;
  readonly resetAfter: number;
  /** How often nothing ever comes back, although the command arrived. */
  readonly silence: number;
}

const QUIET: Network = {
  inMs: 50,
  backMs: 50,
  jitterInMs: 0,
  jitterBackMs: 0,
  slowFirst: { commands: 0, extraMs: 0 },
  connectMs: 0,
  resetBefore: 0,
  resetAfter: 0,
  silence: 0,
};

export class VirtualBlip {
  readonly emulator: Emulator;
  readonly fetch: Fetch;
  /** What the network is like from now on. */
  network: Network;
  readonly #clock: VirtualClock;
  readonly #random: () => number;
  #sent = 0;
  #inFlight = 0;
  #connections = 0;

  constructor(emulator: Emulator, clock: VirtualClock, network: Partial<Network> = {}, seed = 1) {
    this.emulator = emulator;
    this.network = { ...QUIET, ...network };
    this.#clock = clock;
    this.#random = seededRandom(seed);
    this.fetch = (_url, init) => this.#exchange(init);
  }

  /** How many commands are under way, in either direction. */
  get inFlight(): number {
    return this.#inFlight;
  }

  #exchange({ headers, body, signal }: Parameters<Fetch>[1]): ReturnType<Fetch> {
    const { jitterInMs, inMs, backMs, jitterBackMs } = this.network;
    const inWay = inMs + this.#random() * jitterInMs + this.#delayOfTheFirst();
    const backWay = backMs + this.#random() * jitterBackMs;
    const fate = this.#fate();
    this.#inFlight += 1;
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        signal.removeEventListener("abort", abort);
        this.#inFlight -= 1;
        settle();
      };
      const abort = () => end(() => reject(signal.reason));
      signal.addEventListener("abort", abort, { once: true });
      const goBack = (settle: () => void) => {
        void this.#clock.sleep(backWay).then(() => {
          if (!signal.aborted) end(settle);
        });
      };
      this.#clock.after(inWay, () => {
        if (fate === "reset-before") return goBack(() => reject(connectionReset()));
        const reply = this.emulator.handle({ headers, body, nowMs: this.#clock.now() });
        if (fate === "silence") return;
        const broken = fate === "reset-after" || reply.kind === "reset";
        goBack(() => (broken ? reject(connectionReset()) : resolve(httpAnswer(reply))));
      });
    });
  }

  #delayOfTheFirst(): number {
    const { slowFirst, connectMs } = this.network;
    this.#sent += 1;
    const isNew = this.#inFlight >= this.#connections;
    if (isNew) this.#connections += 1;
    return (this.#sent <= slowFirst.commands ? slowFirst.extraMs : 0) + (isNew ? connectMs : 0);
  }

  #fate(): "arrives" | "reset-before" | "reset-after" | "silence" {
    const { resetBefore, resetAfter, silence } = this.network;
    const chance = this.#random();
    if (chance < resetBefore) return "reset-before";
    if (chance < resetBefore + resetAfter) return "reset-after";
    return chance < resetBefore + resetAfter + silence ? "silence" : "arrives";
  }
}

function httpAnswer({ status, headers, body }: HttpAnswer): Awaited<ReturnType<Fetch>> {
  return { status, headers: { get: (name) => headers[name] ?? null }, body: [Buffer.from(body)] };
}

/** As undici's fetch puts it. */
function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return new TypeError("fetch failed", { cause });
}
