/** What an action came to, from what became of its command. */

import type { Said } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { saidOf } from "../domain/fact-error.ts";
import type { ApplyReport, Outcome } from "./types.ts";
import type { Sent } from "./writer.ts";

/** So many commands in a row whose tries ran out mean that Blip is not there: the rest is left for another run. */
export const LOST_IN_A_ROW_MAX = 20;

type Ended = NonNullable<ApplyReport["ended"]>;

export const WHY_NOT_ATTEMPTED: Readonly<Record<Ended, Said>> = {
  interrupted: fact("run-interrupted"),
  unauthorized: fact("key-refused"),
  unreachable: fact("blip-silent", { commands: LOST_IN_A_ROW_MAX }),
};

/** What has been done is reported even when this program itself fails. */
export function inDoubt(error: unknown): Outcome {
  return { status: "unknown", why: saidOf(error) };
}

export function notAttempted(why: Ended): Outcome {
  return { status: "not-attempted", why: WHY_NOT_ATTEMPTED[why] };
}

/** @param ended why the run ended, where it has */
export function outcomeOf(sent: Sent<unknown>, ended: Ended | null): Outcome {
  switch (sent.status) {
    case "ok":
      return { status: "done" };
    case "failed":
    case "unknown":
      return { status: sent.status, why: sent.why };
    case "unauthorized":
      return { status: sent.uncertain ? "unknown" : "failed", why: sent.why };
    case "stopped":
      return notAttempted(ended ?? "interrupted");
    default:
      return sent satisfies never;
  }
}
