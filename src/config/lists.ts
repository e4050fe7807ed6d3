/** What the list files mean: names, members, duplicates. */

import { isMap, isSeq } from "yaml";
import type { Customer, Member } from "../domain/customer.ts";
import { customerOf, isIdentity } from "../domain/customer.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { formatPlace } from "../domain/diagnostic.ts";
import { identityDomain, parseIdentity, TUNNEL_DOMAIN, WHATSAPP_DOMAIN } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import {
  isSendersList,
  LIST_NAME_LENGTH_MAX,
  listKey,
  parseListName,
  suggestListName,
} from "../domain/list-name.ts";
import type { Country, LegacyForm, PhoneProblem } from "../domain/phone.ts";
import { parsePhone } from "../domain/phone.ts";
import type { DeclaredMember, DesiredList } from "../domain/state.ts";
import type { SourceText } from "./source-text.ts";
import type { YamlDocument } from "./yaml.ts";
import { offsetOf, pairOf, textOf } from "./yaml.ts";

/** A list with the offset of its name, for the check across files. */
export interface DeclaredList extends DesiredList {
  readonly text: SourceText;
  readonly offset: number;
}

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

const LEGACY_FORMS: Record<LegacyForm, string> = {
  "ninth-digit-missing": "the old form of a Brazilian mobile, read with the ninth digit: write it so",
  "mexican-mobile-one": "the old form of a Mexican mobile, read without the 1 after +52: write it so",
};

/** Reads one document. Without a valid name there is no list, but its members are checked all the same. */
export function readList(
  document: YamlDocument,
  defaultCountry: Country,
): { list: DeclaredList | null; diagnostics: Diagnostic[] } {
  const { source, root } = document;
  const diagnostics: Diagnostic[] = [];
  const nameNode = pairOf(root, "name")?.value;
  const nameText = textOf(nameNode);
  const name = nameText === null ? null : checkName(nameText, source, offsetOf(nameNode), diagnostics);
  const members = readMembers(document, defaultCountry, diagnostics);
  if (name === null) return { list: null, diagnostics };
  const offset = offsetOf(nameNode);
  const list: DeclaredList = {
    name,
    description: textOf(pairOf(root, "description")?.value),
    source: { file: source.file, line: source.line(offset) },
    members,
    text: source,
    offset,
  };
  return { list, diagnostics };
}

function checkName(
  text: string,
  source: SourceText,
  offset: number,
  diagnostics: Diagnostic[],
): ListName | null {
  const name = parseListName(text);
  if (name !== null) return name;
  diagnostics.push(source.diagnose(offset, "error", "list-name", nameProblem(text)));
  return null;
}

function nameProblem(text: string): string {
  if (isSendersList(text))
    return "Blip keeps the +senders list itself, of everyone who wrote to the bot: declare another name";
  if (text.length > LIST_NAME_LENGTH_MAX)
    return `a list name has at most ${LIST_NAME_LENGTH_MAX} characters: shorten it`;
  const suggestion = suggestListName(text);
  const instead = suggestion ? `: write ${suggestion}, for example` : "";
  return `not a name Blip can have (letters, digits, "-", "_", "."; a letter or digit first and last)${instead}`;
}

function readMembers(
  document: YamlDocument,
  defaultCountry: Country,
  diagnostics: Diagnostic[],
): DeclaredMember[] {
  const items = pairOf(document.root, "members")?.value;
  if (!isSeq(items)) return [];
  const { source } = document;
  const byCustomer = new Map<Customer, DeclaredMember>();
  for (const item of items.items) {
    const written = writtenMember(item);
    if (written === null) continue;
    const offset = offsetOf(written.node);
    const member = readMember(written.text, written.key, defaultCountry, source, offset, diagnostics);
    if (member === null) continue;
    const customer = customerOf(member);
    const declared = { member, file: source.file, line: source.line(offset) };
    const first = byCustomer.get(customer);
    if (first === undefined) byCustomer.set(customer, declared);
    else diagnostics.push(duplicate(first, declared, source, offset));
    if (first && isIdentity(member) && !isIdentity(first.member))
      byCustomer.set(customer, { ...first, member });
  }
  return [...byCustomer.values()];
}

interface Written {
  readonly text: string;
  readonly key: "phone" | "identity" | null;
  readonly node: unknown;
}

/** @returns the text of a member, or null where the schema has already refused its shape. */
function writtenMember(item: unknown): Written | null {
  if (!isMap(item)) {
    const text = textOf(item);
    return text === null ? null : { text, key: null, node: item };
  }
  const [phone, identity] = [pairOf(item, "phone"), pairOf(item, "identity")];
  const pair = phone && identity ? null : (phone ?? identity);
  const text = textOf(pair?.value);
  return pair === null || text === null
    ? null
    : { text, key: phone ? "phone" : "identity", node: pair.value };
}

function readMember(
  text: string,
  key: Written["key"],
  defaultCountry: Country,
  source: SourceText,
  offset: number,
  diagnostics: Diagnostic[],
): Member | null {
  const report = (severity: Diagnostic["severity"], code: string, message: string): null => {
    diagnostics.push(source.diagnose(offset, severity, code, message));
    return null;
  };
  if (key === "identity" || (key === null && text.includes("@"))) {
    const identity = parseIdentity(text.trim());
    if (identity === null) return report("error", "identity", NO_IDENTITY);
    if (identityDomain(identity) === TUNNEL_DOMAIN) return report("error", "tunnel", TUNNEL);
    if (identityDomain(identity) === WHATSAPP_DOMAIN && identity.startsWith("+"))
      return report("error", "identity-plus", IDENTITY_WITH_PLUS);
    return identity;
  }
  if (text.includes("@")) return report("error", "identity-as-phone", IDENTITY_AS_PHONE);
  const parsed = parsePhone(text, defaultCountry);
  if ("problem" in parsed)
    return report("error", `phone-${parsed.problem}`, PHONE_PROBLEMS[parsed.problem](defaultCountry));
  if (parsed.legacyForm !== null) report("warning", parsed.legacyForm, LEGACY_FORMS[parsed.legacyForm]);
  return parsed.phone;
}

function duplicate(
  first: DeclaredMember,
  again: DeclaredMember,
  source: SourceText,
  offset: number,
): Diagnostic {
  const where = `${first.file}:${first.line}`;
  const spelling = first.member === again.member ? "" : " in another form";
  return source.diagnose(
    offset,
    "warning",
    "duplicate-member",
    `the same customer is on this list already${spelling}, at ${where}: remove one of the two (added once)`,
  );
}

/** Finds lists that are declared more than once; names that differ in case alone are one list. */
export function checkAcross(lists: readonly DeclaredList[]): Diagnostic[] {
  const first = new Map<string, DeclaredList>();
  const diagnostics: Diagnostic[] = [];
  for (const list of lists) {
    const key = listKey(list.name);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, list);
      continue;
    }
    const where = formatPlace(earlier.text.place(earlier.offset));
    const message = `the list ${list.name} is declared at ${where} already: merge the two`;
    diagnostics.push(list.text.diagnose(list.offset, "error", "duplicate-list", message));
  }
  return diagnostics;
}
