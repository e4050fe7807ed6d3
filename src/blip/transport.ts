/** One command over HTTP: posted once, answered within a deadline, or a CommandError. No retries, no pacing. */

import { keyHider } from "../domain/hidden-key.ts";
import type { BotKey } from "../domain/key.ts";
import type { Clock } from "./clock.ts";
import type { Command, CommandResponse, Reason } from "./envelope.ts";
import type { Fault } from "./errors.ts";
import { CommandError } from "./errors.ts";

/** The part of `fetch` that is used: undici's and the platform's both fit. */
export type Fetch = (
  url: string,
  init: {
    method: "POST";
    headers: Record<string, string>;
    body: string;
    signal: AbortSignal;
    redirect: "manual";
  },
) => Promise<HttpAnswer>;

interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** @throws CommandError for every answer but `status: "success"` */
export type Transport = (command: Command, cut: AbortSignal) => Promise<CommandResponse>;

export interface TransportOptions {
  readonly fetch: Fetch;
  readonly endpoint: URL;
  readonly key: BotKey;
  readonly clock: Clock;
}

/** How long Blip has for one answer, until its last byte. */
const DEADLINE_MS = 30_000;
/** LIME: authentication failed. */
const REASON_UNAUTHENTICATED = 13;
/** Statuses that say more than a reason beside them: the command may be sent again. */
const STATUSES_ABOUT_NOW = new Set([408, 425, 429]);

export function httpTransport(options: TransportOptions): Transport {
  const hide = keyHider(options.key);
  return async (command, cut) => {
    const { status, headers, body } = await exchange(options, command, cut, hide);
    const answer =
      status >= 200 && status < 300 ? parseResponse(command, body) : faultOf(status, headers, body);
    if ("kind" in answer) throw new CommandError(command, withoutKey(answer, hide));
    return answer;
  };
}

/** In JSON the key may have been written with escapes, which are gone by now. */
function withoutKey(fault: Fault, hide: (text: string) => string): Fault {
  if (fault.kind !== "refused" || fault.reason.description === undefined) return fault;
  const description = hide(fault.reason.description);
  return { kind: "refused", reason: { ...fault.reason, description } };
}

interface Exchanged {
  readonly status: number;
  readonly headers: HttpAnswer["headers"];
  readonly body: string;
}

async function exchange(
  options: TransportOptions,
  command: Command,
  cut: AbortSignal,
  hide: (text: string) => string,
): Promise<Exchanged> {
  const { fetch, endpoint, key, clock } = options;
  const deadline = new AbortController();
  const answered = new AbortController();
  void clock.sleep(DEADLINE_MS, answered.signal).then(() => deadline.abort());
  try {
    const answer = await fetch(endpoint.href, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Key ${key}` },
      body: JSON.stringify(command),
      signal: AbortSignal.any([deadline.signal, cut]),
      redirect: "manual",
    });
    // A proxy that shows what it was sent must not bring the key into a message.
    const body = hide(await answer.text());
    return { status: answer.status, headers: answer.headers, body };
  } catch (error) {
    if (deadline.signal.aborted) {
      throw new CommandError(command, { kind: "lost", what: `nothing within ${DEADLINE_MS / 1_000} s` });
    }
    if (cut.aborted)
      throw new CommandError(command, { kind: "lost", what: "given up when the run was stopped" });
    throw new CommandError(command, networkFault(error, endpoint.host));
  } finally {
    answered.abort();
  }
}

/** Errors of a connection that was never made: nothing was sent. */
const NEVER_SENT: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such host: check the contract",
  EAI_AGAIN: "the name service does not answer",
  ECONNREFUSED: "the connection was refused",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  UND_ERR_CONNECT_TIMEOUT: "no connection in time",
};

function networkFault(error: unknown, host: string): Fault {
  const code = codeOf(error);
  const neverSent = NEVER_SENT[code];
  if (neverSent !== undefined) return { kind: "unreachable", what: `${host}: ${neverSent}` };
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return { kind: "unreachable", what: `${host}: no secure connection, ${code}` };
  }
  return { kind: "lost", what: code === "" ? "the connection failed" : `the connection failed: ${code}` };
}

/** Codes are shown, so nothing else may pass for one. */
const CODE = /^[A-Z][A-Z0-9_]{1,60}$/;

/** The code of an error or of what it was caused by: fetch wraps what happened, at times more than once. */
function codeOf(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    if ("code" in current && typeof current.code === "string" && CODE.test(current.code)) return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return "";
}

function faultOf(status: number, headers: HttpAnswer["headers"], body: string): Fault {
  if (status === 401 || status === 403) return { kind: "unauthorized", status };
  if (STATUSES_ABOUT_NOW.has(status) || status >= 500) {
    return { kind: "status", status, retryAfterMs: retryAfterMs(headers.get("retry-after")) };
  }
  const reason = reasonOf(parseJson(body));
  return reason === null ? { kind: "status", status, retryAfterMs: null } : refusal(reason, status);
}

function refusal(reason: Reason, status: number): Fault {
  return reason.code === REASON_UNAUTHENTICATED
    ? { kind: "unauthorized", status }
    : { kind: "refused", reason };
}

/** @returns milliseconds from the seconds form of `Retry-After`; the date form is not worth a clock. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1_000 : null;
}

function parseResponse(command: Command, body: string): CommandResponse | Fault {
  const parsed = parseJson(body);
  const garbage = (what: string): Fault => ({ kind: "garbage", what });
  if (!isRecord(parsed))
    return garbage(/^\s*</.test(body) ? "HTML" : body.trim() === "" ? "empty" : "no JSON object");
  if (parsed.id !== command.id) return garbage("the id is another command's");
  if (parsed.status === "failure") {
    const reason = reasonOf(parsed.reason) ?? { code: 0, description: "no reason given" };
    return refusal(reason, 200);
  }
  if (parsed.status !== "success") return garbage("neither success nor failure");
  return { id: command.id, method: command.method, status: "success", resource: parsed.resource };
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
