/** From the text of a request to a command, and from an answer to the text of a response. */

import type { Command, CommandResponse, Method } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";

const METHODS: readonly Method[] = ["get", "set", "merge", "delete"];
const SERVER_DOMAIN = "msging.net";
const INSTANCE = "#emulator";

/** @returns the command, or in words why the text is none */
export function parseCommand(body: string): Command | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return "The body is not JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "The body is not a command";
  const { id, to, method, uri, type, resource } = Object.fromEntries<unknown>(Object.entries(value));
  if (typeof id !== "string" || id === "") return "A command needs an id";
  const known = METHODS.find((name) => name === method);
  if (known === undefined) return `A command's method is one of ${METHODS.join(", ")}`;
  if (typeof uri !== "string" || uri === "") return "A command needs a uri";
  if (to !== undefined && typeof to !== "string") return "The value of 'to' is not an address";
  if (type !== undefined && typeof type !== "string") return "The value of 'type' is not a media type";
  return {
    id,
    method: known,
    uri,
    ...(to === undefined ? {} : { to }),
    ...(type === undefined ? {} : { type }),
    ...(resource === undefined ? {} : { resource }),
  };
}

/** The response to a command: the same id, the addresses swapped, and the absolute uri as metadata. */
export function responseTo(command: Command, answer: Answer, bot: string): CommandResponse {
  const owner = `${bot}@${SERVER_DOMAIN}`;
  const absoluteUri = command.uri.startsWith("/") ? `lime://${owner}${command.uri}` : command.uri;
  return {
    id: command.id,
    from: `${command.to ?? `postmaster@${SERVER_DOMAIN}`}/${INSTANCE}`,
    to: `${owner}/default`,
    method: command.method,
    ...answer,
    metadata: { "#command.uri": absoluteUri },
  };
}

/** The domain that a command is addressed to, in lower case; null when the address is not one of a postmaster. */
export function addressedDomain(to: string | undefined): string | null {
  if (to === undefined) return SERVER_DOMAIN;
  const [, domain] = /^postmaster@([a-z0-9.-]+)(?:\/.*)?$/i.exec(to) ?? [];
  return domain?.toLowerCase() ?? null;
}

/** Whether an absolute uri may name this authority: the addressed domain itself, or the bot as owner. */
export function isAuthorityOf(authority: string, domain: string, bot: string): boolean {
  return authority === domain || authority === `${bot.toLowerCase()}@${SERVER_DOMAIN}`;
}
