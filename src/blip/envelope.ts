/**
 * The LIME envelope: what a command and its answer look like on the wire.
 * Types alone, shared by the client and the emulator, which share nothing else.
 */

export type Method = "get" | "set" | "merge" | "delete";

/** A request as it is posted to `/commands`. `to` absent means the server itself. */
export interface Command {
  readonly id: string;
  readonly to?: string;
  readonly method: Method;
  readonly uri: string;
  readonly type?: string;
  readonly resource?: unknown;
}

export interface LimeReason {
  readonly code: number;
  readonly description?: string;
}

/** An answer. A failed command answers HTTP 200 as well, with `status: "failure"` and a reason. */
export interface CommandResponse {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly method: Method;
  readonly status: "success" | "failure";
  readonly type?: string;
  readonly resource?: unknown;
  readonly reason?: LimeReason;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** One page of a collection. Blip leaves `total` out at times (when it is 0, for one). */
export interface Collection<T> {
  readonly total?: number;
  readonly itemType: string;
  readonly items: readonly T[];
}

export const MediaType = {
  collection: "application/vnd.lime.collection+json",
  identity: "application/vnd.lime.identity",
  account: "application/vnd.lime.account+json",
  contact: "application/vnd.lime.contact+json",
  distributionList: "application/vnd.iris.distribution-list+json",
} as const;

export const Domain = {
  lists: "broadcast.msging.net",
  contacts: "crm.msging.net",
  whatsapp: "wa.gw.msging.net",
} as const;
