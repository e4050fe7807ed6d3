/** Who is on a list by now: what the survey saw, and what this run adds. */

import type { Identity } from "../domain/identity.ts";
import { identityKey } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listKey } from "../domain/list-name.ts";
import type { LiveState } from "../domain/state.ts";
import type { Outcome } from "./types.ts";

/** Sees to it that no identity is added to a list twice, however many members turn out to be that identity. */
export class Members {
  private readonly live: LiveState;
  private readonly adding = new Map<string, Promise<Outcome>>();

  constructor(live: LiveState) {
    this.live = live;
  }

  /**
   * Adds an identity by means of `add`, unless the survey saw it on the list or it is being added already.
   * The second to want it shares the outcome of the first.
   */
  async addOnce(list: ListName, identity: Identity, add: () => Promise<Outcome>): Promise<Outcome> {
    const key = identityKey(identity);
    if (this.live.lists.get(listKey(list))?.recipients.has(key)) return { status: "already-there" };
    const place = `${listKey(list)} ${key}`;
    const first = this.adding.get(place);
    if (first !== undefined) {
      const outcome = await first;
      return outcome.status === "done" ? { status: "already-there" } : outcome;
    }
    const outcome = add();
    this.adding.set(place, outcome);
    return outcome;
  }
}
