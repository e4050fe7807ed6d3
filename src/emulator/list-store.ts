/**
 * The distribution lists: what is true, and what a read sees of it. With a read lag the two differ for a
 * while, as with a server that answers reads from a copy; without one they are the same object.
 */

import { OrderedMap } from "./ordered-map.ts";

export interface List {
  /** The part before `@broadcast.msging.net`, as spelled by who created the list. */
  readonly name: string;
  /** Lower-case identity to identity as spelled by who added it. */
  readonly members: OrderedMap<string>;
}

export type ListWrite =
  | { readonly kind: "create-list"; readonly list: string }
  | { readonly kind: "delete-list"; readonly list: string }
  | { readonly kind: "add-member"; readonly list: string; readonly identity: string }
  | { readonly kind: "remove-member"; readonly list: string; readonly identity: string };

interface PendingWrite {
  readonly visibleAtMs: number;
  readonly write: ListWrite;
}

export class ListStore {
  readonly #truth = new OrderedMap<List>();
  /** What reads see; null as long as no write ever lagged. Lists that no write touched are shared with the truth. */
  #seen: OrderedMap<List> | null = null;
  #pending: PendingWrite[] = [];

  has(list: string): boolean {
    return this.#truth.has(list.toLowerCase());
  }

  hasMember(list: string, identity: string): boolean {
    return this.#truth.get(list.toLowerCase())?.members.has(identity.toLowerCase()) ?? false;
  }

  /** The names of all lists, as they truly are. */
  names(): string[] {
    return [...this.#truth.values()].map((list) => list.name);
  }

  /** The members of a list, as they truly are, in the order they came; null without such a list. */
  members(list: string): string[] | null {
    const found = this.#truth.get(list.toLowerCase());
    return found === null ? null : [...found.members.values()];
  }

  /**
   * Writes, and lets reads see it `lagMs` later.
   * @returns whether anything changed
   */
  write(write: ListWrite, nowMs: number, lagMs: number): boolean {
    if (lagMs <= 0 && this.#seen === null) return perform(this.#truth, write);
    const seen = this.#seenApart(write.list.toLowerCase());
    this.#pending.push({ visibleAtMs: nowMs + lagMs, write });
    const changed = perform(this.#truth, write);
    this.#seen = seen;
    return changed;
  }

  /** What a read sees at this moment: lower-case name to list. */
  seenAt(nowMs: number): OrderedMap<List> {
    if (this.#seen === null) return this.#truth;
    let due = 0;
    for (const { visibleAtMs, write } of this.#pending) {
      if (visibleAtMs > nowMs) break;
      perform(this.#seen, write);
      due++;
    }
    if (due > 0) this.#pending = this.#pending.slice(due);
    return this.#seen;
  }

  /** The lists that reads see, with the one that is about to change cut loose from the truth. */
  #seenApart(key: string): OrderedMap<List> {
    const seen = this.#seen ?? this.#truth.clone();
    const list = seen.get(key);
    if (list !== null && list === this.#truth.get(key)) {
      seen.put(key, { name: list.name, members: list.members.clone() });
    }
    return seen;
  }
}

function perform(lists: OrderedMap<List>, write: ListWrite): boolean {
  const key = write.list.toLowerCase();
  switch (write.kind) {
    case "create-list":
      return lists.add(key, { name: write.list, members: new OrderedMap() });
    case "delete-list":
      return lists.delete(key);
    case "add-member":
      return lists.get(key)?.members.add(write.identity.toLowerCase(), write.identity) ?? false;
    case "remove-member":
      return lists.get(key)?.members.delete(write.identity.toLowerCase()) ?? false;
    default:
      return write satisfies never;
  }
}
