/** What a survey asks of Blip. Reading alone: whoever holds this port cannot write. */

import type { Contact } from "../domain/contact.ts";
import type { ListName } from "../domain/list-name.ts";

/** A window of a collection: how many to pass over, and how many to answer at most. */
export interface Window {
  readonly skip: number;
  readonly take: number;
}

/** What came, and how many there are in all, where Blip said so. */
export interface Page<Item = string> {
  readonly items: readonly Item[];
  readonly total: number | null;
  /** How many more were on it that could not be read; absent where none may be passed over. */
  readonly passedOver?: number;
}

/** How many were on a page, whether or not they could be read. */
export function cameOn({ items, passedOver = 0 }: Page<unknown>): number {
  return items.length + passedOver;
}

/**
 * Thrown by a reader when Blip refuses a window for good. Why it does cannot be told from the answer: the
 * window may be too large, or the list may be gone (the same reason codes serve for both).
 */
export class PageRefused extends Error {
  override readonly name = "PageRefused";
  /** Whether the reason is one that a missing list has, too. */
  readonly listMayBeMissing: boolean;

  /** @param fault the error to show when no smaller window helps */
  constructor(fault: Error, listMayBeMissing: boolean) {
    super(fault.message, { cause: fault });
    this.listMayBeMissing = listMayBeMissing;
  }
}

export interface BlipReader {
  /** Identities, as Blip spells them, of all lists of the bot. @throws PageRefused, or the error of a fault. */
  lists(window: Window): Promise<Page>;
  /** The identities on one list. @throws PageRefused, or the error of a fault. */
  recipients(list: ListName, window: Window): Promise<Page>;
  /** The bot's contacts, all of them. @throws PageRefused, or the error of a fault. */
  contacts(window: Window): Promise<Page<Contact>>;
}
