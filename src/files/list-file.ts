/** A live list as the file that declares it. */

import type { Customer } from "../domain/customer.ts";
import { candidateKeys, customerOf } from "../domain/customer.ts";
import type { Fact } from "../domain/fact.ts";
import { fact } from "../domain/fact.ts";
import { literal, name } from "../domain/fact-fields.ts";
import {
  identityDomain,
  isBlipDomain,
  parseIdentity,
  TUNNEL_DOMAIN,
  WHATSAPP_DOMAIN,
} from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { formatPhone, parsePhone } from "../domain/phone.ts";

export interface LiveListFile {
  readonly name: ListName;
  /** Keys of the identities on the list. */
  readonly recipients: ReadonlySet<string>;
  readonly contract: string;
  readonly at: Date;
}

/**
 * Planning with the file finds nothing to do: every member is one that the identity on the list is a form of.
 * @param say gives the sentences of its comments
 */
export function renderListFile(
  { name: listName, recipients, contract, at }: LiveListFile,
  say: (fact: Fact) => string,
): string {
  const members = new Map<Customer | string, string>();
  let omitted = 0;
  for (const key of recipients) {
    const identity = parseIdentity(key);
    if (identity === null || !isDeclarable(key)) omitted += 1;
    else if (!members.has(customerOf(identity))) members.set(customerOf(identity), writtenAs(key));
  }
  const lines = [...members.values()].sort().map((member) => `  - ${member}`);
  const date = literal(at.toISOString().slice(0, 10));
  const comments = [
    fact("list-imported-from", { contract: name(contract), date, members: recipients.size }),
    ...(omitted > 0 ? [fact("list-members-omitted", { members: omitted })] : []),
  ];
  return [
    ...comments.map((comment) => `# ${say(comment)}.`),
    `name: ${JSON.stringify(listName)}`,
    ...(lines.length > 0 ? ["members:", ...lines] : ["members: []"]),
    "",
  ].join("\n");
}

/** Tunnels are aliases, and the WhatsApp identities that a look-up without its plus gives are nobody's. */
function isDeclarable(key: string): boolean {
  const domain = identityDomain(key);
  return domain !== TUNNEL_DOMAIN && !(domain === WHATSAPP_DOMAIN && key.startsWith("+"));
}

/** A number as a person would write it, where the identity has one; else the identity. */
function writtenAs(key: string): string {
  const [digits = ""] = key.split("@", 1);
  // The form of an e-mail address, which would be refused where it stands alone.
  if (!isBlipDomain(identityDomain(key))) return `identity: ${JSON.stringify(key)}`;
  if (identityDomain(key) !== WHATSAPP_DOMAIN || !/^\d{6,15}$/.test(digits)) return JSON.stringify(key);
  const parsed = parsePhone(`+${digits}`, "BR");
  const isTheSame = "phone" in parsed && candidateKeys(parsed.phone).includes(key);
  return isTheSame ? formatPhone(parsed.phone) : JSON.stringify(key);
}
