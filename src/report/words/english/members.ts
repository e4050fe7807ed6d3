/** What is wrong with a member as a person wrote one: a phone number, or an identity. */

import type { MemberFacts } from "../../../domain/facts/members.ts";
import type { Spoken, Words } from "../types.ts";
import { byCause } from "../types.ts";

type NoSuchNumber = Spoken<MemberFacts["phone-invalid"]>;

const BRAZIL = "55";

/** The country code, where it was written and the country's numbers are not what most people know by heart. */
function foreignCode({ callingCode }: NoSuchNumber): string | null {
  return callingCode === BRAZIL ? null : callingCode;
}

function withCountryCode({ country }: NoSuchNumber): string {
  return `the country code (+…; without it ${country} is taken)`;
}

function severalAround(mark: string): string {
  return `digits on both sides of ${mark}: are these two numbers, or an extension? Write one number, with spaces, dots and dashes only`;
}

export const memberWords: Words<MemberFacts> = {
  "phone-not-a-number": () =>
    "not a phone number or an identity: write a number (+55 31 9XXXX-XXXX) or name@domain",
  "phone-extra-text": () => "there is more than a phone number here: remove what is not part of it",
  "phone-scientific": () =>
    "a spreadsheet turned this number into scientific notation, and its last digits are lost: export the column again as text",
  "phone-fraction": () => "a phone number has no decimals: write its digits alone",
  "phone-negative": () =>
    "a phone number does not begin with a minus: remove it (if a spreadsheet calculated with the number, its digits are lost)",
  "phone-letter": () => "there is a letter among the digits: write 0 for O, and 1 for l or I",
  "phone-brackets": () =>
    "brackets belong around the area code, first or after +country code: move them there, and leave out an extension",
  "phone-tax-number": () => "this is written like a CPF: write the phone number",
  "phone-several": byCause<MemberFacts["phone-several"]>({
    mark: ({ mark }) => severalAround(`"${mark}"`),
    space: () => severalAround("a space"),
    "line-break": () => severalAround("a line break"),
    text: () => severalAround("other text"),
  }),
  "phone-area-code": ({ areaCode }) =>
    `Brazil has no area code ${areaCode}: correct it, or write the country code (+…) of another country`,
  "phone-unknown-country-code": () => "no country has this country code: correct the digits after the +",
  "phone-too-short": (number) => {
    const code = foreignCode(number);
    return code === null
      ? `too short for a phone number: write the area code too, or ${withCountryCode(number)}`
      : `too short for a number with the country code +${code}: correct its digits`;
  },
  "phone-too-long": (number) => {
    const code = foreignCode(number);
    return code === null
      ? `too long for a phone number: remove what does not belong to it, or write ${withCountryCode(number)}`
      : `too long for a number with the country code +${code}: correct its digits`;
  },
  "phone-invalid": (number) => {
    const code = foreignCode(number);
    return code === null
      ? `no such phone number: correct its digits, or write ${withCountryCode(number)}`
      : `no such number with the country code +${code}: correct its digits`;
  },
  "phone-decimal": () => "written as an amount, and read without its .0: write the digits alone",
  "ninth-digit-missing": () =>
    "the old form of a Brazilian mobile, read with the ninth digit: write it with that digit",
  "mexican-mobile-one": () =>
    "the old form of a Mexican mobile, read without the 1 after +52: write it without the 1",
  "ivorian-eight-digits": () =>
    "the form of Ivory Coast from before 2021, read with the two digits of its operator in front: write all ten digits",
  "beninese-eight-digits": () =>
    "the form of Benin from before 2024, read with 01 after +229: write it with 01",
  "gabonese-seven-digits": () =>
    "the form of Gabon from before 2019, read with the digit that is in front today: write it with that digit",
  identity: () => "not an identity: write name@domain, for example 5531…@wa.gw.msging.net",
  "identity-as-phone": () => "this is an identity, not a phone number: write identity: instead of phone:",
  "identity-plus": () => "an identity of WhatsApp has digits only before the @: remove the +",
  tunnel: () => "an identity of a tunnel is an alias inside Blip: write the customer's own",
  senders: () => "this list is everyone who ever wrote to the bot: write the customers you mean",
  "no-whatsapp": byCause<MemberFacts["no-whatsapp"]>({
    list: () =>
      "this member is a list, with everyone on it: write its customers if that is not what you mean",
    other: () =>
      "not an identity of WhatsApp (those end in @wa.gw.msging.net): correct it if you mean WhatsApp",
  }),
  "unknown-domain": byCause<MemberFacts["unknown-domain"]>({
    whatsapp: () => "this is an address inside WhatsApp, not an identity at Blip: write the number alone",
    other: ({ domain }) =>
      `no identity at Blip ends in @${domain}, and an e-mail address cannot be a member: write a phone number or an identity (…@wa.gw.msging.net). In a list file, "identity: …" takes any domain`,
  }),
};
