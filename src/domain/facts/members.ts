/** What is wrong with a member as a person wrote one: a phone number, or an identity. */

import type { Literal, None, Quoted } from "../fact-fields.ts";

/**
 * A number that no numbering plan has.
 * @property callingCode the country code that was written, digits alone; null where there was none
 * @property country the two letters of the country that was taken then
 */
interface NoSuchNumber {
  readonly callingCode: Literal | null;
  readonly country: Literal;
}

export interface MemberFacts {
  "phone-not-a-number": None;
  "phone-extra-text": None;
  "phone-scientific": None;
  "phone-fraction": None;
  "phone-negative": None;
  "phone-letter": None;
  "phone-brackets": None;
  "phone-tax-number": None;
  /** Something stands between the digits: a mark or a short word, or longer text. */
  "phone-several":
    | { readonly what: "mark"; readonly mark: Quoted }
    | { readonly what: "space" }
    | { readonly what: "line-break" }
    | { readonly what: "text" };
  "phone-area-code": { readonly areaCode: Literal };
  "phone-unknown-country-code": None;
  "phone-too-short": NoSuchNumber;
  "phone-too-long": NoSuchNumber;
  "phone-invalid": NoSuchNumber;
  "phone-decimal": None;
  "ninth-digit-missing": None;
  "mexican-mobile-one": None;
  "ivorian-eight-digits": None;
  "beninese-eight-digits": None;
  "gabonese-seven-digits": None;
  identity: None;
  "identity-as-phone": None;
  "identity-plus": None;
  tunnel: None;
  senders: None;
  "no-whatsapp": { readonly what: "list" } | { readonly what: "other" };
  "unknown-domain": { readonly what: "whatsapp" } | { readonly what: "other"; readonly domain: Quoted };
}
