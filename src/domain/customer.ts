/** Who is who: one customer can be written, and can be known to Blip, under several numbers. */

import type { Identity } from "./identity.ts";
import { identityDomain, identityKey, identityName, WHATSAPP_DOMAIN } from "./identity.ts";
import { formsOf, modernNumber } from "./number-forms.ts";
import type { E164 } from "./phone.ts";

declare const customerBrand: unique symbol;

/** The string under which all the forms of one customer meet. */
export type Customer = string & { readonly [customerBrand]: true };

/** A person on a list, as the file declares them: by number, or by identity where the identity is known. */
export type Member = E164 | Identity;

export function isIdentity(member: Member): member is Identity {
  return member.includes("@");
}

/** @returns the digits of a number, or of a WhatsApp identity that is one; null for any other identity. */
function digitsOf(member: Member): string | null {
  if (!isIdentity(member)) return member.slice(1);
  if (identityDomain(member) !== WHATSAPP_DOMAIN) return null;
  const name = identityName(member);
  return /^[1-9]\d{5,14}$/.test(name) ? name : null;
}

export function customerOf(member: Member): Customer {
  const digits = digitsOf(member);
  if (digits === null) return identityKey(member) as Customer;
  return `+${modernNumber(digits)?.digits ?? digits}` as Customer;
}

/**
 * Every identity that may be this member's, as keys (see `identityKey`), the literal one first.
 * A declared identity that is a WhatsApp number has the forms of the number: it is the same customer.
 */
export function candidateKeys(member: Member): readonly string[] {
  const digits = digitsOf(member);
  if (digits === null) return [identityKey(member)];
  return formsOf(digits).map((form) => `${form}@${WHATSAPP_DOMAIN}`);
}
