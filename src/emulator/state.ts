/** What the emulated Blip knows: one bot with its lists and contacts, and the WhatsApp accounts there are. */

import { ListStore } from "./list-store.ts";
import { OrderedMap } from "./ordered-map.ts";

/** A contact as `get /contacts` shows it. All but the identity may be missing, as at Blip. */
export interface Contact {
  readonly identity: string;
  readonly name?: string;
  readonly phoneNumber?: string;
  readonly cellPhoneNumber?: string;
  readonly email?: string;
  readonly city?: string;
  readonly group?: string;
  readonly gender?: string;
  readonly taxDocument?: string;
  readonly source?: string;
  /** ISO 8601. */
  readonly lastMessageDate?: string;
  readonly extras?: Readonly<Record<string, string>>;
}

/** The WhatsApp account of a phone number. */
export interface Account {
  readonly identity: string;
  /** Given: the look-up answers both identities just as they are here. */
  readonly alternativeAccount?: string;
  readonly fullName?: string;
}

export class EmulatorState {
  /** The bot's identifier: the part before `@msging.net`. */
  readonly bot: string;
  /** The access key that a caller must show, or null when any will do. */
  readonly accessKey: string | null;
  readonly contract: string | null;
  readonly lists = new ListStore();
  /** Lower-case identity to contact. They are also the members of `{bot}+senders`. */
  readonly contacts = new OrderedMap<Contact>();
  /** The digits of a phone number to its account; null says that the number is not on WhatsApp. */
  readonly accounts = new Map<string, Account | null>();
  /** Lower-case names of lists that other bots have. */
  readonly takenLists = new Set<string>();

  constructor(bot: string, accessKey: string | null = null, contract: string | null = null) {
    this.bot = bot;
    this.accessKey = accessKey;
    this.contract = contract;
  }

  /** @returns whether the contact was new */
  addContact(contact: Contact): boolean {
    return this.contacts.add(contact.identity.toLowerCase(), contact);
  }
}
