/** What went wrong with a connection, from what fetch throws. */

import type { Fault } from "./errors.ts";

/** Thrown by a fetch that goes through a proxy, when the proxy is why the command never left. */
export class ProxyTrouble extends Error {
  override readonly name = "ProxyTrouble";
  /** Whether it is the proxy's answer, which another try would not change. */
  readonly isRefusal: boolean;

  /** @param message what is wrong, as it continues "no connection": `the proxy … was not found` */
  constructor(message: string, { isRefusal }: { readonly isRefusal: boolean }) {
    super(message);
    this.isRefusal = isRefusal;
  }
}

/** Errors of a connection that was never made: nothing was sent. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name service does not answer",
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
};

/** Errors of a process, or a machine, that has as many files and connections open as it may have. */
const TOO_MANY_OPEN: readonly string[] = ["EMFILE", "ENFILE"];

/** What to do where there is no such host. */
const CHECK_THE_CONTRACT = ": check the contract";

/** @param host where the command was to go */
export function networkFault(error: unknown, host: string): Fault {
  const chain = causesOf(error);
  const proxy = chain.find((one) => one instanceof ProxyTrouble);
  if (proxy !== undefined) return { kind: proxy.isRefusal ? "proxy" : "unreachable", what: proxy.message };
  const code = chain.map(codeOf).find((one) => one !== "") ?? "";
  const why = whyNeverSent(code);
  if (why !== null) {
    return { kind: "unreachable", what: `${host}: ${why}${code === "ENOTFOUND" ? CHECK_THE_CONTRACT : ""}` };
  }
  return { kind: "lost", what: code === "" ? "the connection failed" : `the connection failed: ${code}` };
}

/** @returns why there was no connection at all, or null where there may have been one */
export function whyNeverSent(code: string): string | null {
  if (TOO_MANY_OPEN.includes(code)) {
    return `this machine allows no more open files and connections (${code}): raise the limit, with ulimit -n 1024 for one`;
  }
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return `no secure connection, ${code}`;
  }
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

/** @returns the code of an error, empty where it has none */
export function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" && CODE.test(error.code) ? error.code : "";
}
