/** What goes back to the caller over HTTP, whole or broken. */

import type { CommandResponse } from "../blip/envelope.ts";
import { ReasonCode } from "./answer.ts";
import type { InjectedFault } from "./faults.ts";

export interface HttpAnswer {
  readonly kind: "answer";
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No answer: whoever carries the reply breaks the connection. */
interface Reset {
  readonly kind: "reset";
}

export type HttpReply = HttpAnswer | Reset;

type ErrorBody = "reason" | "empty" | "html";

const JSON_HEADERS = { "content-type": "application/json" };
const HTML_HEADERS = { "content-type": "text/html" };

export function jsonAnswer(response: CommandResponse): HttpAnswer {
  return { kind: "answer", status: 200, headers: JSON_HEADERS, body: JSON.stringify(response) };
}

/** An answer outside of the protocol: a bare reason, or no such thing. */
export function refusal(status: number, code: number, description: string, errorBody: ErrorBody): HttpAnswer {
  switch (errorBody) {
    case "reason":
      return { kind: "answer", status, headers: JSON_HEADERS, body: JSON.stringify({ code, description }) };
    case "empty":
      return { kind: "answer", status, headers: {}, body: "" };
    case "html":
      return { kind: "answer", status, headers: HTML_HEADERS, body: htmlPage(`${status} ${description}`) };
    default:
      return errorBody satisfies never;
  }
}

/** @param answer what would have gone back without the fault; null when the command was not carried out */
export function replyUnderFault(
  fault: InjectedFault,
  answer: HttpAnswer | null,
  errorBody: ErrorBody,
): HttpReply {
  switch (fault) {
    case "reset-before-effect":
    case "reset-after-effect":
      return { kind: "reset" };
    case "unavailable":
    case "unavailable-after-effect":
      return refusal(503, ReasonCode.dispatch, "Service unavailable", errorBody);
    case "garbage":
      return {
        kind: "answer",
        status: 200,
        headers: HTML_HEADERS,
        body: htmlPage("Please sign in to the network"),
      };
    case "truncated": {
      const body = answer?.body ?? "";
      return { kind: "answer", status: 200, headers: JSON_HEADERS, body: body.slice(0, body.length >> 1) };
    }
    default:
      return fault satisfies never;
  }
}

function htmlPage(title: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
