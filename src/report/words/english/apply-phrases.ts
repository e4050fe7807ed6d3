/** What became of a plan, in English. */

import type { ApplyPhrases, DivergencePhrases } from "../phrases.ts";
import { approvedName, difference } from "./approval.ts";
import { count, counted, row } from "./numbers.ts";

export const applyPhrases: ApplyPhrases = {
  failed: "Failed",
  unknown: "Sent, result unknown",
  notAttempted: "Not attempted",
  applied: "Applied:",
  interrupted: "Interrupted:",
  totals: ({ actions, done, alreadyThere, failed, unknown, notAttempted }) =>
    row([
      `${count(done)} of ${counted(actions, "action")} done`,
      alreadyThere > 0 ? `${count(alreadyThere)} already there` : "",
      failed > 0 ? `${count(failed)} failed` : "",
      unknown > 0 ? `${count(unknown)} unknown` : "",
      notAttempted > 0 ? `${count(notAttempted)} not attempted` : "",
    ]),
  verdicts: {
    converged: "Converged:",
    lagging: "Lagging:",
    heldBack: "Held back:",
    diverged: "Not converged:",
    unverified: "Not verified:",
  },
  nothingApproved: "nothing was sent, because nothing was approved. Have it reviewed, then apply again.",
  approvedDone:
    "Blip has everything that was approved for these lists. Have the rest reviewed, then apply again.",
  unverified: (why) => `${why}. Run apply again: it sends only what is still missing.`,
  converged: (blocked) => {
    const but = blocked === 0 ? "" : `, except ${counted(blocked, "customer")} with a blocked number`;
    return `Blip was read again and has everyone declared for these lists${but}.`;
  },
  lagging: (missing) =>
    `Blip accepted everything, but does not show ${counted(missing, "change")} yet. Run plan again in a few minutes:`,
  diverged: ({ missing, unexplained }) => {
    const have = missing === 1 ? "has" : "have";
    const text = `Blip was read again, and ${counted(missing, "action")} ${have} not taken effect`;
    if (unexplained === missing) return `${text}:`;
    if (unexplained === 0) return `${text}. The ${missing === 1 ? "reason is" : "reasons are"} above.`;
    return `${text}. The reasons for ${count(missing - unexplained)} of them are above. The others:`;
  },
  actions: (actions) => counted(actions, "action"),
};

export const divergencePhrases: DivergencePhrases = {
  comparedWith: (approved) => `Compared with ${approvedName(approved)}`,
  headline: difference,
  notIn: ({ approved, action }) => `not in ${approvedName(approved)}: ${action}`,
  notReviewed: (action) => `not reviewed: ${action}`,
  since: (action, since) =>
    since === "gone"
      ? `${action}, which existed then and is gone now`
      : `${action}, which has lost declared members since`,
  furtherNotIn: ({ approved, actions }) =>
    `… and ${counted(actions, "more action")} not in ${approvedName(approved)}`,
  accepted: (gates) => `Accepted: ${gates.join("; ")}.`,
};
