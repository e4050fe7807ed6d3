/**
 * A client that follows Blip's article on distribution lists to the letter: create the list, then for each
 * customer look the account up (where the identity is not known) and add it; one command after the other.
 *
 *     node one-by-one.js MEMBERS known|look-up
 */

import { randomUUID } from "node:crypto";
import { identityOf, LIST_IDENTITY, phoneOf } from "./bot.ts";

const [, , members = "0", identitiesAre = "known"] = process.argv;
const { BLIP_ENDPOINT = "", BLIP_KEY = "" } = process.env;
const LISTS = "postmaster@broadcast.msging.net";
const WHATSAPP = "postmaster@wa.gw.msging.net";

await command({
  to: LISTS,
  method: "set",
  uri: "/lists",
  type: "application/vnd.iris.distribution-list+json",
  resource: { identity: LIST_IDENTITY },
});
for (let index = 0; index < Number(members); index += 1) {
  const identity = identitiesAre === "known" ? identityOf(index) : await lookUp(phoneOf(index));
  const uri = `/lists/${encodeURIComponent(LIST_IDENTITY)}/recipients`;
  await command({ to: LISTS, method: "set", uri, type: "application/vnd.lime.identity", resource: identity });
}

async function lookUp(phone: string): Promise<string> {
  const uri = `lime://wa.gw.msging.net/accounts/${phone}`;
  const account = (await command({ to: WHATSAPP, method: "get", uri })) as { alternativeAccount: string };
  return account.alternativeAccount;
}

async function command(fields: Readonly<Record<string, unknown>>): Promise<unknown> {
  const answer = await fetch(BLIP_ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Key ${BLIP_KEY}` },
    body: JSON.stringify({ id: randomUUID(), ...fields }),
  });
  const { status, resource } = (await answer.json()) as { status: string; resource?: unknown };
  if (status !== "success") throw new Error(`${JSON.stringify(fields)}: ${status}`);
  return resource;
}
