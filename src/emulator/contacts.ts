/** `postmaster@crm.msging.net`, or the server itself: the bot's contacts. */

import { MediaType } from "../blip/envelope.ts";
import type { Answer } from "./answer.ts";
import { failure, found, ReasonCode } from "./answer.ts";
import { badPage, collectionOf, pageOf } from "./collection.ts";
import { parseContactFilter } from "./contact-filter.ts";
import { hasIdentityForm } from "./identity.ts";
import type { CommandContext, Route } from "./route.ts";
import type { Contact } from "./state.ts";

/** All three by documentation. */
const TAKE_DEFAULT = 100;
const TAKE_MAX = 30_000;
const FILTERED_REACH_MAX = 10_000;

export const CONTACT_ROUTES: readonly Route[] = [
  { path: ["contacts"], methods: { get: getContacts } },
  { path: ["contacts", "*"], methods: { get: getContact } },
];

function getContacts({ uri, state, switches }: CommandContext): Answer {
  const page = pageOf(uri.query, { takeDefault: TAKE_DEFAULT, takeMax: TAKE_MAX, overTakeMax: "refuse" });
  if (page === null) return badPage();
  const filterText = uri.query.get("$filter");
  if (filterText === undefined) {
    const items = state.contacts.page(page.skip, page.take);
    return collectionOf(MediaType.contact, items, state.contacts.size, switches);
  }
  if (page.skip + page.take > FILTERED_REACH_MAX) {
    return failure(
      ReasonCode.invalidArgument,
      `With a $filter, $skip and $take reach up to ${FILTERED_REACH_MAX}`,
    );
  }
  const filter = parseContactFilter(filterText);
  if (filter === null) return failure(ReasonCode.invalidArgument, "The $filter is not supported");
  const items: Contact[] = [];
  let total = 0;
  for (const contact of state.contacts.values()) {
    if (!filter(contact)) continue;
    if (total >= page.skip && items.length < page.take) items.push(contact);
    total++;
  }
  return collectionOf(MediaType.contact, items, total, switches);
}

function getContact({ state }: CommandContext, identity: string): Answer {
  if (!hasIdentityForm(identity)) return failure(ReasonCode.invalidIdentity, "Invalid identity");
  const contact = state.contacts.get(identity.toLowerCase());
  return contact === null
    ? failure(ReasonCode.notFound, "The contact was not found")
    : found(MediaType.contact, contact);
}
