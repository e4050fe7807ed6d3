/** One member as a person writes one, in a list file or in a table: a number or an identity. */

import type { Member } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { Fact, Facts } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
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
import type { Country, PhoneFailure } from "../domain/phone.ts";
import { parsePhone } from "../domain/phone.ts";
import { unquote } from "../domain/spelling.ts";
import { quote } from "./characters.ts";

/** Where a text stands as the value of a key, what the key says it is. */
export type MemberKey = "phone" | "identity" | null;

/** Told what is wrong with a member, or with its spelling. */
export type Report = (severity: Diagnostic["severity"], fact: Fact) => void;

const QUOTED_LENGTH_MAX = 10;

function phoneFact(failure: PhoneFailure, country: Country): Fact {
  switch (failure.problem) {
    case "several":
      return fact("phone-several", severalAround(failure.between));
    case "area-code":
      return fact("phone-area-code", { areaCode: literal(failure.areaCode) });
    case "too-short":
    case "too-long":
    case "invalid": {
      const { problem, callingCode } = failure;
      const written = callingCode === null ? null : literal(callingCode);
      return fact(`phone-${problem}`, { callingCode: written, country: literal(country) });
    }
    default:
      return fact(`phone-${failure.problem}`);
  }
}

/** @param between what stands between two numbers */
function severalAround(between: string): Facts["phone-several"] {
  if (between === "") return { what: "line-break" };
  const mark = between.trim();
  if (mark === "") return { what: "space" };
  return between.length <= QUOTED_LENGTH_MAX ? { what: "mark", mark: quote(mark) } : { what: "text" };
}

/** What WhatsApp itself, and gateways to it, write behind a number. */
const WHATSAPP_OWN_DOMAINS = new Set(["s.whatsapp.net", "c.us"]);

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
    report("error", fact("identity-as-phone"));
    return null;
  }
  const parsed = parsePhone(text, defaultCountry);
  if ("problem" in parsed) {
    report("error", phoneFact(parsed, defaultCountry));
    return null;
  }
  if (parsed.isDecimal) report("warning", fact("phone-decimal"));
  if (parsed.legacyForm !== null) report("warning", fact(parsed.legacyForm));
  return parsed.phone;
}

function readIdentity(text: string, key: MemberKey, report: Report): Identity | null {
  const identity = parseIdentity(unquote(text));
  if (identity === null) {
    report("error", fact("identity"));
    return null;
  }
  const problem = identityProblem(identity, key);
  if (problem !== null) {
    report("error", problem);
    return null;
  }
  const domain = identityDomain(identity);
  if (domain !== WHATSAPP_DOMAIN)
    report("warning", fact("no-whatsapp", { what: domain === LIST_DOMAIN ? "list" : "other" }));
  return identity;
}

/** @returns why nobody is meant by an identity, or null */
function identityProblem(identity: Identity, key: MemberKey): Fact | null {
  const domain = identityDomain(identity);
  if (domain === TUNNEL_DOMAIN) return fact("tunnel");
  if (domain === WHATSAPP_DOMAIN && identity.startsWith("+")) return fact("identity-plus");
  if (domain === LIST_DOMAIN && isSendersList(identityName(identity))) return fact("senders");
  if (key === "identity" || isBlipDomain(domain)) return null;
  if (WHATSAPP_OWN_DOMAINS.has(domain)) return fact("unknown-domain", { what: "whatsapp" });
  return fact("unknown-domain", { what: "other", domain: quote(domain) });
}
