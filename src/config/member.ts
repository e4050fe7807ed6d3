/** One member as a person writes one, in a list file or in a table: a number or an identity. */

import type { Member } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import {
  identityDomain,
  identityName,
  LIST_DOMAIN,
  parseIdentity,
  TUNNEL_DOMAIN,
  WHATSAPP_DOMAIN,
} from "../domain/identity.ts";
import { isSendersList } from "../domain/list-name.ts";
import type { Country, LegacyForm, PhoneProblem } from "../domain/phone.ts";
import { parsePhone } from "../domain/phone.ts";

/** Where a text stands as the value of a key, what the key says it is. */
export type MemberKey = "phone" | "identity" | null;

/** Told what is wrong with a member, or with its spelling. */
export type Report = (severity: Diagnostic["severity"], code: string, message: string) => void;

const PHONE_PROBLEMS: Record<PhoneProblem, (country: Country) => string> = {
  "not-a-number": () =>
    "this is no phone number and no identity: write digits (+55 31 99999-8888) or name@domain",
  "too-short": (country) =>
    `too short for a phone number: write the area code too, or the country code (+…; without it ${country} is taken)`,
  "too-long": (country) =>
    `too long for a phone number: remove what does not belong, or write the country code (+…; without it ${country} is taken)`,
  "unknown-country-code": () => "no country has this country code: correct the digits after the +",
  invalid: (country) =>
    `no such phone number: correct its digits, or write its country code (+…; without it ${country} is taken)`,
};

const NO_IDENTITY = "no identity: write name@domain, for example 5531999998888@wa.gw.msging.net";
const TUNNEL = "an identity of a tunnel is an alias within Blip: write the customer's own";
const IDENTITY_WITH_PLUS = "identities of WhatsApp hold the digits of a number alone: remove the +";
const IDENTITY_AS_PHONE = "this is an identity, not a phone number: write identity: instead of phone:";

const SENDERS = "this list is everyone who ever wrote to the bot: declare the customers who are meant";

function noWhatsApp(identity: Identity): string {
  const domain = identityDomain(identity);
  return domain === LIST_DOMAIN
    ? "this member is a list, and everyone on it with it: declare its customers if that is not meant"
    : `no identity of WhatsApp (those end in @${WHATSAPP_DOMAIN}): correct it if WhatsApp is meant`;
}

const LEGACY_FORMS: Record<LegacyForm, string> = {
  "ninth-digit-missing": "the old form of a Brazilian mobile, read with the ninth digit: write it so",
  "mexican-mobile-one": "the old form of a Mexican mobile, read without the 1 after +52: write it so",
};

/** @returns the member, or null when the text is none and `report` was told why */
export function readMember(
  text: string,
  key: MemberKey,
  defaultCountry: Country,
  report: Report,
): Member | null {
  const isIdentity = text.includes("@");
  if (key === "identity" || (key === null && isIdentity)) return readIdentity(text, report);
  if (isIdentity) {
    report("error", "identity-as-phone", IDENTITY_AS_PHONE);
    return null;
  }
  const parsed = parsePhone(text, defaultCountry);
  if ("problem" in parsed) {
    report("error", `phone-${parsed.problem}`, PHONE_PROBLEMS[parsed.problem](defaultCountry));
    return null;
  }
  if (parsed.legacyForm !== null) report("warning", parsed.legacyForm, LEGACY_FORMS[parsed.legacyForm]);
  return parsed.phone;
}

function readIdentity(text: string, report: Report): Identity | null {
  const identity = parseIdentity(text.trim());
  if (identity === null) report("error", "identity", NO_IDENTITY);
  else if (identityDomain(identity) === TUNNEL_DOMAIN) report("error", "tunnel", TUNNEL);
  else if (identityDomain(identity) === WHATSAPP_DOMAIN && identity.startsWith("+")) {
    report("error", "identity-plus", IDENTITY_WITH_PLUS);
  } else if (identityDomain(identity) === LIST_DOMAIN && isSendersList(identityName(identity))) {
    report("error", "senders", SENDERS);
  } else {
    if (identityDomain(identity) !== WHATSAPP_DOMAIN) report("warning", "no-whatsapp", noWhatsApp(identity));
    return identity;
  }
  return null;
}
