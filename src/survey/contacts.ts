/** Reads the bot's whole roster of contacts, and keeps of it only what was asked for. */

import type { Contact } from "../domain/contact.ts";
import { verdictOf } from "../domain/contact.ts";
import type { Customer, Member } from "../domain/customer.ts";
import { candidateKeys, customerOf } from "../domain/customer.ts";
import type { Identity } from "../domain/identity.ts";
import {
  identityDomain,
  identityKey,
  identityName,
  parseIdentity,
  WHATSAPP_DOMAIN,
} from "../domain/identity.ts";
import type { Country } from "../domain/phone.ts";
import { parsePhone } from "../domain/phone.ts";
import type { Roster, Selection } from "../domain/state.ts";
import { readCollection, unknownPaging } from "./collection.ts";
import type { BlipReader } from "./reader.ts";
import { PageRefused } from "./reader.ts";

export interface RosterRequest {
  /** Members whose identity is asked for. */
  readonly wanted: readonly Member[];
  readonly selections: readonly Selection[];
  /** Of numbers that contacts have without a country code. */
  readonly defaultCountry: Country;
  /** Milliseconds since 1970, UTC: what `withinDays` counts back from. */
  readonly nowMs: number;
}

/**
 * Reads every contact, unfiltered: with a filter Blip answers no more than the first 10,000.
 * @throws IncompleteCollection, or the error of a fault
 */
export async function surveyContacts(
  reader: BlipReader,
  request: RosterRequest,
  onContacts: (count: number) => void = () => {},
): Promise<Roster> {
  let sieve = new Sieve(request);
  try {
    const keys = await readCollection("the contacts", (window) => reader.contacts(window), unknownPaging(), {
      keyOf: ({ identity }) => identityKey(identity),
      mayGrow: true,
      onBegin: () => {
        sieve = new Sieve(request);
      },
      onPage: (contacts, passedOver) => {
        for (const contact of contacts) sieve.take(contact);
        sieve.passedOver += passedOver;
        onContacts(contacts.length);
      },
    });
    return { total: keys.size, passedOver: sieve.passedOver, ...sieve.kept() };
  } catch (error) {
    throw error instanceof PageRefused ? error.cause : error;
  }
}

/** The digits at the end that every spelling of a number has. */
const COMMON_DIGITS = 8;

/** Lets contacts through one by one. */
class Sieve {
  /** Contacts that nobody can be reached by. */
  passedOver = 0;
  private readonly request: RosterRequest;
  private readonly customers = new Map<string, Customer>();
  /** The last digits of the wanted numbers: no other number of a contact is worth parsing. */
  private readonly endings = new Set<string>();
  private readonly identities = new Map<Customer, Identity[]>();
  private readonly selected: Map<Selection, Identity[]>;
  private readonly unreadable = new Map<Selection, number>();

  constructor(request: RosterRequest) {
    this.request = request;
    this.selected = new Map(request.selections.map((selection) => [selection, []]));
    for (const member of request.wanted) {
      for (const key of candidateKeys(member)) {
        this.customers.set(key, customerOf(member));
        this.endings.add(ending(identityName(key)));
      }
    }
  }

  take(contact: Contact): void {
    const identity = parseIdentity(contact.identity);
    if (identity === null || identityDomain(identity) !== WHATSAPP_DOMAIN) return;
    for (const customer of this.customersOf(identity, contact.phoneNumber)) {
      const known = this.identities.get(customer);
      if (known === undefined) this.identities.set(customer, [identity]);
      else known.push(identity);
    }
    for (const [selection, identities] of this.selected) {
      const verdict = verdictOf(contact, selection.conditions, this.request.nowMs);
      if (verdict === "matches") identities.push(identity);
      if (verdict === "unreadable") this.unreadable.set(selection, (this.unreadable.get(selection) ?? 0) + 1);
    }
  }

  kept(): Omit<Roster, "total" | "passedOver"> {
    return { identities: this.identities, selected: this.selected, unreadable: this.unreadable };
  }

  /** A contact is the customer whose number its identity is, and the one whose number it says it has. */
  private customersOf(identity: Identity, phoneNumber: string | null): ReadonlySet<Customer> {
    const found = new Set<Customer>();
    const byIdentity = this.customers.get(identityKey(identity));
    if (byIdentity !== undefined) found.add(byIdentity);
    if (phoneNumber === null || !this.mayBeWanted(phoneNumber)) return found;
    const parsed = parsePhone(phoneNumber, this.request.defaultCountry);
    if ("problem" in parsed) return found;
    for (const key of candidateKeys(parsed.phone)) {
      const byNumber = this.customers.get(key);
      if (byNumber !== undefined) found.add(byNumber);
    }
    return found;
  }

  /** Digits of another script, or an amount (`.0`), do not end as the number does. */
  private mayBeWanted(phoneNumber: string): boolean {
    return !PLAIN_DIGITS.test(phoneNumber) || this.endings.has(ending(phoneNumber));
  }
}

const PLAIN_DIGITS = /^[\d +()-]*$/;

function ending(text: string): string {
  return text.replace(/\D/g, "").slice(-COMMON_DIGITS);
}
