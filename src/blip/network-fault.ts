/** What went wrong with a connection, from what fetch throws. */

import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import { literal, reason } from "../domain/fact-fields.ts";
import type { ConnectProblem } from "../domain/facts/blip.ts";
import { codeOf, tooManyFiles } from "../domain/system-error.ts";
import type { Fault, Sending } from "./errors.ts";
import { sentCommand } from "./errors.ts";

/** Thrown by a fetch that goes through a proxy, when the proxy is why the command never left. */
export class ProxyTrouble extends FactError {
  override readonly name = "ProxyTrouble";
  /** Whether it is the proxy's answer, which another try would not change. */
  readonly isRefusal: boolean;

  /** @param message for a client that wraps it in an error of its own */
  constructor(said: Fact, { isRefusal, message }: { readonly isRefusal: boolean; readonly message: string }) {
    super(said, { message });
    this.isRefusal = isRefusal;
  }
}

/** Errors of a connection that was never made: nothing was sent. */
const NEVER_SENT: Readonly<Record<string, ConnectProblem>> = {
  ENOTFOUND: "no-such-host",
  EAI_AGAIN: "no-name-service",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "host-unreachable",
  ENETUNREACH: "network-unreachable",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
};

/** @param host where the command was to go */
export function networkFault(error: unknown, host: string, sending: Sending): Fault {
  const command = sentCommand(sending);
  const chain = causesOf(error);
  const proxy = chain.find((one) => one instanceof ProxyTrouble);
  if (proxy !== undefined) {
    return fact(proxy.isRefusal ? "blip-proxy" : "blip-unreachable", { command, why: reason(proxy.said) });
  }
  const tooMany = chain.map(tooManyFiles).find((one) => one !== null);
  if (tooMany) return fact("blip-unreachable", { command, why: reason(tooMany) });
  const code = networkCode(error);
  const problem = whyNeverSent(code);
  const shown = code === null ? null : literal(code);
  if (problem === null) {
    const isRead = sending.method === "get";
    return fact("blip-lost", { command, isRead, why: "connection", seconds: 0, error: shown });
  }
  const why = fact("host-unreachable", { host: literal(host), problem, error: shown });
  return fact("blip-unreachable", { command, why: reason(why) });
}

/** @returns why there was no connection at all, or null where there may have been one */
export function whyNeverSent(code: string | null): ConnectProblem | null {
  if (code === null) return null;
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) return "not-secure";
  return Object.hasOwn(NEVER_SENT, code) ? (NEVER_SENT[code] ?? null) : null;
}

/** An error and what it was caused by: fetch wraps what happened, at times more than once. */
export function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 5; ) {
    chain.push(current);
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return chain;
}

/** Codes are shown, so nothing else may pass for one. */
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

/** @returns the first code that the system or undici gave; null where there is none */
export function networkCode(error: unknown): string | null {
  const codes = causesOf(error).map(codeOf);
  return codes.find((code) => code !== null && CODE.test(code)) ?? null;
}
