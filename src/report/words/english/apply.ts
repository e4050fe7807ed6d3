/** Why an action was not carried out, or not seen. */

import type { ApplyFacts } from "../../../domain/facts/apply.ts";
import type { OutcomeFacts } from "../../../domain/facts/outcomes.ts";
import type { Words } from "../types.ts";
import { applyPhrases } from "./apply-phrases.ts";
import { counted } from "./numbers.ts";

export const applyWords: Words<ApplyFacts> = {
  interrupted: () => "interrupted: nothing was changed at Blip",
  "run-interrupted": () => "the run was interrupted",
  "key-refused": () => "Blip refused the key",
  "blip-silent": ({ commands }) => `${counted(commands, "command")} in a row got no answer from Blip`,
  "list-not-created": () => "its list could not be created",
  "number-unknown": () => "WhatsApp does not know this number (reason 67). Correct it or remove it",
  "customer-excluded": () => "this customer is excluded from the list",
  "nothing-written": () => "nothing was written",
  "lookups-refused": ({ numbers, cause }) =>
    `looking up stopped after ${counted(numbers, "refusal")} in a row: ${cause}. The cause is the bot or its channel, not the numbers: check that WhatsApp is published for this bot. The next run looks these numbers up again`,
  "lookups-not-kept": ({ why }) => `looking up stopped: ${why}`,
};

const VERDICTS = {
  converged: "converged",
  lagging: "lagging",
  "held-back": "held back",
  diverged: "not converged",
  unverified: "not verified",
} as const;

export const outcomeWords: Words<OutcomeFacts> = {
  "create-list": ({ list }) => `create the list ${list}`,
  "add-recipient": ({ member, list }) => `add ${member} to ${list}`,
  "several-actions": ({ actions }) => counted(actions, "action"),
  failed: ({ what, why }) => `${what}: ${why}`,
  unknown: ({ what, why }) => `${what}: ${why}`,
  apply: ({ isInterrupted, verdict, ...counts }) => {
    if (counts.actions === 0) return "nothing to change";
    const ending = verdict === null ? "" : `; ${VERDICTS[verdict]}`;
    return `${isInterrupted ? "interrupted: " : ""}${applyPhrases.totals(counts)}${ending}`;
  },
  "gate-refuses": ({ gate }) => `${gate}: apply will refuse`,
};
