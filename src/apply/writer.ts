/** What applying asks of Blip. */

import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import type { E164 } from "../domain/phone.ts";

/** What became of a command, its retries included. */
export type Sent<T> =
  | { readonly status: "ok"; readonly value: T }
  /**
   * It has not taken effect. `cause`: why in two words, the same for all that fail alike. `passing`: it is not
   * this command that Blip refused, so others may fail alike.
   */
  | {
      readonly status: "failed";
      readonly reason: string;
      readonly cause: string;
      readonly passing: boolean;
    }
  /** It may have taken effect. */
  | { readonly status: "unknown"; readonly reason: string }
  /** Blip refused the key: nothing more can work. `uncertain`: an earlier try may have taken effect. */
  | { readonly status: "unauthorized"; readonly reason: string; readonly uncertain: boolean }
  /** The run was stopped before it was sent. */
  | { readonly status: "stopped" };

export interface BlipWriter {
  createList(list: ListName): Promise<Sent<void>>;
  /** Adding who is on the list already succeeds. */
  addRecipient(list: ListName, identity: Identity): Promise<Sent<void>>;
  /** The identity under which WhatsApp knows a number. To be asked once for each customer. */
  lookUp(phone: E164): Promise<Sent<Identity>>;
}
