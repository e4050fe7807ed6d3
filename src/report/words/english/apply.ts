/** Why an action was not carried out, or not seen. */

import type { ApplyFacts } from "../../../domain/facts/apply.ts";
import type { Words } from "../types.ts";

export const applyWords: Words<ApplyFacts> = {
  "run-interrupted": () => "the run was interrupted",
  "list-not-created": ({ list }) => `the list ${list} could not be created`,
  "tool-fault": ({ error }) => `error in blip-lists itself, please report it: ${error}`,
  "lookups-stopped": ({ times, cause }) => `looking up stopped after ${times} refusals in a row: ${cause}`,
};
