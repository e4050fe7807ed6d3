/** One member as a person writes one, in a list file or in a table: a number or an identity. */

import type { Member } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Identity } from "../domain/identity.ts";
import {
  identityDomain,
  identityName,
  isBlipDomain,
  LIST_DOMAIN,
  parseIdentity,
  TUNNEL_DOMAIN,
  WHATSAPP_DOMAIN,
} from "../domain/identity.ts";
import { isSendersList } from "../domain/list-name.ts";
import type { Country, LegacyForm, PhoneFailure } from "../domain/phone.ts";
import { parsePhone } from "../domain/phone.ts";
import { unquote } from "../domain/spelling.ts";
import { quotable } from "./yaml.ts";

/** Where a text stands as the value of a key, what the key says it is. */
export type MemberKey = "phone" | "identity" | null;

/** Told what is wrong with a member, or with its spelling. */
export type Report = (severity: Diagnostic["severity"], code: string, message: string) => void;

/** What to do about a number that is not understood, in the words of a person who reads it in a list file. */
function phoneProblem(failure: PhoneFailure, country: Country): string {
  switch (failure.problem) {
    case "not-a-number":
      return "this is no phone number and no identity: write digits (+55 31 99999-8888) or name@domain";
    case "extra-text":
      return "this is not a phone number alone: remove what is not part of the number";
    case "scientific":
      return "a spreadsheet has turned this number into scientific notation, and its last digits are lost: export the column again as text";
    case "fraction":
      return "this is a decimal number: a phone number has no fraction, write its digits alone";
    case "negative":
      return "a phone number does not begin with a minus: remove it (where a spreadsheet calculated with the number, its digits are lost)";
    case "letter":
      return "a letter stands among the digits: write 0 for O, and 1 for l or I";
    case "brackets":
      return "brackets belong around the area code, first or after +country code: write it there, and leave an extension out";
    case "tax-number":
      return "this is written like a CPF: write the phone number";
    case "several":
      return `digits on both sides of ${quoted(failure.between)}: two numbers, or an extension? Write one number, with spaces, dots and dashes alone`;
    case "area-code":
      return `Brazil has no area code ${failure.areaCode}: correct it, or write the country code (+…) of another country`;
    case "unknown-country-code":
      return "no country has this country code: correct the digits after the +";
    default:
      return digitsProblem(failure.problem, failure.callingCode, country);
  }
}

const BRAZIL = "55";

function digitsProblem(
  problem: "too-short" | "too-long" | "invalid",
  callingCode: string | null,
  country: Country,
): string {
  const otherwise = `the country code (+…; without it ${country} is taken)`;
  if (callingCode !== null && callingCode !== BRAZIL) {
    const trouble = { "too-short": "too short for", "too-long": "too long for", invalid: "no such" }[problem];
    return `${trouble} ${problem === "invalid" ? "number" : "a number"} with the country code +${callingCode}: correct its digits`;
  }
  switch (problem) {
    case "too-short":
      return `too short for a phone number: write the area code too, or ${otherwise}`;
    case "too-long":
      return `too long for a phone number: remove what does not belong, or write ${otherwise}`;
    default:
      return `no such phone number: correct its digits, or write its country code (+…; without it ${country} is taken)`;
  }
}

const QUOTED_LENGTH_MAX = 10;

/** What stands between two numbers, where it is a mark or a word. */
function quoted(between: string): string {
  if (between === "") return "a line break";
  const isShort = between.length <= QUOTED_LENGTH_MAX;
  return between.trim() === "" ? "a space" : isShort ? `"${quotable(between.trim())}"` : "other text";
}

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

function noBlipDomain(domain: string): string {
  return WHATSAPP_OWN_DOMAINS.has(domain)
    ? "this is the address of a number within WhatsApp, not an identity at Blip: write the number alone"
    : `no identity at Blip ends in @${quotable(domain)}: an e-mail address is no member. Write a phone number or an identity (…@${WHATSAPP_DOMAIN}); in a list file, "identity: …" takes any domain`;
}

/** What WhatsApp itself, and gateways to it, write behind a number. */
const WHATSAPP_OWN_DOMAINS = new Set(["s.whatsapp.net", "c.us"]);

const DECIMAL = "written as an amount, with .0 at the end: read without it. Write the digits alone";

const LEGACY_FORMS: Record<LegacyForm, string> = {
  "ninth-digit-missing": "the old form of a Brazilian mobile, read with the ninth digit: write it so",
  "mexican-mobile-one": "the old form of a Mexican mobile, read without the 1 after +52: write it so",
  "ivorian-eight-digits":
    "a number of Ivory Coast as it was before 2021, read with the two digits that its operator has in front: write all ten",
  "beninese-eight-digits": "a number of Benin as it was before 2024, read with 01 after +229: write it so",
  "gabonese-seven-digits":
    "a number of Gabon as it was before 2019, read with the digit that is in front today: write it so",
};

/** @returns the member, or null when the text is none and `report` was told why */
export function readMember(
  text: string,
  key: MemberKey,
  defaultCountry: Country,
  report: Report,
): Member | null {
  const isIdentity = text.includes("@");
  if (key === "identity" || (key === null && isIdentity)) return readIdentity(text, key, report);
  if (isIdentity) {
    report("error", "identity-as-phone", IDENTITY_AS_PHONE);
    return null;
  }
  const parsed = parsePhone(text, defaultCountry);
  if ("problem" in parsed) {
    report("error", `phone-${parsed.problem}`, phoneProblem(parsed, defaultCountry));
    return null;
  }
  if (parsed.isDecimal) report("warning", "phone-decimal", DECIMAL);
  if (parsed.legacyForm !== null) report("warning", parsed.legacyForm, LEGACY_FORMS[parsed.legacyForm]);
  return parsed.phone;
}

function readIdentity(text: string, key: MemberKey, report: Report): Identity | null {
  const identity = parseIdentity(unquote(text));
  if (identity === null) {
    report("error", "identity", NO_IDENTITY);
    return null;
  }
  const problem = identityProblem(identity, key);
  if (problem !== null) {
    report("error", problem.code, problem.message);
    return null;
  }
  if (identityDomain(identity) !== WHATSAPP_DOMAIN) report("warning", "no-whatsapp", noWhatsApp(identity));
  return identity;
}

/** @returns why nobody is meant by an identity, or null */
function identityProblem(identity: Identity, key: MemberKey): { code: string; message: string } | null {
  const domain = identityDomain(identity);
  if (domain === TUNNEL_DOMAIN) return { code: "tunnel", message: TUNNEL };
  if (domain === WHATSAPP_DOMAIN && identity.startsWith("+"))
    return { code: "identity-plus", message: IDENTITY_WITH_PLUS };
  if (domain === LIST_DOMAIN && isSendersList(identityName(identity)))
    return { code: "senders", message: SENDERS };
  if (key === "identity" || isBlipDomain(domain)) return null;
  return { code: "unknown-domain", message: noBlipDomain(domain) };
}
