/** What a command comes to, before it is put into an envelope; and the reasons of the LIME protocol. */

import type { LimeReason } from "../blip/envelope.ts";

export type Answer =
  | { readonly status: "success"; readonly type?: string; readonly resource?: unknown }
  | { readonly status: "failure"; readonly reason: LimeReason };

/** The reason codes that the emulator answers with. 60 is Blip's own, the others are LIME's. */
export const ReasonCode = {
  validation: 21,
  invalidResource: 23,
  invalidIdentity: 25,
  invalidUri: 27,
  quotaExceeded: 34,
  destinationNotFound: 42,
  dispatch: 51,
  invalidList: 60,
  resourceNotSupported: 62,
  methodNotSupported: 63,
  invalidArgument: 64,
  notAllowed: 66,
  notFound: 67,
  applicationError: 101,
} as const;

export const DONE: Answer = { status: "success" };

export function found(type: string, resource: unknown): Answer {
  return { status: "success", type, resource };
}

export function failure(code: number, description: string): Answer {
  return { status: "failure", reason: { code, description } };
}
