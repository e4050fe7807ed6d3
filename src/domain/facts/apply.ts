/** Why an action was not carried out, or not seen. */

import type { None, Reason } from "../fact-fields.ts";

export interface ApplyFacts {
  /** The run was stopped before it changed anything. */
  interrupted: None;
  "run-interrupted": None;
  "key-refused": None;
  /** @property commands how many in a row got no answer */
  "blip-silent": { readonly commands: number };
  "list-not-created": None;
  /** WhatsApp does not know the number. */
  "number-unknown": None;
  "customer-excluded": None;
  "nothing-written": None;
  /** @property numbers how many in a row were refused, the last for this cause */
  "lookups-refused": { readonly numbers: number; readonly cause: Reason };
  /** What look-ups answer cannot be kept. */
  "lookups-not-kept": { readonly why: Reason };
}
