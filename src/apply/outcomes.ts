/** What an action came to, from what became of its command. */

import type { ApplyReport, Outcome } from "./types.ts";
import type { Sent } from "./writer.ts";

/** So many commands in a row whose tries ran out mean that Blip is not there: the rest is left for another run. */
export const LOST_IN_A_ROW_MAX = 20;

export const WHY_NOT_ATTEMPTED = {
  interrupted: "the run was interrupted",
  unauthorized: "Blip refused the key",
  unreachable: `${LOST_IN_A_ROW_MAX} commands in a row got no answer from Blip`,
} as const;

export const UNKNOWN_NUMBER = "WhatsApp does not know this number (reason 67): correct or remove it";

export const EXCLUDED = "the number is a customer's who is excluded from this list";

/** What has been done is reported even when this program itself fails. */
export function inDoubt(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { status: "unknown", error: `a fault of blip-lists itself, please report it: ${message}` };
}

type Ended = NonNullable<ApplyReport["ended"]>;

export function notAttempted(why: Ended): Outcome {
  return { status: "not-attempted", error: WHY_NOT_ATTEMPTED[why] };
}

/** @param ended why the run ended, where it has */
export function outcomeOf(sent: Sent<unknown>, ended: Ended | null): Outcome {
  switch (sent.status) {
    case "ok":
      return { status: "done" };
    case "failed":
    case "unknown":
      return { status: sent.status, error: sent.reason, because: sent.because };
    case "unauthorized": {
      const { reason: error, because, uncertain } = sent;
      return { status: uncertain ? "unknown" : "failed", error, because };
    }
    case "stopped":
      return notAttempted(ended ?? "interrupted");
    default:
      return sent satisfies never;
  }
}
