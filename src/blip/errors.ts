/** How a command can fail, as typed errors that say what was sent. */

import type { Reason } from "./envelope.ts";

export type Fault =
  /** HTTP 200 with `status: "failure"`, or the bare reason that a status other than 2xx may carry. */
  | { readonly kind: "refused"; readonly reason: Reason }
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: "unauthorized"; readonly status: number }
  /** An answer that is none of Blip's: a proxy's HTML, half a document, somebody else's id. */
  | { readonly kind: "garbage"; readonly what: string }
  /** The command was on its way when the connection failed: it may have taken effect. */
  | { readonly kind: "lost"; readonly what: string }
  /** No connection: the command was never sent. */
  | { readonly kind: "unreachable"; readonly what: string };

export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly fault: Fault;

  /** @param command the method and uri that failed */
  constructor(command: { readonly method: string; readonly uri: string }, fault: Fault) {
    super(`${command.method} ${readable(command.uri)}: ${inWords(fault, command.method)}`);
    this.fault = fault;
  }
}

/** Reasons and statuses that are worth another try; everything else stays as it is however often it is sent. */
const REASONS_WORTH_A_TRY = new Set([34, 51, 61, 81, 85, 86]);
const STATUSES_WORTH_A_TRY = new Set([408, 425, 429]);
/** Reasons of a server that began to carry the command out, or handed it on: nobody knows how far it got. */
const REASONS_OF_DOUBT = new Set([61, 81, 86]);
/** Reasons that mean "too much". */
const REASONS_OF_THE_RATE = new Set([34, 85]);

export function isWorthAnotherTry(fault: Fault): boolean {
  switch (fault.kind) {
    case "refused":
      return REASONS_WORTH_A_TRY.has(fault.reason.code);
    case "status":
      return STATUSES_WORTH_A_TRY.has(fault.status) || fault.status >= 500;
    case "unauthorized":
      return false;
    default:
      return true;
  }
}

/** Whether Blip objected to the rate and not to the command. */
export function isThrottled(fault: Fault): boolean {
  if (fault.kind === "refused") return REASONS_OF_THE_RATE.has(fault.reason.code);
  return fault.kind === "status" && fault.status === 429;
}

/** Whether the command may have taken effect although it failed here. */
export function mayHaveTakenEffect(fault: Fault): boolean {
  switch (fault.kind) {
    case "lost":
    case "garbage":
      return true;
    case "status":
      return fault.status >= 500;
    case "refused":
      return REASONS_OF_DOUBT.has(fault.reason.code);
    default:
      return false;
  }
}

function inWords(fault: Fault, method: string): string {
  switch (fault.kind) {
    case "refused":
      return `Blip refused it (reason ${fault.reason.code}${fault.reason.description ? `: ${printable(fault.reason.description)}` : ""})`;
    case "status":
      return fault.status === 429
        ? "Blip answered HTTP 429: more commands than it takes from this bot"
        : `HTTP ${fault.status}, and no answer of Blip's`;
    case "unauthorized":
      return `Blip refused the key (HTTP ${fault.status})`;
    case "garbage":
      return `the answer is not one of Blip's (${fault.what})`;
    case "lost":
      return `no answer (${fault.what})${method === "get" ? "" : ": it may have taken effect"}`;
    case "unreachable":
      return `no connection (${fault.what})`;
    default:
      return fault satisfies never;
  }
}

function readable(uri: string): string {
  return printable(uri.replaceAll("%40", "@").replaceAll("%2B", "+"));
}

/** Text from elsewhere, short and without control characters. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ").slice(0, 200);
}
