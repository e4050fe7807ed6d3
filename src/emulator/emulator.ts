/**
 * Blip in a box: takes one request, answers at once. It has no clock and no network of its own, so that an
 * HTTP server, a request interceptor and a simulator on a virtual clock can all put it to use.
 */

import type { Command } from "../blip/envelope.ts";
import { Domain } from "../blip/envelope.ts";
import { ACCOUNT_ROUTES } from "./accounts.ts";
import type { Answer } from "./answer.ts";
import { failure, ReasonCode } from "./answer.ts";
import { CONTACT_ROUTES } from "./contacts.ts";
import { addressedDomain, isAuthorityOf, parseCommand, responseTo } from "./envelope.ts";
import type { FaultDecision, InjectedFault } from "./faults.ts";
import { isAuthorized } from "./key.ts";
import { LIST_ROUTES } from "./lists.ts";
import type { LoggedOutcome, LogSink } from "./log.ts";
import { CommandLog } from "./log.ts";
import { RateLimit } from "./rate-limit.ts";
import type { HttpAnswer, HttpReply } from "./reply.ts";
import { jsonAnswer, refusal, replyUnderFault } from "./reply.ts";
import type { Route } from "./route.ts";
import { dispatch } from "./route.ts";
import type { EmulatorState } from "./state.ts";
import type { Switches, SwitchSettings } from "./switches.ts";
import { parseSwitches } from "./switches.ts";
import { parseCommandUri } from "./uri.ts";

/** A request to `POST /commands`, as it arrives. */
export interface ArrivingRequest {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** When it arrives, in milliseconds of any clock that does not go backwards. */
  readonly nowMs: number;
}

export interface EmulatorOptions {
  readonly state: EmulatorState;
  readonly switches?: SwitchSettings;
  /** What goes wrong; without it nothing does. */
  readonly faults?: FaultDecision;
  /** Called with each command received. */
  readonly sink?: LogSink;
}

/** What a request came to, for the log. */
interface Result {
  readonly reply: HttpReply;
  readonly outcome: LoggedOutcome;
  readonly reason?: number;
  readonly fault?: InjectedFault;
}

const ROUTES: ReadonlyMap<string, readonly Route[]> = new Map([
  [Domain.lists, LIST_ROUTES],
  [Domain.contacts, CONTACT_ROUTES],
  ["msging.net", CONTACT_ROUTES],
  [Domain.whatsapp, ACCOUNT_ROUTES],
]);

export class Emulator {
  readonly state: EmulatorState;
  readonly switches: Switches;
  readonly log: CommandLog;
  readonly #faults: FaultDecision;
  readonly #rateLimit: RateLimit;
  #admitted = 0;

  /** @throws RangeError for a switch that cannot be what it is */
  constructor({ state, switches = {}, faults = () => null, sink }: EmulatorOptions) {
    this.state = state;
    this.switches = parseSwitches(switches);
    this.log = new CommandLog(sink ?? null);
    this.#faults = faults;
    this.#rateLimit = new RateLimit(this.switches.commandsPerSecond, this.switches.penaltyMs);
  }

  /** Carries out one command, all of it, at the moment it arrives. Never throws, whatever the request holds. */
  handle(request: ArrivingRequest): HttpReply {
    const parsed = parseCommand(request.body);
    const command = typeof parsed === "string" ? null : parsed;
    const { reply, outcome, reason, fault } = this.#resultOf(request, parsed);
    this.log.record({
      at: request.nowMs,
      id: command?.id ?? null,
      method: command?.method ?? null,
      uri: command?.uri ?? null,
      to: command?.to ?? null,
      type: command?.type ?? null,
      resource: command?.resource ?? null,
      status: reply.kind === "reset" ? null : reply.status,
      outcome,
      reason: reason ?? null,
      fault: fault ?? null,
    });
    return reply;
  }

  #resultOf({ headers, nowMs }: ArrivingRequest, parsed: Command | string): Result {
    const { authorization, "content-type": contentType } = headers;
    if (!isAuthorized(String(authorization ?? ""), this.state)) {
      return { reply: { kind: "answer", status: 401, headers: {}, body: "" }, outcome: "unauthorized" };
    }
    if (!/^application\/json\s*(;|$)/i.test(String(contentType ?? ""))) {
      const reply = refusal(
        415,
        ReasonCode.validation,
        "The content type must be application/json",
        "reason",
      );
      return { reply, outcome: "malformed" };
    }
    const refusedForMs = this.#rateLimit.arrive(nowMs);
    if (refusedForMs !== null) return this.#overLimit(parsed, refusedForMs);
    const index = this.#admitted++;
    if (typeof parsed === "string") {
      return { reply: refusal(400, ReasonCode.validation, parsed, "reason"), outcome: "malformed" };
    }
    return this.#carryOut(parsed, index, nowMs);
  }

  #carryOut(command: Command, index: number, nowMs: number): Result {
    const fault = this.#faults({ index, command, nowMs });
    if (fault === "reset-before-effect" || fault === "unavailable") {
      return { reply: this.#faultReply(null, fault), outcome: "lost", fault };
    }
    const answer = this.#answer(command, nowMs);
    const reply = jsonAnswer(responseTo(command, answer, this.state.bot));
    return {
      reply: fault === null ? reply : this.#faultReply(reply, fault),
      outcome: answer.status,
      ...(answer.status === "failure" ? { reason: answer.reason.code } : {}),
      ...(fault === null ? {} : { fault }),
    };
  }

  #faultReply(answer: HttpAnswer | null, fault: InjectedFault): HttpReply {
    return replyUnderFault(fault, answer, this.switches.errorBody);
  }

  #overLimit(parsed: Command | string, refusedForMs: number): Result {
    const { overLimit, retryAfter, errorBody } = this.switches;
    const outcome = "too-many-requests";
    if (overLimit === "reason-34" && typeof parsed !== "string") {
      const answer = failure(ReasonCode.quotaExceeded, "The throughput quota was exceeded");
      const reply = jsonAnswer(responseTo(parsed, answer, this.state.bot));
      return { reply, outcome, reason: ReasonCode.quotaExceeded };
    }
    const reply = refusal(429, ReasonCode.quotaExceeded, "Too many requests", errorBody);
    if (!retryAfter) return { reply, outcome };
    const headers = { ...reply.headers, "retry-after": String(Math.ceil(refusedForMs / 1_000)) };
    return { reply: { ...reply, headers }, outcome };
  }

  #answer(command: Command, nowMs: number): Answer {
    const { state, switches } = this;
    const domain = addressedDomain(command.to);
    const routes = domain === null ? undefined : ROUTES.get(domain);
    if (domain === null || routes === undefined) {
      return failure(ReasonCode.destinationNotFound, "The destination was not found");
    }
    const uri = parseCommandUri(command.uri, switches.plusInQuery);
    if (uri === null || (uri.authority !== null && !isAuthorityOf(uri.authority, domain, state.bot))) {
      return failure(ReasonCode.invalidUri, "The command uri is not valid");
    }
    return dispatch(routes, { command, uri, state, switches, nowMs });
  }
}
