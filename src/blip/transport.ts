/** One command over HTTP: posted once, answered within a deadline, or a CommandError. No retries, no pacing. */

import { fact } from "../domain/fact.ts";
import { quoted } from "../domain/fact-fields.ts";
import { keyHider } from "../domain/hidden-key.ts";
import type { BotKey } from "../domain/key.ts";
import { BODY_MIB_MAX, BodyTooLong, readText } from "./body.ts";
import type { Clock } from "./clock.ts";
import type { Command, CommandResponse } from "./envelope.ts";
import type { Fault } from "./errors.ts";
import { CommandError, isPassingStatus, sentCommand } from "./errors.ts";
import { networkFault } from "./network-fault.ts";
import { faultOf, parseResponse } from "./response.ts";
import { retryAfterMs } from "./retry-after.ts";

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
  /** Decompressed, as it comes. Left before its end, the connection is given up. */
  readonly body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> | null;
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

export function httpTransport(options: TransportOptions): Transport {
  const hide = keyHider(options.key);
  return async (command, cut) => {
    const { status, headers, body } = await exchange(options, command, cut, hide);
    const isAnswer = status >= 200 && status < 300;
    const answer = isAnswer ? parseResponse(command, body) : faultOf(command, status, body);
    if (!("code" in answer)) return answer;
    const afterMs = isPassingStatus(status) ? retryAfterMs(headers, options.clock.timeOfDay()) : null;
    throw new CommandError(withoutKey(answer, hide), afterMs);
  };
}

/** In JSON the key may have been written with escapes, which are gone by now. What is left is cut to a sentence. */
function withoutKey(fault: Fault, hide: (text: string) => string): Fault {
  if (fault.code !== "blip-refused" || fault.fields.description === null) return fault;
  const description = quoted(hide(fault.fields.description.text).slice(0, DESCRIPTION_MAX));
  return fact("blip-refused", { ...fault.fields, description });
}

/** Of what Blip says of a refusal. */
const DESCRIPTION_MAX = 200;

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
  const faultOfExchange = (error: unknown): Fault => {
    if (error instanceof BodyTooLong) {
      return fact("blip-oversized", { command: sentCommand(command), limitMiB: BODY_MIB_MAX });
    }
    if (deadline.signal.aborted) return unanswered(command, "deadline");
    return cut.aborted ? unanswered(command, "stopped") : networkFault(error, endpoint.host, command);
  };
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
    const body = hide(await readText(answer.body));
    return { status: answer.status, headers: answer.headers, body };
  } catch (error) {
    throw new CommandError(faultOfExchange(error));
  } finally {
    answered.abort();
  }
}

function unanswered(command: Command, why: "deadline" | "stopped"): Fault {
  const isRead = command.method === "get";
  const seconds = DEADLINE_MS / 1_000;
  return fact("blip-lost", { command: sentCommand(command), isRead, why, seconds, error: null });
}
