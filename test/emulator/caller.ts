/** A caller of the emulator for specifications: builds commands, hands them over at a moment, reads the answer. */

import type { CommandResponse, Method } from "../../src/blip/envelope.ts";
import type { EmulatorOptions } from "../../src/emulator/emulator.ts";
import { Emulator } from "../../src/emulator/emulator.ts";
import { authorizationFor } from "../../src/emulator/key.ts";
import type { HttpAnswer, HttpReply } from "../../src/emulator/reply.ts";
import type { Seed } from "../../src/emulator/seed.ts";
import { stateFromSeed } from "../../src/emulator/seed.ts";
import type { SwitchSettings } from "../../src/emulator/switches.ts";

export const LISTS = "postmaster@broadcast.msging.net";
export const CONTACTS = "postmaster@crm.msging.net";
export const WHATSAPP = "postmaster@wa.gw.msging.net";
export const LIST_TYPE = "application/vnd.iris.distribution-list+json";
export const IDENTITY_TYPE = "application/vnd.lime.identity";

export interface LooseCommand {
  readonly id?: unknown;
  readonly to?: unknown;
  readonly method?: unknown;
  readonly uri?: unknown;
  readonly type?: unknown;
  readonly resource?: unknown;
}

export class Caller {
  readonly emulator: Emulator;
  /** The moment at which the next command arrives. */
  nowMs = 0;

  constructor(
    seed: Partial<Seed> = {},
    switches: SwitchSettings = {},
    options: Omit<EmulatorOptions, "state"> = {},
  ) {
    this.emulator = new Emulator({ ...options, switches, state: stateFromSeed({ bot: "acme", ...seed }) });
  }

  post(body: string, headers: Readonly<Record<string, string>> = this.headers()): HttpReply {
    return this.emulator.handle({ headers, body, nowMs: this.nowMs });
  }

  headers(): Record<string, string> {
    return { authorization: authorizationFor(this.emulator.state), "content-type": "application/json" };
  }

  send(command: LooseCommand): CommandResponse {
    const reply = answerIn(this.post(JSON.stringify({ id: "1", ...command })));
    if (reply.status !== 200) throw new Error(`HTTP ${reply.status}: ${reply.body}`);
    return JSON.parse(reply.body);
  }

  ask(to: string | undefined, method: Method, uri: string): CommandResponse {
    return this.send({ to, method, uri });
  }

  createList(name: string): CommandResponse {
    const resource = { identity: `${name}@broadcast.msging.net` };
    return this.send({ to: LISTS, method: "set", uri: "/lists", type: LIST_TYPE, resource });
  }

  add(list: string, identity: unknown): CommandResponse {
    const uri = `/lists/${list}@broadcast.msging.net/recipients`;
    return this.send({ to: LISTS, method: "set", uri, type: IDENTITY_TYPE, resource: identity });
  }

  members(list: string, query = ""): CommandResponse {
    return this.ask(LISTS, "get", `/lists/${list}@broadcast.msging.net/recipients${query}`);
  }

  member(list: string, identity: string): CommandResponse {
    return this.ask(LISTS, "get", `/lists/${list}@broadcast.msging.net/recipients/${identity}`);
  }

  remove(list: string, identity: string): CommandResponse {
    return this.ask(LISTS, "delete", `/lists/${list}@broadcast.msging.net/recipients/${identity}`);
  }

  lists(query = ""): CommandResponse {
    return this.ask(LISTS, "get", `/lists${query}`);
  }

  contacts(query = ""): CommandResponse {
    return this.ask(CONTACTS, "get", `/contacts${query}`);
  }

  account(phone: string): CommandResponse {
    return this.ask(WHATSAPP, "get", `lime://wa.gw.msging.net/accounts/${phone}`);
  }
}

export function answerIn(reply: HttpReply): HttpAnswer {
  if (reply.kind === "reset") throw new Error("the connection was reset");
  return reply;
}

/** The items of a collection, and its total where it has one. */
export function page(response: CommandResponse): { items: unknown; total?: unknown } {
  const { items, total } = Object(response.resource);
  return total === undefined ? { items } : { items, total };
}

/** Success, or the reason code. */
export function outcome(response: CommandResponse): "success" | number | undefined {
  return response.status === "success" ? "success" : response.reason?.code;
}

/** So many fictitious WhatsApp identities, each another. */
export function* identities(count: number): Generator<string> {
  for (let index = 0; index < count; index++) {
    yield `55319${String(90_000_000 + index)}@wa.gw.msging.net`;
  }
}
