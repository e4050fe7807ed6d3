/** What an answer says: Blip's success or failure, or why it is none of Blip's. */

import type { Command, CommandResponse, Reason } from "./envelope.ts";
import type { Fault } from "./errors.ts";
import { isPassingStatus } from "./errors.ts";
import { meaningOf } from "./reasons.ts";

/** Proxy authentication required: no server but a proxy answers with it. */
const STATUS_OF_A_PROXY = 407;

/** @param retryAfterMs how long the server asks to wait; null where it does not */
export function faultOf(status: number, retryAfterMs: number | null, body: string): Fault {
  if (status === 401 || status === 403) return { kind: "unauthorized", status };
  if (status === STATUS_OF_A_PROXY) return { kind: "proxy", what: "a proxy asks for a user and a password" };
  // It says more than a reason beside it: the command may be sent again.
  if (isPassingStatus(status)) return { kind: "status", status, retryAfterMs };
  const reason = reasonOf(parseJson(body));
  return reason === null ? { kind: "status", status, retryAfterMs: null } : refusal(reason, status);
}

function refusal(reason: Reason, status: number): Fault {
  return meaningOf(reason.code).isKeyRefused ? { kind: "unauthorized", status } : { kind: "refused", reason };
}

/** Reads an answer of HTTP 200. It must be this command's own: another's would pass for what was never done. */
export function parseResponse(command: Command, body: string): CommandResponse | Fault {
  const parsed = parseJson(body);
  if (!isRecord(parsed))
    return garbage(/^\s*</.test(body) ? "HTML" : body.trim() === "" ? "empty" : "no JSON object");
  if (parsed.id !== command.id) return garbage("the id is another command's");
  if (parsed.method !== undefined && parsed.method !== command.method)
    return garbage("the method is another command's");
  if (parsed.status === "failure") {
    const reason = reasonOf(parsed.reason) ?? { code: 0, description: "no reason given" };
    return refusal(reason, 200);
  }
  if (parsed.status !== "success") return garbage("neither success nor failure");
  return { id: command.id, method: command.method, status: "success", resource: parsed.resource };
}

function garbage(what: string): Fault {
  return { kind: "garbage", what };
}

function reasonOf(value: unknown): Reason | null {
  if (!isRecord(value) || typeof value.code !== "number") return null;
  const { code, description } = value;
  return { code, ...(typeof description === "string" ? { description } : {}) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
