/** What an answer says: Blip's success or failure, or why it is none of Blip's. */

import { fact } from "../domain/fact.ts";
import { quoted, reason as within } from "../domain/fact-fields.ts";
import type { ForeignAnswer } from "../domain/facts/blip.ts";
import type { Command, CommandResponse, LimeReason } from "./envelope.ts";
import type { Fault, Sending } from "./errors.ts";
import { isPassingStatus, sentCommand } from "./errors.ts";
import { meaningOf } from "./reasons.ts";

/** Proxy authentication required: no server but a proxy answers with it. */
const STATUS_OF_A_PROXY = 407;

/** Reads an answer with a status that is not 2xx. */
export function faultOf(sending: Sending, status: number, body: string): Fault {
  const command = sentCommand(sending);
  if (status === 401 || status === 403) return fact("unauthorized", { command, status });
  if (status === STATUS_OF_A_PROXY) {
    return fact("blip-proxy", { command, why: within(fact("some-proxy-needs-password")) });
  }
  // It says more than a reason beside it: the command may be sent again.
  const reason = isPassingStatus(status) ? null : reasonIn(parseJson(body));
  return reason === null ? fact("blip-status", { command, status }) : refusal(sending, reason, status);
}

function refusal(sending: Sending, { code, description }: LimeReason, status: number): Fault {
  const command = sentCommand(sending);
  if (meaningOf(code).isKeyRefused) return fact("unauthorized", { command, status });
  const shown = description === undefined ? null : quoted(description);
  return fact("blip-refused", { command, reason: code, description: shown });
}

/** Reads an answer of HTTP 200. It must be this command's own: another's would pass for what was never done. */
export function parseResponse(command: Command, body: string): CommandResponse | Fault {
  const parsed = parseJson(body);
  if (!isRecord(parsed))
    return foreign(command, /^\s*</.test(body) ? "html" : body.trim() === "" ? "empty" : "not-json");
  if (parsed.id !== command.id) return foreign(command, "id");
  if (parsed.method !== undefined && parsed.method !== command.method) return foreign(command, "method");
  if (parsed.status === "failure") return refusal(command, reasonIn(parsed.reason) ?? { code: 0 }, 200);
  if (parsed.status !== "success") return foreign(command, "status");
  return { id: command.id, method: command.method, status: "success", resource: parsed.resource };
}

export function foreign(sending: Sending, answer: ForeignAnswer): Fault {
  return fact("blip-garbage", { command: sentCommand(sending), answer });
}

function reasonIn(value: unknown): LimeReason | null {
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
