/**
 * Who is who. One customer can be written, and can be known to Blip, under several numbers: WhatsApp keeps
 * a Brazilian mobile under the digits it was registered with, which before 2016 lacked the ninth digit;
 * Mexican and Argentinian mobiles come with and without a 1 or a 9 after the country code.
 */

import type { Identity } from "./identity.ts";
import { identityDomain, identityKey, identityName, WHATSAPP_DOMAIN } from "./identity.ts";
import type { E164 } from "./phone.ts";

declare const customerBrand: unique symbol;

/** The string under which all the forms of one customer meet. */
export type Customer = string & { readonly [customerBrand]: true };

/** A person on a list, as the file declares them: by number, or by identity where the identity is known. */
export type Member = E164 | Identity;

export function isIdentity(member: Member): member is Identity {
  return member.includes("@");
}

/** Numbers that WhatsApp may know a number by, beside its own digits: pattern of one form, the other form. */
const OTHER_FORMS: readonly { pattern: RegExp; other: string }[] = [
  { pattern: /^55(\d{2})9(\d{8})$/, other: "55$1$2" },
  { pattern: /^55(\d{2})([6-9]\d{7})$/, other: "55$19$2" },
  { pattern: /^521(\d{10})$/, other: "52$1" },
  { pattern: /^52(\d{10})$/, other: "521$1" },
  { pattern: /^549(\d{10})$/, other: "54$1" },
  { pattern: /^54(\d{10})$/, other: "549$1" },
];

/** Which of two forms stands for the customer. */
const CANONICAL: readonly { pattern: RegExp; canonical: string }[] = [
  { pattern: /^55(\d{2})([6-9]\d{7})$/, canonical: "55$19$2" },
  { pattern: /^521(\d{10})$/, canonical: "52$1" },
  { pattern: /^549(\d{10})$/, canonical: "54$1" },
];

/** @returns the digits of a number, or of a WhatsApp identity that is one; null for any other identity. */
function digitsOf(member: Member): string | null {
  if (!isIdentity(member)) return member.slice(1);
  if (identityDomain(member) !== WHATSAPP_DOMAIN) return null;
  const name = identityName(member);
  return /^\d{8,15}$/.test(name) ? name : null;
}

export function customerOf(member: Member): Customer {
  const digits = digitsOf(member);
  if (digits === null) return identityKey(member) as Customer;
  const form = CANONICAL.find(({ pattern }) => pattern.test(digits));
  return `+${form ? digits.replace(form.pattern, form.canonical) : digits}` as Customer;
}

/**
 * Every identity that may be this member's, as keys (see `identityKey`), the literal one first.
 * A declared identity that is a WhatsApp number has the forms of the number: it is the same customer.
 */
export function candidateKeys(member: Member): readonly string[] {
  const digits = digitsOf(member);
  if (digits === null) return [identityKey(member)];
  const own = `${digits}@${WHATSAPP_DOMAIN}`;
  const form = OTHER_FORMS.find(({ pattern }) => pattern.test(digits));
  return form ? [own, `${digits.replace(form.pattern, form.other)}@${WHATSAPP_DOMAIN}`] : [own];
}
