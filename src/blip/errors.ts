/** How a command can fail, as typed errors that say what was sent. */

import type { Fact } from "../domain/fact.ts";
import { FactError } from "../domain/fact-error.ts";
import type { SentCommand } from "../domain/fact-fields.ts";
import type { FaultCode } from "../domain/facts/blip.ts";
import { meaningOf } from "./reasons.ts";

/** How one command failed. It goes as it is to whoever says it, and to the exit code. */
export type Fault = Fact<FaultCode>;

/** A command as faults name it. */
export type Sending = { readonly method: string; readonly uri: string };

export class CommandError extends FactError {
  override readonly name = "CommandError";
  readonly fault: Fault;
  /** How long the server asks to be left alone; null where it does not. */
  readonly retryAfterMs: number | null;

  constructor(fault: Fault, retryAfterMs: number | null = null) {
    super(fault);
    this.fault = fault;
    this.retryAfterMs = retryAfterMs;
  }
}

export function sentCommand({ method, uri }: Sending): SentCommand {
  return { as: "command", method, uri };
}

/** Statuses that may be others a little later, beside those from 500 on. */
const PASSING_STATUSES = new Set([408, 425, 429]);

/** Whether an HTTP status speaks of now, and not of the command. */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || PASSING_STATUSES.has(status);
}

/** Whether the command may fare better when it is sent again. @param method an answer that is too long stays so */
export function isWorthAnotherTry(fault: Fault, method: string): boolean {
  switch (fault.code) {
    case "blip-refused":
      return meaningOf(fault.fields.reason).isPassing === true;
    case "blip-status":
      return isPassingStatus(fault.fields.status);
    case "blip-oversized":
      return method !== "get";
    case "unauthorized":
    case "blip-proxy":
    case "blip-no-identity":
      return false;
    default:
      return true;
  }
}

/** Whether a look-up failed because of its number, so that asking again would be in vain for ever. */
export function isAboutNumber(fault: Fault): boolean {
  return fault.code === "blip-refused" && meaningOf(fault.fields.reason).isAboutNumber === true;
}

/** Whether the reading of a list failed because there may be no such list. */
export function isNoList(fault: Fault): boolean {
  return fault.code === "blip-refused" && meaningOf(fault.fields.reason).isNoList === true;
}

/** Whether Blip objected to the rate and not to the command. */
export function isThrottled(fault: Fault): boolean {
  if (fault.code === "blip-refused") return meaningOf(fault.fields.reason).isRate === true;
  return fault.code === "blip-status" && fault.fields.status === 429;
}

/** Whether the command may have taken effect although it failed here. */
export function mayHaveTakenEffect(fault: Fault): boolean {
  switch (fault.code) {
    case "blip-lost":
    case "blip-garbage":
    case "blip-oversized":
      return true;
    case "blip-status":
      return fault.fields.status >= 500;
    case "blip-refused":
      return meaningOf(fault.fields.reason).isDoubtful === true;
    default:
      return false;
  }
}
