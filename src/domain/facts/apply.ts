/** Why an action was not carried out, or not seen. */

import type { Name, None, Quoted, Reason } from "../fact-fields.ts";

export interface ApplyFacts {
  "run-interrupted": None;
  "list-not-created": { readonly list: Name };
  "tool-fault": { readonly error: Quoted };
  "lookups-stopped": { readonly times: number; readonly cause: Reason };
}
