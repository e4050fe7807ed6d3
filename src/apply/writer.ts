/** What applying asks of Blip. */

import type { Fact } from "../domain/fact.ts";
import type { FaultCode } from "../domain/facts/blip.ts";
import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import type { E164 } from "../domain/phone.ts";

interface Why {
  readonly why: Fact<FaultCode>;
}

/** What became of a command, its retries included. */
export type Sent<T> =
  | { readonly status: "ok"; readonly value: T }
  /** It has not taken effect. `passing`: it is not this command that Blip refused, so others may fail alike. */
  | (Why & { readonly status: "failed"; readonly passing: boolean })
  /** It may have taken effect. */
  | (Why & { readonly status: "unknown" })
  /** Blip refused the key: nothing more can work. `uncertain`: an earlier try may have taken effect. */
  | (Why & { readonly status: "unauthorized"; readonly uncertain: boolean })
  /** The run was stopped before it was sent. */
  | { readonly status: "stopped" };

export interface BlipWriter {
  createList(list: ListName): Promise<Sent<void>>;
  /** Adding who is on the list already succeeds. */
  addRecipient(list: ListName, identity: Identity): Promise<Sent<void>>;
  /**
   * The identity under which WhatsApp knows a number, null where it knows none. To be asked once for each customer.
   * @param stop aborted: it is not sent, nor sent again. Without one, the run's own.
   */
  lookUp(phone: E164, stop?: AbortSignal): Promise<Sent<Identity | null>>;
}
