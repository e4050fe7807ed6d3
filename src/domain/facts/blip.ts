/** How a command to Blip fails. The codes are those of the run that such a fault ends. */

import type { Literal, Quoted, Reason, SentCommand } from "../fact-fields.ts";

/** Null where it is said of several commands that failed alike. */
interface OfCommand {
  readonly command: SentCommand | null;
}

interface ByProxy {
  /** Host and port. */
  readonly proxy: Literal;
  /** The variable of the environment that names it. */
  readonly variable: Literal;
}

/** Why there is no connection at all. */
export type ConnectProblem =
  | "no-such-host"
  | "no-name-service"
  | "refused"
  | "host-unreachable"
  | "network-unreachable"
  | "timeout"
  | "not-secure"
  | "broken";

/** What an answer of somebody else is. */
export type ForeignAnswer =
  | "html"
  | "empty"
  | "not-json"
  | "id"
  | "method"
  | "status"
  | "lists"
  | "recipients"
  | "contacts";

export interface BlipFacts {
  /** Blip answered, and refused the command. @property reason LIME's code; 0 where none was given */
  "blip-refused": OfCommand & { readonly reason: number; readonly description: Quoted | null };
  /** An HTTP status without an answer of Blip's. */
  "blip-status": OfCommand & { readonly status: number };
  unauthorized: OfCommand & { readonly status: number };
  "blip-garbage": OfCommand & { readonly answer: ForeignAnswer };
  /** The connection failed when the command was on its way. @property seconds how long it was waited for */
  "blip-lost": OfCommand & {
    readonly isRead: boolean;
    readonly why: "deadline" | "stopped" | "connection";
    readonly seconds: number;
    readonly error: Literal | null;
  };
  "blip-oversized": OfCommand & { readonly limitMiB: number };
  /** The command was never sent. */
  "blip-unreachable": OfCommand & { readonly why: Reason };
  /** A proxy will not let the command through. */
  "blip-proxy": OfCommand & { readonly why: Reason };
  /** The account of a number holds no identity of WhatsApp. @property domain of the one it holds */
  "blip-no-identity": OfCommand & { readonly domain: Literal | null };

  "host-unreachable": {
    readonly host: Literal;
    readonly problem: ConnectProblem;
    readonly error: Literal | null;
  };
  "proxy-unreachable": ByProxy & { readonly problem: ConnectProblem; readonly error: Literal | null };
  "proxy-without-route": ByProxy & { readonly target: Literal; readonly status: number };
  "proxy-refuses": ByProxy & { readonly target: Literal; readonly status: number };
  "proxy-needs-password": ByProxy;
  "proxy-refuses-password": ByProxy;
  "some-proxy-needs-password": Readonly<Record<never, never>>;
}

/** The codes that say how a command failed. */
export type FaultCode =
  | "blip-refused"
  | "blip-status"
  | "unauthorized"
  | "blip-garbage"
  | "blip-lost"
  | "blip-oversized"
  | "blip-unreachable"
  | "blip-proxy"
  | "blip-no-identity";
