/** How a command can fail, as typed errors that say what was sent. */

import type { Reason } from "./envelope.ts";
import { meaningOf } from "./reasons.ts";

export type Fault =
  /** HTTP 200 with `status: "failure"`, or the bare reason that a status other than 2xx may carry. */
  | { readonly kind: "refused"; readonly reason: Reason }
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: "unauthorized"; readonly status: number }
  /** An answer that is none of Blip's: a proxy's HTML, half a document, somebody else's id. */
  | { readonly kind: "garbage"; readonly what: string }
  /** The command was on its way when the connection failed: it may have taken effect. */
  | { readonly kind: "lost"; readonly what: string }
  /** An answer that is longer than any of Blip's is allowed to be: it was not read to its end. */
  | { readonly kind: "oversized"; readonly what: string }
  /** No connection: the command was never sent. */
  | { readonly kind: "unreachable"; readonly what: string }
  /** A proxy on the way will not let the command through: it was never sent. */
  | { readonly kind: "proxy"; readonly what: string };

export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly fault: Fault;
  /** What went wrong, without the command: the same words for all that fail alike. */
  readonly because: string;

  /** @param command the method and uri that failed */
  constructor(command: { readonly method: string; readonly uri: string }, fault: Fault) {
    const because = inWords(fault, command.method);
    super(`${command.method} ${readable(command.uri)}: ${because}`);
    this.fault = fault;
    this.because = because;
  }
}

/** Statuses that may be others a little later, beside those from 500 on. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/** Whether an HTTP status speaks of now, and not of the command. */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || PASSING_STATUSES.has(status);
}

/** Whether the command may fare better when it is sent again. @param method an answer that is too long stays so */
export function isWorthAnotherTry(fault: Fault, method: string): boolean {
  switch (fault.kind) {
    case "refused":
      return meaningOf(fault.reason.code).isPassing === true;
    case "status":
      return isPassingStatus(fault.status);
    case "oversized":
      return method !== "get";
    case "unauthorized":
    case "proxy":
      return false;
    default:
      return true;
  }
}

/** Whether a look-up failed because of its number, so that asking again would be in vain for ever. */
export function isAboutNumber(fault: Fault): boolean {
  return fault.kind === "refused" && meaningOf(fault.reason.code).isAboutNumber === true;
}

/** Whether the reading of a list failed because there may be no such list. */
export function isNoList(fault: Fault): boolean {
  return fault.kind === "refused" && meaningOf(fault.reason.code).isNoList === true;
}

/** Whether Blip objected to the rate and not to the command. */
export function isThrottled(fault: Fault): boolean {
  if (fault.kind === "refused") return meaningOf(fault.reason.code).isRate === true;
  return fault.kind === "status" && fault.status === 429;
}

/** Whether the command may have taken effect although it failed here. */
export function mayHaveTakenEffect(fault: Fault): boolean {
  switch (fault.kind) {
    case "lost":
    case "garbage":
    case "oversized":
      return true;
    case "status":
      return fault.status >= 500;
    case "refused":
      return meaningOf(fault.reason.code).isDoubtful === true;
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
        : `HTTP ${fault.status}, without an answer from Blip`;
    case "unauthorized":
      return `Blip refused the key (HTTP ${fault.status})`;
    case "garbage":
      return `the answer is not one of Blip's (${fault.what})`;
    case "oversized":
      return `the answer is too long (${fault.what})`;
    case "lost":
      return `no answer (${fault.what})${method === "get" ? "" : ": it may have taken effect"}`;
    case "unreachable":
    case "proxy":
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
