/** What applying is handed. */

import type { Member } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import type { Plan } from "../reconcile/types.ts";
import type { LookUpRecorder } from "./look-ups.ts";
import type { ActionOutcome } from "./types.ts";
import type { BlipWriter } from "./writer.ts";

export interface ApplyPorts {
  readonly writer: BlipWriter;
  /** Whether the bot has a list, read from Blip now. */
  readonly exists: (list: ListName) => Promise<boolean>;
  /** Surveys the lists again and plans again, with what look-ups answered meanwhile. */
  readonly replan: (lists: ReadonlySet<ListName>, known: ReadonlyMap<Member, Identity>) => Promise<Plan>;
  /** Whether an identity that a look-up answered must not be added to a list. */
  readonly isExcluded: (list: ListName, identity: Identity) => boolean;
  /** Keeps what look-ups answer. */
  readonly recorder: LookUpRecorder;
  /** Resolves after so many milliseconds, or as soon as the run is stopped. */
  readonly wait: (ms: number) => Promise<void>;
  /** Aborted when the person or the system asks the run to end. */
  readonly stop: AbortSignal;
  /** Gets each action that has its outcome. */
  readonly onOutcome: (outcome: ActionOutcome) => void;
}
