/** A link whose answers are written down beforehand, on virtual time; and what it sent. */

import type { Command } from "../../src/blip/envelope.ts";
import type { Order } from "../../src/blip/link.ts";
import { Link } from "../../src/blip/link.ts";
import { Pacer } from "../../src/blip/pacer.ts";
import type { Fetch } from "../../src/blip/transport.ts";
import { httpTransport } from "../../src/blip/transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { botKey, ENDPOINT } from "../support/virtual-harness.ts";

/** What becomes of one send. An error is what fetch throws, null is no answer ever. */
export type Answer = Error | null | ((command: Command) => HttpLike);

interface HttpLike {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Sending {
  readonly atMs: number;
  readonly url: string;
  readonly init: Parameters<Fetch>[1];
  readonly command: Command;
}

/** Answers one send after the other; the last answer stays. Each answer takes 10 ms. */
export function scripted(...answers: readonly Answer[]) {
  const clock = new VirtualClock();
  const sendings: Sending[] = [];
  const fetch: Fetch = (url, init) => {
    const command: Command = JSON.parse(init.body);
    const answer = answers[Math.min(sendings.length, answers.length - 1)] ?? null;
    sendings.push({ atMs: clock.now(), url, init, command });
    return new Promise((resolve, reject) => {
      init.signal.addEventListener("abort", () => reject(init.signal.reason), { once: true });
      if (answer === null) return;
      clock.after(10, () => (answer instanceof Error ? reject(answer) : resolve(http(answer(command)))));
    });
  };
  const pacer = new Pacer(clock, 1_000);
  const [stop, cut] = [new AbortController(), new AbortController()];
  const transport = httpTransport({ fetch, endpoint: ENDPOINT, key: botKey(), clock });
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const link = new Link({
    transport,
    pacer,
    clock,
    random: () => 0.5,
    newId,
    stop: stop.signal,
    cut: cut.signal,
  });
  return { clock, link, transport, sendings, pacer, stop, cut, fetch };
}

function http({ status = 200, headers = {}, body = "" }: HttpLike): Awaited<ReturnType<Fetch>> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: { get: (name) => headers[name] ?? null }, body: [Buffer.from(text)] };
}

export function success(resource?: unknown): Answer {
  return ({ id, method }) => ({ body: { id, method, status: "success", resource } });
}

export function refusal(code: number, description = "no"): Answer {
  return ({ id, method }) => ({ body: { id, method, status: "failure", reason: { code, description } } });
}

export function status(code: number, body: unknown = "", headers: Record<string, string> = {}): Answer {
  return () => ({ status: code, body, headers });
}

export function body(text: unknown): Answer {
  return () => ({ body: text });
}

/** As undici's fetch fails: the reason stands in the cause. */
export function networkError(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
}

export const ADD: Order = {
  kind: "add-recipient",
  command: { method: "set", uri: "/lists/vip%40broadcast.msging.net/recipients" },
  sendsMax: 8,
};
export const READ: Order = { kind: "lists", command: { method: "get", uri: "/lists" }, sendsMax: 5 };
