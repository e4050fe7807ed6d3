/** Blip as the survey and the apply see it: their ports, carried out as LIME commands. */

import type { BlipWriter, Sent } from "../apply/writer.ts";
import type { Contact } from "../domain/contact.ts";
import { fact } from "../domain/fact.ts";
import { literal } from "../domain/fact-fields.ts";
import type { Identity } from "../domain/identity.ts";
import { identityDomain, parseIdentity, WHATSAPP_DOMAIN } from "../domain/identity.ts";
import type { ListName } from "../domain/list-name.ts";
import { listIdentity } from "../domain/list-name.ts";
import type { E164 } from "../domain/phone.ts";
import type { BlipReader, Page, Window } from "../survey/reader.ts";
import { PageRefused } from "../survey/reader.ts";
import { Domain, MediaType } from "./envelope.ts";
import type { Fault } from "./errors.ts";
import {
  CommandError,
  isAboutNumber,
  isNoList,
  isThrottled,
  isWorthAnotherTry,
  sentCommand,
} from "./errors.ts";
import type { Link, Order, Reply } from "./link.ts";
import { Stopped } from "./pacer.ts";
import { foreign, isRecord } from "./response.ts";

const READ_SENDS_MAX = 5;
const WRITE_SENDS_MAX = 8;
/** Looking a number up again and again is what WhatsApp bans senders for. */
const LOOK_UP_SENDS_MAX = 3;

const LISTS = `postmaster@${Domain.lists}`;
const CONTACTS = `postmaster@${Domain.contacts}`;
const WHATSAPP = `postmaster@${Domain.whatsapp}`;

export function blipReader(link: Link): BlipReader {
  return {
    lists: (window) => readPage(link, ALL_LISTS, parseText, window),
    recipients: (list, window) => readPage(link, recipientsOf(list), parseText, window),
    contacts: (window) => readPage(link, ALL_CONTACTS, parseContact, window),
  };
}

export function blipWriter(link: Link): BlipWriter {
  return {
    createList: async (list) => sent(await link.send(createList(list))),
    addRecipient: async (list, identity) => sent(await link.send(addRecipient(list, identity))),
    lookUp: async (phone, stop) => {
      return identityIn(phone, await link.send({ ...lookUp(phone), ...(stop ? { stop } : {}) }));
    },
  };
}

const ALL_LISTS: CollectionAt = { kind: "lists", to: LISTS, uri: "/lists", mayPassOver: false };
const ALL_CONTACTS: CollectionAt = { kind: "contacts", to: CONTACTS, uri: "/contacts", mayPassOver: true };

function recipientsOf(list: ListName): CollectionAt {
  return { kind: "recipients", to: LISTS, uri: recipientsUri(list), mayPassOver: false };
}

function recipientsUri(list: ListName): string {
  return `/lists/${encodeURIComponent(listIdentity(list))}/recipients`;
}

function createList(list: ListName): Order {
  const resource = { identity: listIdentity(list) };
  const command = {
    to: LISTS,
    method: "set",
    uri: "/lists",
    type: MediaType.distributionList,
    resource,
  } as const;
  const subject = { action: "create-list", list } as const;
  return { kind: "create-list", command, sendsMax: WRITE_SENDS_MAX, subject };
}

function addRecipient(list: ListName, identity: Identity): Order {
  const uri = recipientsUri(list);
  const command = { to: LISTS, method: "set", uri, type: MediaType.identity, resource: identity } as const;
  const subject = { action: "add-recipient", list, identity } as const;
  return { kind: "add-recipient", command, sendsMax: WRITE_SENDS_MAX, subject, urgent: true };
}

/** The plus goes as it is, as Blip's own examples have it: without it, every number "succeeds". */
function lookUp(phone: E164): Order {
  const command = {
    to: WHATSAPP,
    method: "get",
    uri: `lime://${Domain.whatsapp}/accounts/${phone}`,
  } as const;
  const subject = { action: "look-up", phone } as const;
  return { kind: "look-up", command, sendsMax: LOOK_UP_SENDS_MAX, subject };
}

interface CollectionAt {
  readonly kind: "lists" | "recipients" | "contacts";
  readonly to: string;
  readonly uri: string;
  /** Whether one that cannot be read may be left out. Who is on a list must be known, all of them. */
  readonly mayPassOver: boolean;
}

async function readPage<Item>(
  link: Link,
  { kind, to, uri, mayPassOver }: CollectionAt,
  parseItem: (item: unknown) => Item | null,
  { skip, take }: Window,
): Promise<Page<Item>> {
  const command = { to, method: "get", uri: `${uri}?$skip=${skip}&$take=${take}` } as const;
  const reply = await link.send({ kind, command, sendsMax: READ_SENDS_MAX });
  if (reply.status === "stopped") throw new Stopped();
  if (reply.status === "failure")
    throw refusesWindow(reply.error.fault, skip) ? pageRefused(reply.error) : reply.error;
  const page = parsePage(reply.resource, parseItem);
  if (page === null || ((page.passedOver ?? 0) > 0 && !mayPassOver))
    throw new CommandError(foreign(command, kind));
  return page;
}

/** Statuses of a server that cannot make so large an answer. */
const STATUSES_OF_A_LARGE_PAGE = new Set([400, 413, 414, 500, 504]);

/** A server that made the first page can make the others: what passes there is a fault of the moment, and no end. */
function refusesWindow(fault: Fault, skip: number): boolean {
  if (isThrottled(fault)) return false;
  if (fault.code === "blip-oversized") return true;
  if (skip > 0 && isWorthAnotherTry(fault, "get")) return false;
  if (fault.code === "blip-status") return STATUSES_OF_A_LARGE_PAGE.has(fault.fields.status);
  return fault.code === "blip-refused";
}

function pageRefused(error: CommandError): PageRefused {
  const { fault } = error;
  return new PageRefused(error, isNoList(fault));
}

function parsePage<Item>(resource: unknown, parseItem: (item: unknown) => Item | null): Page<Item> | null {
  if (!isRecord(resource) || !Array.isArray(resource.items)) return null;
  const items = resource.items.map(parseItem).filter((item) => item !== null);
  const passedOver = resource.items.length - items.length;
  const { total } = resource;
  const isCount = typeof total === "number" && Number.isInteger(total) && total >= 0;
  return { items, total: isCount ? total : null, ...(passedOver > 0 ? { passedOver } : {}) };
}

function parseText(item: unknown): string | null {
  return typeof item === "string" ? item : null;
}

/** @returns null for one that nobody can be reached by: it has no identity, or what stands there is none */
function parseContact(item: unknown): Contact | null {
  if (!isRecord(item) || typeof item.identity !== "string" || parseIdentity(item.identity) === null)
    return null;
  const { identity, phoneNumber } = item;
  return { identity, phoneNumber: typeof phoneNumber === "string" ? phoneNumber : null, properties: item };
}

function sent(reply: Reply): Sent<void> {
  return reply.status === "success" ? { status: "ok", value: undefined } : notSent(reply);
}

function notSent(reply: Exclude<Reply, { status: "success" }>): Exclude<Sent<never>, { status: "ok" }> {
  if (reply.status === "stopped") return reply;
  const { error, uncertain } = reply;
  const { fault: why } = error;
  if (why.code === "unauthorized") return { status: "unauthorized", why, uncertain };
  return uncertain ? { status: "unknown", why } : { status: "failed", why, passing: isPassing(why) };
}

/** A refusal for good is this command's own; every other fault can be Blip's or the network's. */
function isPassing(fault: Fault): boolean {
  return fault.code !== "blip-refused" || isWorthAnotherTry(fault, "set");
}

/** `alternativeAccount` is the identity that a list takes; `identity` where Blip gives no other. */
function identityIn(phone: E164, reply: Reply): Sent<Identity | null> {
  if (reply.status !== "success") {
    if (reply.status === "failure" && isAboutNumber(reply.error.fault)) return { status: "ok", value: null };
    // A look-up changes nothing: whatever became of earlier tries, the last one says how it ended.
    return notSent(reply.status === "failure" ? { ...reply, uncertain: false } : reply);
  }
  const account = isRecord(reply.resource) ? reply.resource : {};
  const text = [account.alternativeAccount, account.identity].find(
    (one) => typeof one === "string" && one !== "",
  );
  const identity = typeof text === "string" ? parseIdentity(text.split("/")[0] ?? "") : null;
  if (identity !== null && identityDomain(identity) === WHATSAPP_DOMAIN)
    return { status: "ok", value: identity };
  const domain = identity === null ? null : literal(identityDomain(identity));
  const why = fact("blip-no-identity", { command: sentCommand(lookUp(phone).command), domain });
  return { status: "failed", why, passing: false };
}
