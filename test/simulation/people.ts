/** The people of a seed, all of them fictitious, and what Blip knows of each. */

import { candidateKeys } from "../../src/domain/customer.ts";
import type { Identity } from "../../src/domain/identity.ts";
import { identityKey } from "../../src/domain/identity.ts";
import type { E164 } from "../../src/domain/phone.ts";
import type { Contact } from "../../src/emulator/state.ts";
import { identity, mobile, whatsapp } from "../support/field.ts";
import type { Chance } from "./chance.ts";

export interface Person {
  readonly phone: E164;
  /** Where WhatsApp has them. */
  readonly home: Identity;
  /** Every identity, as a key, under which they may be on a list. */
  readonly keys: ReadonlySet<string>;
  readonly contacts: readonly Contact[];
  /** What a look-up is seeded with: an identity; null for nobody; undefined where Blip goes by its rule. */
  readonly account: Identity | null | undefined;
  /** Whether a look-up is refused for good. */
  readonly refused: boolean;
}

export const CITY = "Recife";

/** Area codes that keep the ninth digit as a rule, and that do not. */
const AREA_CODES = [31, 11, 85, 21];
/** Parsed once: parsing a number takes longer than most that is done with it. */
const PHONES = Array.from({ length: 60 }, (_, index) => mobile(index, AREA_CODES[index % AREA_CODES.length]));

/** As many numbers as these are unknown to WhatsApp, at most: many in a row must stop nothing. */
const REFUSED_MAX = 30;

/** @param isUnknownRefused whether Blip refuses to look up a number that it does not know */
export function drawPeople(chance: Chance, isUnknownRefused: boolean): Person[] {
  let refused = 0;
  const share = chance.pick(0.2, 0.2, 0.8);
  return PHONES.map((phone, index) => {
    const kind = chance.pick("long", "long", "short", "short", "both", "named");
    const home = kind === "named" ? identity(`br.user${index}@wa.gw.msging.net`) : formOf(phone, kind);
    const isContact = chance.happens(0.4);
    const isRefused =
      !isContact && isUnknownRefused && kind !== "named" && refused < REFUSED_MAX && chance.happens(share);
    if (isRefused) refused += 1;
    const isSeeded = kind === "named" || isUnknownRefused || chance.happens(0.5);
    return {
      phone,
      home,
      keys: new Set([...candidateKeys(phone), identityKey(home)]),
      contacts: isContact ? contactsOf(phone, home, kind, chance) : [],
      account: isRefused ? null : isSeeded ? home : undefined,
      refused: isRefused,
    };
  });
}

function formOf(phone: E164, kind: string): Identity {
  return whatsapp(phone, kind === "short" ? "short" : "long");
}

function contactsOf(phone: E164, home: Identity, kind: string, chance: Chance): Contact[] {
  const phoneNumber =
    kind === "named" ? phone : chance.pick(undefined, phone, phone.slice(1), phone.slice(3));
  const contact: Contact = {
    identity: home,
    ...(phoneNumber === undefined ? {} : { phoneNumber }),
    ...(kind !== "named" && chance.happens(0.3) ? { city: CITY } : {}),
  };
  return kind === "both" ? [contact, { identity: whatsapp(phone, "short") }] : [contact];
}
